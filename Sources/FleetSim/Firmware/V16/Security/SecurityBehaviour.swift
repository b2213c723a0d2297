/// How the chargers of a type go about their security.
struct SecurityBehaviour: Sendable {
    /// Whether the AuthorizationKey is hexadecimal for a password, or the password itself.
    var keyForm = AuthorizationKey.Form.hexadecimal
    /// Whether a frame that is none is reported as an event.
    var reportsInvalidMessages = false
    /// How far its clock may be from the CSMS's before it is set; nil: it is never set.
    var clockTolerance: SimDuration?
    /// Whether a certificate that is sound can also be stored.
    var storesCertificates = true
}
