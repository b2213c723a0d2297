/* Lets one call of a process to its files fail, or all from one on: loaded before the C library by LD_PRELOAD.

   FAULTS_UNDER  only files whose path begins so count
   FAULTS_AT     the number of the call that fails, from 1; without it none does
   FAULTS_FROM   if it is set, every later call that changes something fails as well, as on a full disk
   FAULTS_COUNT  a file to which the number of calls is written at the end */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { MOST = 65536 };
static atomic_long calls;
static atomic_char ours[MOST];
static const char *under;
static long at;
static int from;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    under = getenv("FAULTS_UNDER");
    at = getenv("FAULTS_AT") ? atol(getenv("FAULTS_AT")) : 0;
    from = getenv("FAULTS_FROM") != NULL;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULTS_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", atomic_load(&calls));
    fclose(file);
}

static int counts(const char *path) { return under && path && strncmp(path, under, strlen(under)) == 0; }
static int is_ours(int file) { return file >= 0 && file < MOST && ours[file]; }

/* The error of a call, or 0. What changes something finds the disk full or broken, in turn. */
static int fault(int changes) {
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (!at || number < at || (number > at && !(from && changes))) return 0;
    return changes && at % 2 ? ENOSPC : EIO;
}

#define FAIL_IF(condition, changes, value)                                                                     \
    do {                                                                                                       \
        int error = (condition) ? fault(changes) : 0;                                                          \
        if (error) {                                                                                           \
            errno = error;                                                                                     \
            return value;                                                                                      \
        }                                                                                                      \
    } while (0)

static int opened(int file, const char *path) {
    if (file >= 0 && file < MOST) ours[file] = counts(path);
    return file;
}

#define OPEN(name)                                                                                             \
    int name(const char *path, int flags, ...) {                                                               \
        va_list rest;                                                                                          \
        va_start(rest, flags);                                                                                 \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;                              \
        va_end(rest);                                                                                          \
        FAIL_IF(counts(path), (flags & O_CREAT) != 0, -1);                                                     \
        return opened(NEXT(name)(path, flags, mode), path);                                                    \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t count) {
    FAIL_IF(is_ours(file), 1, -1);
    return NEXT(write)(file, bytes, count);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
    FAIL_IF(is_ours(file), 1, -1);
    return NEXT(pwrite)(file, bytes, count, place);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
    FAIL_IF(is_ours(file), 1, -1);
    return NEXT(pwrite64)(file, bytes, count, place);
}
ssize_t read(int file, void *bytes, size_t count) {
    FAIL_IF(is_ours(file), 0, -1);
    return NEXT(read)(file, bytes, count);
}
ssize_t pread(int file, void *bytes, size_t count, off_t place) {
    FAIL_IF(is_ours(file), 0, -1);
    return NEXT(pread)(file, bytes, count, place);
}
ssize_t pread64(int file, void *bytes, size_t count, off64_t place) {
    FAIL_IF(is_ours(file), 0, -1);
    return NEXT(pread64)(file, bytes, count, place);
}
int fsync(int file) {
    FAIL_IF(is_ours(file), 1, -1);
    return NEXT(fsync)(file);
}
int fdatasync(int file) {
    FAIL_IF(is_ours(file), 1, -1);
    return NEXT(fdatasync)(file);
}
int ftruncate(int file, off_t size) {
    FAIL_IF(is_ours(file), 1, -1);
    return NEXT(ftruncate)(file, size);
}
int ftruncate64(int file, off64_t size) {
    FAIL_IF(is_ours(file), 1, -1);
    return NEXT(ftruncate64)(file, size);
}
int unlink(const char *path) {
    FAIL_IF(counts(path), 0, -1);
    return NEXT(unlink)(path);
}
int rename(const char *old, const char *new) {
    FAIL_IF(counts(new), 1, -1);
    return NEXT(rename)(old, new);
}
int close(int file) {
    if (file >= 0 && file < MOST) ours[file] = 0;
    return NEXT(close)(file);
}
