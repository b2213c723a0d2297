/* libmicrohttpd, and what of it Swift cannot call: functions of any number of arguments. */
#include <microhttpd.h>

/* Serves on a thread of its own, with epoll: select knows no descriptor beyond 1023. */
static inline struct MHD_Daemon *fleetsim_http_serve(int listener, unsigned connections, MHD_AccessHandlerCallback answer,
                                                     MHD_NotifyConnectionCallback noticed, void *context) {
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer, context,
                            MHD_OPTION_LISTEN_SOCKET, listener,
                            MHD_OPTION_CONNECTION_LIMIT, connections,
                            MHD_OPTION_CONNECTION_TIMEOUT, 10u,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)16384,
                            MHD_OPTION_NOTIFY_CONNECTION, noticed, context,
                            MHD_OPTION_END);
}

/* Ends a connection from outside of its server, which then closes the socket as if the peer had hung up. */
static inline void fleetsim_http_cut(int socket) { shutdown(socket, SHUT_RDWR); }

/* The socket of a connection, or -1. */
static inline int fleetsim_http_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}
