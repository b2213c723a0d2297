import COpenSSL

/// The session that a charger had last, to go on with when it comes back.
final class TLSTicket {
    private var session: OpaquePointer?

    deinit {
        SSL_SESSION_free(session)
    }

    /// Has a connection that is to begin go on with it, once: a ticket is good for one.
    func use(for connection: OpaquePointer) {
        guard let session else { return }
        SSL_set_session(connection, session)
        SSL_SESSION_free(session)
        self.session = nil
    }

    /// Takes over what a connection ends with, if the server will know it again.
    func keep(from connection: OpaquePointer) {
        guard let latest = SSL_get1_session(connection) else { return }
        guard SSL_SESSION_is_resumable(latest) == 1 else { return SSL_SESSION_free(latest) }
        SSL_SESSION_free(session)
        session = latest
        // A connection that was cut is no reason for OpenSSL to spoil it.
        SSL_set_shutdown(connection, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN)
    }
}
