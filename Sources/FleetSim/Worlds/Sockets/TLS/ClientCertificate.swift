import COpenSSL
import Glibc

/// A certificate that a charger shows, with what leads to its authority and the key to it.
final class ClientCertificate: @unchecked Sendable {
    // OpenSSL counts references under locks of its own; nothing here changes after `init`.
    private let chain: OpaquePointer
    private(set) var certificate: OpaquePointer?
    private(set) var key: OpaquePointer?

    /// Reads one file of PEM with all three, the charger's own certificate first; the key may lie in
    /// a file of its own.
    init(file: String, key keyFile: String? = nil) throws(TLSSetupError) {
        chain = try Self.emptyChain()
        certificate = try Self.certificates(in: file, chain)
        key = try Self.key(in: keyFile ?? file)
        guard X509_check_private_key(certificate, key) == 1 else {
            throw .last("the key in ‘\(keyFile ?? file)’ is another's")
        }
    }

    /// Takes over what was made for a charger by its own authority.
    init(taking certificate: OpaquePointer, _ key: OpaquePointer) throws(TLSSetupError) {
        chain = try Self.emptyChain()
        self.certificate = certificate
        self.key = key
    }

    private static func emptyChain() throws(TLSSetupError) -> OpaquePointer {
        guard let chain = OPENSSL_sk_new_null() else { throw .last("there is no memory") }
        return chain
    }

    deinit {
        X509_free(certificate)
        EVP_PKEY_free(key)
        fleetsim_free_certificates(chain)
    }

    /// Has a connection show it; false: OpenSSL does not take it, and the connection would show none.
    @discardableResult
    func use(for connection: OpaquePointer) -> Bool {
        SSL_use_cert_and_key(connection, certificate, key, chain, 1) == 1
    }

    /// The first certificate of a file; those behind it are added to the chain.
    private static func certificates(
        in file: String,
        _ chain: OpaquePointer
    ) throws(TLSSetupError) -> OpaquePointer {
        guard TLSFile.complaint(about: file) == nil, let input = BIO_new_file(file, "r") else {
            throw .unreadable("the certificate", "certificate", in: file)
        }
        defer { BIO_free(input) }
        guard let own = PEM_read_bio_X509(input, nil, nil, nil) else {
            throw .unreadable("the certificate", "certificate", in: file)
        }
        while let next = PEM_read_bio_X509(input, nil, nil, nil) {
            OPENSSL_sk_push(chain, UnsafeRawPointer(next))
        }
        // The end of the file counts as an error there.
        ERR_clear_error()
        return own
    }

    private static func key(in file: String) throws(TLSSetupError) -> OpaquePointer {
        guard TLSFile.complaint(about: file) == nil, let input = BIO_new_file(file, "r") else {
            throw .unreadable("the key", "key", in: file)
        }
        defer { BIO_free(input) }
        guard let key = PEM_read_bio_PrivateKey(input, nil, nil, nil) else {
            throw .last("there is no key in ‘\(file)’")
        }
        return key
    }
}

extension TLSSetupError {
    /// What stands in a file cannot be used: the system does not give the file, nothing of the kind is in
    /// it, or OpenSSL does not take what is.
    static func unreadable(_ what: String, _ kind: String, in file: String) -> TLSSetupError {
        let refused = last("\(what) in ‘\(file)’ cannot be used")
        if let reason = TLSFile.complaint(about: file) {
            return TLSSetupError(description: "‘\(file)’ cannot be read: \(reason)")
        }
        // These name a part of OpenSSL, and not what is wrong.
        let empty = [
            "PEM lib", "system lib", "BIO lib", "X509 lib", "no start line", "unsupported",
            "no certificate or crl found",
        ]
        guard !empty.contains(where: refused.description.hasSuffix) else {
            return TLSSetupError(
                description: "there is no \(kind) in ‘\(file)’, which is to be PEM"
            )
        }
        return refused
    }

    /// What was tried in vain, with OpenSSL's reason.
    static func last(_ what: String) -> TLSSetupError {
        let reason = ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) }
        ERR_clear_error()
        return TLSSetupError(description: reason.map { "\(what): \($0)" } ?? what)
    }
}

/// A file that OpenSSL is to read by its name.
enum TLSFile {
    /// Why it cannot be read; nil: it can.
    ///
    /// OpenSSL would wait for a FIFO until something is written to it.
    static func complaint(about file: String) -> String? {
        var facts = stat()
        guard stat(file, &facts) == 0, access(file, R_OK) == 0 else {
            return String(cString: strerror(errno))
        }
        return facts.st_mode & S_IFMT == S_IFREG ? nil : "it is not a regular file"
    }
}
