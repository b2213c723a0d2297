/* What Swift's Glibc module leaves out: epoll, accepting sockets that do not block, descriptors of a thread's own. */
#include <errno.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* From now on what the thread opens is its own, and counts against a limit of its own. */
static inline int fleetsim_own_descriptors(void) { return (int)syscall(SYS_unshare, CLONE_FILES); }

/* Tells where the peer is, if that is asked: of IPv4 the address, of IPv6 the network (/64). */
static inline int fleetsim_accept(int listener, uint64_t *peer) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    int accepted = accept4(listener, (struct sockaddr *)&address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted >= 0 && peer) {
        *peer = 0;
        if (address.ss_family == AF_INET) {
            memcpy(peer, &((struct sockaddr_in *)&address)->sin_addr, 4);
        } else if (address.ss_family == AF_INET6) {
            const struct in6_addr *in = &((struct sockaddr_in6 *)&address)->sin6_addr;
            if (IN6_IS_ADDR_V4MAPPED(in)) memcpy(peer, in->s6_addr + 12, 4);
            else memcpy(peer, in->s6_addr, 8);
        }
    }
    return accepted;
}

/* Waits for this many nanoseconds at most. Kernels before 5.11 know milliseconds only. */
static inline int fleetsim_epoll_wait(int poller, struct epoll_event *events, int count, int64_t nanoseconds) {
    struct timespec span = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    int ready = epoll_pwait2(poller, events, count, &span, NULL);
    if (ready < 0 && errno == ENOSYS) {
        int64_t milliseconds = nanoseconds / 1000000 + (nanoseconds % 1000000 != 0);
        ready = epoll_wait(poller, events, count, milliseconds > 60000 ? 60000 : (int)milliseconds);
    }
    return ready;
}
