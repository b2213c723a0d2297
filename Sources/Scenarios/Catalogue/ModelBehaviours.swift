// What makers decide differently about firmware, logs, keys and charging profiles: the values that a
// charger goes by, and their keys.
extension ChargerModel {
    static let behaviours: [Trait<ChargerModel>] = [
        Trait(
            "firmware_updates",
            \.firmwareUpdates,
            FirmwareBehaviour.notation,
            "How long new firmware takes, and where it fails.",
            { Trait.flow(FirmwareBehaviour.traits, of: $0) }
        ),
        Trait(
            "uploads",
            \.uploads,
            UploadBehaviour.notation,
            "How long diagnostics and logs take to upload, and how they fail.",
            { Trait.flow(UploadBehaviour.traits, of: $0) }
        ),
        Trait(
            "security_habits",
            \.securityBehaviour,
            SecurityBehaviour.notation,
            "Its password, its clock and its certificates.",
            { Trait.flow(SecurityBehaviour.traits, of: $0) }
        ),
        Trait(
            "smart_charging",
            \.smartCharging,
            SmartChargingBehaviour.notation,
            "How it takes what OCPP 1.6 leaves open about charging profiles.",
            { Trait.flow(SmartChargingBehaviour.traits, of: $0) }
        ),
    ]
}

/// How the chargers of a model go about new firmware.
package struct FirmwareBehaviour: Equatable, Sendable {
    /// Where every update ends.
    package enum Failure: String, CaseIterable, Sendable {
        case download
        /// The certificate that the firmware was signed with is refused, or was revoked.
        case certificate, revocation
        case signature
        /// What was installed is found wanting, or cannot be installed at all.
        case verification, installation
    }

    package var download: Duration
    package var install: Duration
    /// nil: updates succeed.
    package var failure: Failure?
    /// Whether it takes unsigned firmware although it has the security extension.
    package var takesUnsigned: Bool

    package init(
        download: Duration = .seconds(120),
        install: Duration = .seconds(180),
        failure: Failure? = nil,
        takesUnsigned: Bool = true
    ) {
        self.download = download
        self.install = install
        self.failure = failure
        self.takesUnsigned = takesUnsigned
    }

    static let notation = Record(Self(), traits.map(\.field)).notation

    static let traits: [Trait<Self>] = [
        Trait(
            "download",
            \.download,
            .duration(.zero...(.seconds(86_400))),
            "How long it downloads; absent: 2m.",
            Written.duration
        ),
        Trait(
            "install",
            \.install,
            .duration(.zero...(.seconds(86_400))),
            "How long it installs; absent: 3m.",
            Written.duration
        ),
        Trait(
            "fails_at",
            \.failure,
            Notation<Failure>.word("place to fail at").orNone,
            "Where every update ends; absent: none.",
            Written.wordOrNone
        ),
        Trait(
            "takes_unsigned",
            \.takesUnsigned,
            .flag,
            "Whether the security extension leaves it UpdateFirmware; absent: true.",
            Written.plain
        ),
    ]
}

/// How the chargers of a model upload diagnostics and logs.
package struct UploadBehaviour: Equatable, Sendable {
    /// What an upload can end with, by its name in OCPP.
    package enum Failure: String, CaseIterable, Sendable {
        case badMessage = "BadMessage"
        case notSupportedOperation = "NotSupportedOperation"
        case permissionDenied = "PermissionDenied"
        case uploadFailure = "UploadFailure"
    }

    package var time: Duration
    /// What every upload ends with; nil: it succeeds.
    package var failure: Failure?

    package init(time: Duration = .seconds(30), failure: Failure? = nil) {
        self.time = time
        self.failure = failure
    }

    static let notation = Record(Self(), traits.map(\.field)).notation

    static let traits: [Trait<Self>] = [
        Trait(
            "time",
            \.time,
            .duration(.zero...(.seconds(86_400))),
            "How long an upload takes; absent: 30s.",
            Written.duration
        ),
        Trait(
            "fails_with",
            \.failure,
            Notation<Failure>.word("end of an upload").orNone,
            "What every upload ends with; absent: none.",
            Written.wordOrNone
        ),
    ]
}

