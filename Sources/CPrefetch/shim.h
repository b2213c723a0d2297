/* Swift has no word for the processor's prefetch instruction. */
static inline void fleetsim_prefetch(const void *address) { __builtin_prefetch(address); }
