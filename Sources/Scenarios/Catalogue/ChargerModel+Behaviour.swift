// What makers decide differently about firmware, logs, keys and charging profiles.
extension ChargerModel {
    /// How it goes about new firmware.
    package struct FirmwareUpdates: Equatable, Sendable {
        /// Where every update ends.
        package enum Failure: String, CaseIterable, Sendable {
            case download
            /// The certificate that the firmware was signed with is refused, or was revoked.
            case certificate, revocation
            case signature
            /// What was installed is found wanting, or cannot be installed at all.
            case verification, installation
        }

        package var download: Duration = .seconds(120)
        package var install: Duration = .seconds(180)
        /// nil: updates succeed.
        package var failure: Failure?
        /// Whether it takes unsigned firmware although it has the security extension.
        package var takesUnsigned = true

        package init() {}
    }

    /// How it uploads diagnostics and logs.
    package struct Uploads: Equatable, Sendable {
        /// What an upload can end with, by its name in OCPP.
        package enum Failure: String, CaseIterable, Sendable {
            case badMessage = "BadMessage"
            case notSupported = "NotSupportedOperation"
            case permissionDenied = "PermissionDenied"
            case failed = "UploadFailure"
        }

        package var time: Duration = .seconds(30)
        /// nil: uploads succeed.
        package var failure: Failure?

        package init() {}
    }

    /// How it goes about its security.
    package struct SecurityBehaviour: Equatable, Sendable {
        /// What the AuthorizationKey holds.
        package enum KeyForm: String, CaseIterable, Sendable {
            /// The password's bytes in hexadecimal, as OCPP has it.
            case hexadecimal
            /// The password itself.
            case literal
        }

        package var keyForm = KeyForm.hexadecimal
        /// Whether a frame that is none is reported as a security event.
        package var reportsInvalidMessages = false
        /// How far its clock may be from the CSMS's before it is set; nil: it is never set.
        package var clockTolerance: Duration?
        /// Whether a certificate that is sound can also be stored.
        package var storesCertificates = true

        package init() {}
    }

    /// How it takes what OCPP 1.6 leaves open about charging profiles.
    package struct SmartCharging: Equatable, Sendable {
        /// Whether TxDefaultProfile counts while a valid TxProfile sets no limit, as in OCPP 2.0.1.
        package var gapFallsBack = false
        /// Whether any TxDefaultProfile of a connector goes before all of connector 0.
        package var ownDefaultGoesFirst = true
        /// Whether a ChargePointMaxProfile may be Relative.
        package var takesRelativeMax = false
        /// Whether an Absolute schedule may have no start.
        package var takesAbsoluteWithoutStart = true

        package init() {}
    }
}
