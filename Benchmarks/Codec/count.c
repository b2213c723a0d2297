// Counts heap allocations of whatever program it is preloaded into.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

static uint64_t count;

uint64_t allocation_count(void) { return count; }

static void *(*next(const char *name))(size_t) {
    return (void *(*)(size_t))dlsym(RTLD_NEXT, name);
}

void *malloc(size_t size) {
    static void *(*real)(size_t);
    if (!real) real = next("malloc");
    count++;
    return real(size);
}

// Swift's raw memory comes from here.
int posix_memalign(void **memory, size_t alignment, size_t size) {
    static int (*real)(void **, size_t, size_t);
    if (!real) real = (int (*)(void **, size_t, size_t))dlsym(RTLD_NEXT, "posix_memalign");
    count++;
    return real(memory, alignment, size);
}
