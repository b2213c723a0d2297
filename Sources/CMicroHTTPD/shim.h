/* libmicrohttpd, and what of it Swift cannot call: functions of any number of arguments. */
#include <string.h>
#include <microhttpd.h>

/* Leaves what a client wrote as it is: it is decoded once, by the reader of the request. */
static inline size_t fleetsim_http_as_written(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

/* Serves on one thread with epoll, since select knows no descriptor beyond 1023; or with a thread for each
   connection, where an answer may take its time. */
static inline struct MHD_Daemon *fleetsim_http_serve(int listener, int threads, unsigned connections,
                                                     MHD_AccessHandlerCallback answer,
                                                     MHD_NotifyConnectionCallback noticed, void *context) {
    unsigned flags = threads ? MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL
                             : MHD_USE_EPOLL_INTERNAL_THREAD;
    return MHD_start_daemon(flags, 0, NULL, NULL, answer, context,
                            MHD_OPTION_LISTEN_SOCKET, listener,
                            MHD_OPTION_CONNECTION_LIMIT, connections,
                            MHD_OPTION_CONNECTION_TIMEOUT, 10u,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)16384,
                            MHD_OPTION_UNESCAPE_CALLBACK, fleetsim_http_as_written, NULL,
                            MHD_OPTION_NOTIFY_CONNECTION, noticed, context,
                            MHD_OPTION_END);
}

/* How many seconds a connection may be idle; 0: as long as it likes. Coming from 0, it begins anew. */
static inline void fleetsim_http_may_idle(struct MHD_Connection *connection, unsigned seconds) {
    MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, seconds);
}

/* Ends a connection from outside of its server, which then closes the socket as if the peer had hung up. */
static inline void fleetsim_http_cut(int socket) { shutdown(socket, SHUT_RDWR); }

/* The socket of a connection, or -1. */
static inline int fleetsim_http_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}
