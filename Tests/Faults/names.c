/* A name server that never answers: loaded before the C library by LD_PRELOAD.

   NAMES_ASKED  a file that is made once a name is asked for */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <unistd.h>

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    (void)node, (void)service, (void)hints, (void)found;
    const char *path = getenv("NAMES_ASKED");
    int file = path ? open(path, O_WRONLY | O_CREAT, 0600) : -1;
    if (file >= 0) close(file);
    for (;;) pause();
}
