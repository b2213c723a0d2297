import COpenSSL
import Glibc

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
        guard let context = SSL_CTX_new(method) else { throw Self.refusal("TLS cannot be set up") }
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

    /// A session over a socket; a client says whom it wants to speak to.
    func session(over socket: Int32, with host: String?) -> TLSSession? {
        guard let session = SSL_new(context), SSL_set_fd(session, socket) == 1 else { return nil }
        if let host {
            if verifies { Self.expect(host, of: session) }
            SSL_set_connect_state(session)
        } else {
            SSL_set_accept_state(session)
        }
        return TLSSession(session)
    }

    /// A name is told to the server, which may have several; an address is only looked for.
    private static func expect(_ host: String, of session: OpaquePointer) {
        guard X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host) != 1 else { return }
        _ = fleetsim_tls_server_name(session, host)
        SSL_set1_host(session, host)
    }

    private func setVersions(_ settings: TLSSettings) throws(TLSSetupError) {
        guard fleetsim_tls_versions(context, settings.lowest.number, settings.highest.number) == 1
        else { throw Self.refusal("these versions of TLS are not to be had") }
    }

    private func setTrust(_ settings: TLSSettings) throws(TLSSetupError) {
        if let file = settings.authorities {
            guard SSL_CTX_load_verify_locations(context, file, nil) == 1 else {
                throw Self.refusal("the authorities in ‘\(file)’ cannot be read")
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
    }

    private func setCertificate(_ files: (chain: String, key: String)) throws(TLSSetupError) {
        guard SSL_CTX_use_certificate_chain_file(context, files.chain) == 1 else {
            throw Self.refusal("the certificate in ‘\(files.chain)’ cannot be read")
        }
        guard SSL_CTX_use_PrivateKey_file(context, files.key, SSL_FILETYPE_PEM) == 1 else {
            throw Self.refusal("the key in ‘\(files.key)’ cannot be read or is another's")
        }
    }

    private static func refusal(_ what: String) -> TLSSetupError {
        let reason = ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) }
        ERR_clear_error()
        return TLSSetupError(description: reason.map { "\(what): \($0)" } ?? what)
    }
}

extension TLSSettings.Version {
    fileprivate var number: Int32 {
        switch self {
        case .v12: TLS1_2_VERSION
        case .v13: TLS1_3_VERSION
        }
    }
}
