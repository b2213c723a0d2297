import COpenSSL
import Glibc
import Scenarios

/// What all TLS sessions of a role share: keys, trusted authorities, versions.
final class TLSContext: @unchecked Sendable {
    // OpenSSL counts references to it under a lock of its own; nothing here changes after `init`.
    private let context: OpaquePointer
    let role: WebSocketRole
    private let verifies: Bool

    init(_ role: WebSocketRole, _ settings: TLSSettings) throws(TLSSetupError) {
        // OpenSSL writes to sockets without a word against the signal of a broken pipe.
        signal(SIGPIPE, SIG_IGN)
        let method = role == .client ? TLS_client_method() : TLS_server_method()
        guard let context = SSL_CTX_new(method) else { throw .last("TLS cannot be set up") }
        self.context = context
        self.role = role
        verifies = settings.verifies
        fleetsim_tls_lean(context)
        try setVersions(settings)
        try setTrust(settings)
        if let certificate = settings.certificate { try setCertificate(certificate) }
    }

    deinit {
        SSL_CTX_free(context)
    }

    /// A client's session over a socket, with whom it wants to speak to and as whom.
    func session(
        over socket: Int32,
        with host: String,
        as who: TLSIdentity
    ) throws(SystemError) -> TLSSession {
        let session = try connection(over: socket)
        if verifies { Self.expect(host, of: session) }
        who.certificate?.use(for: session)
        who.ticket?.use(for: session)
        SSL_set_connect_state(session)
        return TLSSession(session, keptIn: who.ticket)
    }

    /// A server's session over a socket.
    func session(over socket: Int32) throws(SystemError) -> TLSSession {
        let session = try connection(over: socket)
        SSL_set_accept_state(session)
        return TLSSession(session)
    }

    /// Refuses a client's certificate that no session would show, since its key is too short or its signature too
    /// weak for OpenSSL: the client would call without one.
    func check(_ certificate: ClientCertificate, in file: String) throws(TLSSetupError) {
        ERR_clear_error()
        guard let session = SSL_new(context) else { throw .last("TLS cannot be set up") }
        defer { SSL_free(session) }
        guard certificate.use(for: session) else {
            throw .last("the certificate in ‘\(file)’ cannot be used")
        }
    }

    private func connection(over socket: Int32) throws(SystemError) -> OpaquePointer {
        let session = SSL_new(context)
        guard let session, fleetsim_tls_over(session, Self.sockets.method, socket) == 1 else {
            SSL_free(session)
            throw SystemError(call: "TLS session", code: ENOMEM)
        }
        return session
    }

    /// What OpenSSL's sockets do.
    private struct Sockets: @unchecked Sendable {
        // It is made once and never changed.
        let method = fleetsim_socket_method()
    }

    private static let sockets = Sockets()

    /// How many connections went on with the session of an earlier one.
    var resumed: Int { SSL_CTX_ctrl(context, SSL_CTRL_SESS_HIT, 0, nil) }

    /// A name is told to the server, which may have several; an address is only looked for.
    private static func expect(_ host: String, of session: OpaquePointer) {
        guard X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host) != 1 else { return }
        _ = fleetsim_tls_server_name(session, host)
        SSL_set1_host(session, host)
    }

    private func setVersions(_ settings: TLSSettings) throws(TLSSetupError) {
        guard fleetsim_tls_versions(context, settings.lowest.number, settings.highest.number) == 1
        else { throw .last("these versions of TLS are not to be had") }
    }

    private func setTrust(_ settings: TLSSettings) throws(TLSSetupError) {
        if let file = settings.authorities {
            guard TLSFile.complaint(about: file) == nil,
                SSL_CTX_load_verify_locations(context, file, nil) == 1
            else {
                throw .unreadable("the authorities", "certificate", in: file)
            }
        } else if role == .client {
            SSL_CTX_set_default_verify_paths(context)
        }
        let wants =
            switch role {
            case .client: verifies ? SSL_VERIFY_PEER : SSL_VERIFY_NONE
            case .server:
                settings.authorities == nil
                    ? SSL_VERIFY_NONE : SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
            }
        SSL_CTX_set_verify(context, wants, nil)
        guard role == .server, let file = settings.authorities else { return }
        SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(file))
        // Sessions of those who showed a certificate are for this server only.
        let name: StaticString = "fleetsim"
        SSL_CTX_set_session_id_context(context, name.utf8Start, UInt32(name.utf8CodeUnitCount))
    }

    private func setCertificate(_ files: (chain: String, key: String)) throws(TLSSetupError) {
        guard TLSFile.complaint(about: files.chain) == nil,
            SSL_CTX_use_certificate_chain_file(context, files.chain) == 1
        else {
            throw .unreadable("the certificate", "certificate", in: files.chain)
        }
        guard TLSFile.complaint(about: files.key) == nil,
            SSL_CTX_use_PrivateKey_file(context, files.key, SSL_FILETYPE_PEM) == 1
        else {
            throw .unreadable("the key", "key", in: files.key)
        }
    }
}

/// What is a charger's own when it calls.
struct TLSIdentity {
    /// In place of the one that all show.
    var certificate: ClientCertificate?
    var ticket: TLSTicket?
}

extension TLSVersion {
    fileprivate var number: Int32 {
        switch self {
        case .v12: TLS1_2_VERSION
        case .v13: TLS1_3_VERSION
        }
    }
}
