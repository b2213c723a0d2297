/* libmicrohttpd, and what of it Swift cannot call: functions of any number of arguments. */
#include <microhttpd.h>

/* Serves on a thread of its own, with epoll: select knows no descriptor beyond 1023. */
static inline struct MHD_Daemon *fleetsim_http_serve(int listener, MHD_AccessHandlerCallback answer, void *context) {
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer, context,
                            MHD_OPTION_LISTEN_SOCKET, listener,
                            MHD_OPTION_CONNECTION_LIMIT, 16u,
                            MHD_OPTION_CONNECTION_TIMEOUT, 10u,
                            MHD_OPTION_END);
}
