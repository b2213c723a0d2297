/// Whom a charger trusts by a root certificate.
package enum CertificateUse: WireText, WireEnum {
    case centralSystemRoot = "CentralSystemRootCertificate"
    case manufacturerRoot = "ManufacturerRootCertificate"
}
