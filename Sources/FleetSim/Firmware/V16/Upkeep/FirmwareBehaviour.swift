/// How the chargers of a type go about new firmware.
struct FirmwareBehaviour: Sendable {
    /// Where every update fails.
    enum Failure: Sendable {
        case download
        /// The certificate that the firmware was signed with is refused, or was revoked.
        case certificate, revocation
        case signature
        /// What was installed is found wanting, or cannot be installed at all.
        case verification, installation
    }

    var download: SimDuration = .seconds(120)
    var install: SimDuration = .seconds(180)
    /// nil: updates succeed.
    var failure: Failure?
    /// Whether a charger with the security extension still takes an UpdateFirmware.
    var takesUnsigned = true
}