/// How the chargers of a model go about their security.
package struct SecurityBehaviour: Equatable, Sendable {
    /// What the AuthorizationKey holds: OCPP wants hexadecimal, and some take the text as it is.
    package enum KeyForm: String, CaseIterable, Sendable {
        case hexadecimal, literal
    }

    package var keyForm: KeyForm
    /// Whether a frame that is none is reported as a security event.
    package var reportsInvalidMessages: Bool
    /// How far its clock may be from the CSMS's before it is set; nil: it is never set.
    package var clockTolerance: Duration?
    /// Whether a certificate that is sound can also be stored.
    package var storesCertificates: Bool

    package init(
        keyForm: KeyForm = .hexadecimal,
        reportsInvalidMessages: Bool = false,
        clockTolerance: Duration? = nil,
        storesCertificates: Bool = true
    ) {
        self.keyForm = keyForm
        self.reportsInvalidMessages = reportsInvalidMessages
        self.clockTolerance = clockTolerance
        self.storesCertificates = storesCertificates
    }

    static let notation = Record(Self(), traits.map(\.field)).notation

    static let traits: [Trait<Self>] = [
        Trait(
            "authorization_key",
            \.keyForm,
            .word("form of a key"),
            "What the key AuthorizationKey holds of the password; absent: hexadecimal.",
            Written.word
        ),
        Trait(
            "reports_invalid_messages",
            \.reportsInvalidMessages,
            .flag,
            "Whether a frame that is none becomes a security event; absent: false.",
            Written.plain
        ),
        Trait(
            "clock_tolerance",
            \.clockTolerance,
            Notation<Duration>.duration().optional.or("unlimited", meaning: nil),
            "How far its clock may be off before it is set by the CSMS's; absent: unlimited.",
            { $0.map(Written.duration) ?? "unlimited" }
        ),
        Trait(
            "stores_certificates",
            \.storesCertificates,
            .flag,
            "Whether a sound certificate can also be stored; absent: true.",
            Written.plain
        ),
    ]
}

/// How a charger takes what OCPP 1.6 leaves open about charging profiles.
///
/// The values here are those that the OCA's test tool expects, or the standard's wording where the
/// tool does not look.
package struct SmartChargingBehaviour: Equatable, Sendable {
    /// Whether TxDefaultProfile counts while a valid TxProfile sets no limit.
    ///
    /// That is before its schedule starts and after its duration. OCPP 2.0.1 wants it to count; the
    /// tool for 1.6 expects it to be hidden for the whole transaction.
    package var txProfileGapFallsBackToTxDefault = false

    /// Whether any TxDefaultProfile of a connector goes before all of connector 0.
    ///
    /// Else the higher stack level wins, and the connector's own only where levels are the same.
    package var connectorsTxDefaultGoesFirst = true

    /// Whether a ChargePointMaxProfile may be Relative, and then counts from when it came.
    ///
    /// There is no transaction that the limit of a whole charger could be relative to.
    package var takesRelativeChargePointMax = false

    /// Whether an Absolute schedule may have no start, and then counts like a Relative one.
    package var takesAbsoluteWithoutStart = true

    package init() {}

    static let notation = Record(Self(), traits.map(\.field)).notation

    static let traits: [Trait<Self>] = [
        Trait(
            "gap_falls_back",
            \.txProfileGapFallsBackToTxDefault,
            .flag,
            "Whether TxDefaultProfile counts where a TxProfile sets no limit; absent: false.",
            Written.plain
        ),
        Trait(
            "own_default_goes_first",
            \.connectorsTxDefaultGoesFirst,
            .flag,
            "Whether a connector's TxDefaultProfile goes before higher ones of 0; absent: true.",
            Written.plain
        ),
        Trait(
            "takes_relative_max",
            \.takesRelativeChargePointMax,
            .flag,
            "Whether a ChargePointMaxProfile may be Relative; absent: false.",
            Written.plain
        ),
        Trait(
            "takes_absolute_without_start",
            \.takesAbsoluteWithoutStart,
            .flag,
            "Whether an Absolute schedule may have no start; absent: true.",
            Written.plain
        ),
    ]
}

extension Notation where Value: Sendable {
    /// The same, or `none`.
    fileprivate var orNone: Notation<Value?> { optional.or("none", meaning: nil) }
}

extension Written {
    @Sendable fileprivate static func wordOrNone(_ word: (some RawRepresentable<String>)?) -> String
    {
        word?.rawValue ?? "none"
    }
}
