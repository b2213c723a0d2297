import COpenSSL

/// Why a handshake of TLS failed, as far as one side can know.
struct TLSFailure: Error, Equatable, CustomStringConvertible {
    enum Cause: String {
        /// The certificate is somebody else's.
        case name
        /// No authority that is trusted has signed it.
        case chain
        case expiry
        /// The two sides share no version or cipher.
        case `protocol`
        /// The peer wants a certificate, or another one.
        case clientCertificate = "client certificate"
        case other = "handshake"
    }

    let cause: Cause
    private let detail: String

    var description: String { "TLS \(cause.rawValue): \(detail)" }

    /// The peer's certificate was refused here.
    init(verification result: Int) {
        switch Int32(truncatingIfNeeded: result) {
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: cause = .name
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: cause = .expiry
        default: cause = .chain
        }
        detail = X509_verify_cert_error_string(result).map { String(cString: $0) } ?? "\(result)"
    }

    /// OpenSSL's own reason, or that the peer hung up.
    init(_ code: UInt) {
        guard code != 0 else {
            (cause, detail) = (.other, "the peer hung up")
            return
        }
        detail = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
        cause = Self.cause(of: fleetsim_error_reason(code))
    }

    private static func cause(of reason: Int32) -> Cause {
        switch reason {
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, SSL_R_UNSUPPORTED_PROTOCOL,
            SSL_R_WRONG_VERSION_NUMBER, SSL_R_NO_PROTOCOLS_AVAILABLE,
            SSL_R_NO_SHARED_CIPHER, SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE,
            SSL_R_HTTP_REQUEST:
            .protocol
        case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED, SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,
            SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED,
            SSL_R_TLSV1_ALERT_UNKNOWN_CA, SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
            .clientCertificate
        default: .other
        }
    }
}
