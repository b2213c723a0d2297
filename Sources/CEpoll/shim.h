/* What Swift's Glibc module leaves out: epoll, accepting sockets that do not block, descriptors of a thread's own. */
#include <errno.h>
#include <linux/sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* From now on what the thread opens is its own, and counts against a limit of its own. */
static inline int fleetsim_own_descriptors(void) { return (int)syscall(SYS_unshare, CLONE_FILES); }

static inline int fleetsim_accept(int listener) {
    return accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

/* Waits for so many nanoseconds at most. Kernels before 5.11 know milliseconds only. */
static inline int fleetsim_epoll_wait(int poller, struct epoll_event *events, int count, int64_t nanoseconds) {
    struct timespec span = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    int ready = epoll_pwait2(poller, events, count, &span, NULL);
    if (ready < 0 && errno == ENOSYS) {
        int64_t milliseconds = nanoseconds / 1000000 + (nanoseconds % 1000000 != 0);
        ready = epoll_wait(poller, events, count, milliseconds > 60000 ? 60000 : (int)milliseconds);
    }
    return ready;
}
