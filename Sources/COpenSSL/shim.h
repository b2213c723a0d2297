/* OpenSSL, and the macros of it that Swift does not see. */
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/bio.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* A socket under TLS of which no more is read than a turn allows.

   OpenSSL goes on within one call for as long as records come that bring no data: a peer that renews its keys, or greets, without
   end would hold the thread in there for ever. So what it may read is counted here, and where that is used up the socket seems dry. */
struct fleetsim_socket {
    int descriptor;
    int allowance;
    /* Bytes that were read in all, and whether the last turn was ended by the allowance. */
    unsigned long taken;
    int was_stopped;
};

static inline int fleetsim_socket_read(BIO *bio, char *bytes, int count) {
    struct fleetsim_socket *own = (struct fleetsim_socket *)BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (own->allowance <= 0) {
        own->was_stopped = 1;
        BIO_set_retry_read(bio);
        return -1;
    }
    int most = count < own->allowance ? count : own->allowance;
    ssize_t got = recv(own->descriptor, bytes, (size_t)most, 0);
    if (got > 0) {
        own->allowance -= (int)got;
        own->taken += (unsigned long)got;
    } else if (got == 0) {
        BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    } else if (errno == EAGAIN || errno == EINTR) {
        own->was_stopped |= errno == EINTR;
        BIO_set_retry_read(bio);
    }
    return (int)got;
}

static inline int fleetsim_socket_write(BIO *bio, const char *bytes, int count) {
    struct fleetsim_socket *own = (struct fleetsim_socket *)BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    ssize_t gone = send(own->descriptor, bytes, (size_t)count, MSG_NOSIGNAL);
    while (gone < 0 && errno == EINTR) gone = send(own->descriptor, bytes, (size_t)count, MSG_NOSIGNAL);
    if (gone < 0 && errno == EAGAIN) BIO_set_retry_write(bio);
    return (int)gone;
}

static inline long fleetsim_socket_control(BIO *bio, int command, long number, void *pointer) {
    (void)number, (void)pointer;
    switch (command) {
    case BIO_CTRL_EOF: return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    case BIO_CTRL_FLUSH: return 1;
    default: return 0;
    }
}

static inline int fleetsim_socket_free(BIO *bio) {
    free(BIO_get_data(bio));
    return 1;
}

/* What such sockets do; NULL if there is no memory. */
static inline BIO_METHOD *fleetsim_socket_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket with an allowance");
    if (method && BIO_meth_set_read(method, fleetsim_socket_read) && BIO_meth_set_write(method, fleetsim_socket_write) &&
        BIO_meth_set_ctrl(method, fleetsim_socket_control) && BIO_meth_set_destroy(method, fleetsim_socket_free))
        return method;
    BIO_meth_free(method);
    return NULL;
}

/* Puts TLS over a socket, which it does not close; 1 if all went well. */
static inline int fleetsim_tls_over(SSL *session, BIO_METHOD *method, int descriptor) {
    BIO *bio = method ? BIO_new(method) : NULL;
    struct fleetsim_socket *own = (struct fleetsim_socket *)calloc(1, sizeof *own);
    if (!bio || !own) {
        BIO_free(bio);
        free(own);
        return 0;
    }
    own->descriptor = descriptor;
    BIO_set_data(bio, own);
    BIO_set_init(bio, 1);
    SSL_set_bio(session, bio, bio);
    return 1;
}

/* Lets the next call read this many bytes of the socket at most. */
static inline void fleetsim_tls_allow(SSL *session, int count) {
    struct fleetsim_socket *own = (struct fleetsim_socket *)BIO_get_data(SSL_get_rbio(session));
    own->allowance = count;
    own->was_stopped = 0;
}

static inline int fleetsim_tls_was_stopped(const SSL *session) {
    return ((struct fleetsim_socket *)BIO_get_data(SSL_get_rbio(session)))->was_stopped;
}

/* How many bytes were read of the socket in all. */
static inline unsigned long fleetsim_tls_taken(const SSL *session) {
    return ((struct fleetsim_socket *)BIO_get_data(SSL_get_rbio(session)))->taken;
}

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

/* Makes a key on P-256 and a certificate for a client of that name; 1 if all went well. Both are then the caller's. */
static inline int fleetsim_certify(const char *name, X509 *issuer, EVP_PKEY *issuer_key, long seconds, X509 **certificate,
                                   EVP_PKEY **key) {
    uint64_t serial = 0;
    X509 *made = X509_new();
    EVP_PKEY *own = EVP_EC_gen("P-256");
    X509_NAME *subject = made ? X509_get_subject_name(made) : NULL;
    int good = made && own && RAND_bytes((unsigned char *)&serial, sizeof serial) == 1 &&
               X509_set_version(made, X509_VERSION_3) && ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), serial >> 1) &&
               X509_gmtime_adj(X509_getm_notBefore(made), -3600) && X509_gmtime_adj(X509_getm_notAfter(made), seconds) &&
               X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0) &&
               X509_set_issuer_name(made, X509_get_subject_name(issuer)) && X509_set_pubkey(made, own) &&
               X509_sign(made, issuer_key, EVP_sha256());
    if (!good) {
        X509_free(made);
        EVP_PKEY_free(own);
        return 0;
    }
    *certificate = made;
    *key = own;
    return 1;
}

/* The common name that the peer's certificate gives, as UTF-8 that may have NULs in it: its length, or -1 if there is none or
   more than one. The bytes are then the caller's. */
static inline int fleetsim_peer_name(SSL *session, unsigned char **name) {
    X509 *certificate = SSL_get0_peer_certificate(session);
    if (!certificate) return -1;
    X509_NAME *subject = X509_get_subject_name(certificate);
    int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (place < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, place) >= 0) return -1;
    return ASN1_STRING_to_UTF8(name, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
}

static inline void fleetsim_free(void *bytes) { OPENSSL_free(bytes); }
