import COpenSSL

/// Why a handshake of TLS failed, as far as one side can know.
struct TLSFailure: Error, Equatable, CustomStringConvertible {
    enum Cause: String {
        /// The certificate is another's.
        case name
        /// No authority that is trusted has signed it.
        case chain
        case expiry
        /// The two sides share no version or cipher.
        case `protocol`
        /// The peer wants a certificate, or another one.
        case clientCertificate = "client certificate"
        /// What came is no TLS at all.
        case absence
        /// The peer was gone before it was done.
        case silence
        case other
    }

    let cause: Cause

    /// Whether the peer spoke TLS, though to no good end.
    var isByTLS: Bool { cause != .absence && cause != .silence }

    private let detail: String

    var description: String {
        switch cause {
        case .absence: detail
        case .other: "TLS: \(detail)"
        case .name, .chain, .expiry, .protocol, .clientCertificate, .silence:
            "TLS \(cause.rawValue): \(detail)"
        }
    }

    /// The peer goes on and on with records that bring no data.
    static let endless = TLSFailure(
        cause: .other,
        detail: "the peer sent more than \(TLSSession.maximumWithoutData >> 10) KiB of "
            + "handshakes, new keys or warnings without any data"
    )

    private init(cause: Cause, detail: String) {
        (self.cause, self.detail) = (cause, detail)
    }

    /// By the code that OpenSSL left in its queue, and what it knows of the session.
    init(_ code: UInt, of session: OpaquePointer) {
        let reason = fleetsim_error_reason(code)
        switch reason {
        case 0, SSL_R_UNEXPECTED_EOF_WHILE_READING:
            (cause, detail) = (.silence, "the peer hung up: perhaps the port speaks no TLS (ws://)")
        case SSL_R_CERTIFICATE_VERIFY_FAILED:
            let result = SSL_get_verify_result(session)
            cause = Self.cause(ofRefusal: Int32(truncatingIfNeeded: result))
            detail = Self.text(X509_verify_cert_error_string(result)) ?? "\(result)"
        case SSL_R_WRONG_VERSION_NUMBER:
            (cause, detail) = (.absence, "the port does not speak TLS: use ws://")
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, SSL_R_UNSUPPORTED_PROTOCOL,
            SSL_R_NO_PROTOCOLS_AVAILABLE:
            let words = Self.text(ERR_reason_error_string(code)) ?? "error \(code)"
            cause = .protocol
            detail = "the two sides share no version of TLS (\(words)): \(Self.advice)"
        default:
            cause = Self.cause(of: reason, in: session)
            let words = Self.text(ERR_reason_error_string(code)) ?? "error \(code)"
            guard cause == .clientCertificate, let alert = Self.alert(reason, words) else {
                detail = words
                return
            }
            detail =
                SSL_get_certificate(session) == nil
                ? "the CSMS wants a client certificate and got none (\(alert))"
                : "the CSMS refused the client certificate (\(alert))"
        }
    }

    private static let advice =
        "a run takes those from ‘csms.security.tls_min’ (1.2) to ‘tls_max’ (1.3)"

    /// What the peer said before it hung up (RFC 8446 §6.2), if the reason is that.
    private static func alert(_ reason: Int32, _ words: String) -> String? {
        let number = reason - SSL_AD_REASON_OFFSET
        guard 0..<256 ~= number else { return nil }
        // OpenSSL says ‘tlsv13 alert certificate required’.
        let name = words.firstRange(of: "alert ").map { String(words[$0.upperBound...]) }
        return "alert \(number), \(name ?? words)"
    }

    private static func text(_ words: UnsafePointer<CChar>?) -> String? {
        words.map { String(cString: $0) }
    }

    /// Why a certificate was refused here.
    private static func cause(ofRefusal result: Int32) -> Cause {
        switch result {
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .name
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: .expiry
        default: .chain
        }
    }

    private static func cause(of reason: Int32, in session: OpaquePointer) -> Cause {
        switch reason {
        // Up to TLS 1.2 there is no alert of its own for a certificate that is missing.
        case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE where SSL_get0_peer_CA_list(session) != nil:
            .clientCertificate
        case SSL_R_NO_SHARED_CIPHER, SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE,
            SSL_R_HTTP_REQUEST:
            .protocol
        case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED, SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,
            SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED,
            SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED, SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE,
            SSL_R_TLSV1_ALERT_UNKNOWN_CA, SSL_R_TLSV1_ALERT_ACCESS_DENIED,
            SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
            .clientCertificate
        default: .other
        }
    }
}
