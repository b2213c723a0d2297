/* The least that a client can do: frames out and in over plain sockets, in a closed loop, without looking into them.

   client PORT CONNECTIONS SECONDS [BYTES]

   Each connection upgrades, boots, and then sends a heartbeat as soon as the last one is answered; BYTES pads the frame with
   spaces, which JSON permits. Prints round trips, CPU seconds and seconds of the measured part. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LARGEST = 1024, EVENTS = 512 };

struct line {
    int socket;
    int state; /* 0: the upgrade is under way, 1: the boot is, 2: it plays ping-pong */
    uint32_t number;
    size_t have; /* bytes of an answer that is not whole yet */
    unsigned char part[LARGEST];
};

static struct line *lines;
static int connections, booted;
static size_t bytes;
static uint64_t trips;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static double cpu(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* Sends a text as a frame. The mask is zero, which saves this client the work of masking. */
static void send_text(struct line *line, const char *text, size_t length) {
    unsigned char frame[LARGEST];
    size_t head = 2;
    frame[0] = 0x81;
    if (length < 126) {
        frame[1] = 0x80 | length;
    } else {
        frame[1] = 0x80 | 126;
        frame[2] = length >> 8;
        frame[3] = length;
        head = 4;
    }
    memset(frame + head, 0, 4);
    memcpy(frame + head + 4, text, length);
    if (send(line->socket, frame, head + 4 + length, MSG_NOSIGNAL) != (ssize_t)(head + 4 + length)) die("send");
}

static void heartbeat(struct line *line) {
    char text[LARGEST];
    size_t length = sprintf(text, "[2,\"%u\",\"Heartbeat\",{", ++line->number);
    while (length + 2 < bytes) text[length++] = ' ';
    text[length++] = '}';
    text[length++] = ']';
    send_text(line, text, length);
}

/* One whole answer has come. */
static void answered(struct line *line) {
    if (line->state == 2) {
        trips++;
    } else {
        line->state = 2;
        booted++;
        if (booted < connections) return;
        /* All begin at once. */
        for (int place = 0; place < connections; place++) heartbeat(&lines[place]);
        return;
    }
    heartbeat(line);
}

/* Takes whole answers off the bytes that a line has; gives how many bytes were used. */
static size_t take(struct line *line, const unsigned char *input, size_t count) {
    size_t used = 0;
    while (used < count) {
        const unsigned char *at = input + used;
        size_t rest = count - used, whole;
        if (line->state == 0) {
            const unsigned char *end = memmem(at, rest, "\r\n\r\n", 4);
            if (!end) return used;
            if (memcmp(at, "HTTP/1.1 101", 12) != 0) {
                fprintf(stderr, "client: the server refused: %.*s\n", (int)rest, at);
                exit(1);
            }
            used += end + 4 - at;
            line->state = 1;
            static const char boot[] =
                "[2,\"b\",\"BootNotification\",{\"chargePointVendor\":\"Bench\",\"chargePointModel\":\"C\"}]";
            send_text(line, boot, sizeof boot - 1);
            continue;
        }
        if (rest < 2) return used;
        whole = at[1] < 126 ? 2 + at[1] : 4;
        if (rest < whole) return used;
        if (at[1] == 126) whole += at[2] << 8 | at[3];
        if (rest < whole) return used;
        used += whole;
        if (at[0] == 0x81) answered(line);
    }
    return used;
}

static void readable(struct line *line) {
    static unsigned char buffer[65536];
    memcpy(buffer, line->part, line->have);
    ssize_t count = recv(line->socket, buffer + line->have, sizeof buffer - line->have, 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) die("recv");
    size_t all = line->have + count;
    size_t used = take(line, buffer, all);
    line->have = all - used;
    if (line->have > LARGEST) die("an answer that is too long");
    memcpy(line->part, buffer + used, line->have);
}

static void begin(struct line *line, int place, int port, int poller) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    line->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (line->socket < 0 || connect(line->socket, (struct sockaddr *)&address, sizeof address) < 0) die("connect");
    int one = 1;
    setsockopt(line->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    char request[512];
    int length = sprintf(request,
                         "GET /ocpp/BENCH-%06d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n",
                         place, port);
    if (send(line->socket, request, length, MSG_NOSIGNAL) != length) die("send");
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.ptr = line};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, line->socket, &event) < 0) die("epoll_ctl");
}

static void turn(int poller) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(poller, events, EVENTS, 100);
    if (count < 0 && errno != EINTR) die("epoll_wait");
    for (int place = 0; place < count; place++) readable(events[place].data.ptr);
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: client PORT CONNECTIONS SECONDS [BYTES]\n");
        return 2;
    }
    int port = atoi(argv[1]);
    connections = atoi(argv[2]);
    double length = atof(argv[3]);
    bytes = argc > 4 ? strtoul(argv[4], NULL, 10) : 0;
    if (bytes > LARGEST - 16) return 2;
    lines = calloc(connections, sizeof *lines);
    int poller = epoll_create1(0);
    if (!lines || poller < 0) die("client");
    for (int place = 0; place < connections; place++) begin(&lines[place], place, port, poller);
    while (booted < connections) turn(poller);
    /* A second for the caches, then what counts. */
    for (double start = seconds(); seconds() - start < 1;) turn(poller);
    uint64_t before = trips;
    double used = cpu(), start = seconds();
    while (seconds() - start < length) turn(poller);
    used = cpu() - used;
    printf("%llu %.3f %.3f\n", (unsigned long long)(trips - before), used, seconds() - start);
    return 0;
}
