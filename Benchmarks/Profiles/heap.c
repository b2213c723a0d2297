// How many bytes of the heap are in use by whatever program this is preloaded into.
#include <malloc.h>

size_t heap_in_use(void) { return mallinfo2().uordblks; }
