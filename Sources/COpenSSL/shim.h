/* OpenSSL, and the macros of it that Swift does not see. */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

static inline void fleetsim_tls_lean(SSL_CTX *context) {
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    /* A WebSocket knows by itself whether it was cut off, and its session is good for going on with all the same. */
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
}

static inline int fleetsim_tls_versions(SSL_CTX *context, int lowest, int highest) {
    return SSL_CTX_set_min_proto_version(context, lowest) && SSL_CTX_set_max_proto_version(context, highest);
}

static inline void fleetsim_free_certificates(struct stack_st_X509 *certificates) {
    sk_X509_pop_free(certificates, X509_free);
}

static inline long fleetsim_tls_server_name(SSL *session, const char *name) {
    return SSL_set_tlsext_host_name(session, name);
}

static inline int fleetsim_error_reason(unsigned long code) { return ERR_GET_REASON(code); }
