import COpenSSL

/// TLS over one socket, for as long as its channel lives, which ends it.
struct TLSSession {
    /// How far a handshake has got.
    enum Handshake {
        case done, later
        case failed(TLSFailure)
    }

    /// As much of a socket as one call reads, beyond what was asked for; a record has four times that.
    private static let allowance = 4 << 10
    /// What a peer may send without a byte of data in it: handshakes, new keys, tickets, warnings.
    ///
    /// A long chain of certificates has a third of that. Beyond it the peer is at that for its own sake.
    static let maximumWithoutData = 256 << 10

    private let session: OpaquePointer
    /// Whether the last call stopped before the socket was dry, since it had its share.
    private(set) var hasMore = false
    /// How many bytes had come when the last of data came.
    private var takenWithData: UInt = 0
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

    mutating func shakeHands() -> Handshake {
        begin(allowing: Self.allowance)
        let status = SSL_do_handshake(session)
        guard status != 1 else {
            noteData()
            return .done
        }
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE:
            hasMore = fleetsim_tls_was_stopped(session) != 0
            return isWithoutEnd ? .failed(.endless) : .later
        default: return .failed(TLSFailure(ERR_peek_error(), of: session))
        }
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> TCP.Progress {
        begin(allowing: buffer.count + Self.allowance)
        var count = 0
        let status = SSL_read_ex(session, buffer.baseAddress, buffer.count, &count)
        guard status != 1 else {
            noteData()
            assert(1...buffer.count ~= count, "what was read lies in the buffer")
            return .bytes(count)
        }
        hasMore = fleetsim_tls_was_stopped(session) != 0
        return isWithoutEnd ? .insecure(.endless) : progress(status)
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) -> TCP.Progress {
        // It reads only where the peer began another handshake, and `read` has the rest of that.
        begin(allowing: Self.maximumWithoutData)
        var count = 0
        let status = SSL_write_ex(session, bytes.baseAddress, bytes.count, &count)
        return status == 1 ? .bytes(count) : progress(status)
    }

    private mutating func begin(allowing count: Int) {
        ERR_clear_error()
        hasMore = false
        fleetsim_tls_allow(session, Int32(clamping: count))
    }

    private mutating func noteData() { takenWithData = fleetsim_tls_taken(session) }

    private var isWithoutEnd: Bool {
        fleetsim_tls_taken(session) - takenWithData > UInt(Self.maximumWithoutData)
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
