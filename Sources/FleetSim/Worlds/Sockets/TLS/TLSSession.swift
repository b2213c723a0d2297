import COpenSSL

/// TLS over one socket, for as long as its channel lives, which ends it.
struct TLSSession {
    /// How far a handshake has got.
    enum Handshake {
        case done, later
        case failed(TLSFailure)
    }

    private let session: OpaquePointer
    /// Where the session is kept for the next connection, if it is.
    private let ticket: TLSTicket?

    init(_ session: OpaquePointer, keptIn ticket: TLSTicket? = nil) {
        self.session = session
        self.ticket = ticket
    }

    /// Whom the peer's certificate is for; nil: it showed none, or one that does not give just one
    /// name in printable letters.
    ///
    /// ‘CP-1’, a NUL and more is another name than ‘CP-1’, though C ends it there.
    var peerName: String? {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = fleetsim_peer_name(session, &bytes)
        defer { fleetsim_free(bytes) }
        guard let bytes, count > 0 else { return nil }
        let name = UnsafeBufferPointer(start: bytes, count: Int(count))
        guard name.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        return String(validating: name, as: UTF8.self)
    }

    func shakeHands() -> Handshake {
        ERR_clear_error()
        let status = SSL_do_handshake(session)
        guard status != 1 else { return .done }
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .later
        default: return .failed(TLSFailure(ERR_peek_error(), of: session))
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

    func end() {
        ticket?.keep(from: session)
        SSL_free(session)
    }

    private func progress(_ status: Int32) -> TCP.Progress {
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: .later
        case SSL_ERROR_ZERO_RETURN: .ended
        case SSL_ERROR_SSL: TLSFailure(ERR_peek_error(), of: session).progress
        default: .failed(.last("TLS"))
        }
    }
}

extension TLSFailure {
    /// A peer that hung up without a farewell has ended the line all the same.
    fileprivate var progress: TCP.Progress { cause == .silence ? .ended : .insecure(self) }
}
