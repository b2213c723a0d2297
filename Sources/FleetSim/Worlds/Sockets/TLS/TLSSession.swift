import COpenSSL

/// TLS over one socket, for as long as its channel lives, which ends it.
struct TLSSession {
    /// How far a handshake has got.
    enum Handshake {
        case done, later
        case failed(TLSFailure)
    }

    private let session: OpaquePointer

    init(_ session: OpaquePointer) {
        self.session = session
    }

    func shakeHands() -> Handshake {
        ERR_clear_error()
        let status = SSL_do_handshake(session)
        guard status != 1 else { return .done }
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .later
        default:
            let verification = SSL_get_verify_result(session)
            guard verification == Int(X509_V_OK) else {
                return .failed(TLSFailure(verification: verification))
            }
            return .failed(TLSFailure(ERR_peek_error()))
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> TCP.Progress {
        ERR_clear_error()
        var count = 0
        let status = SSL_read_ex(session, buffer.baseAddress, buffer.count, &count)
        return status == 1 ? .bytes(count) : progress(status)
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> TCP.Progress {
        ERR_clear_error()
        var count = 0
        let status = SSL_write_ex(session, bytes.baseAddress, bytes.count, &count)
        return status == 1 ? .bytes(count) : progress(status)
    }

    /// Says that nothing more will be sent.
    func sayGoodbye() {
        ERR_clear_error()
        SSL_shutdown(session)
    }

    func end() { SSL_free(session) }

    private func progress(_ status: Int32) -> TCP.Progress {
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: .later
        case SSL_ERROR_ZERO_RETURN: .ended
        default: .failed(.last("TLS"))
        }
    }
}
