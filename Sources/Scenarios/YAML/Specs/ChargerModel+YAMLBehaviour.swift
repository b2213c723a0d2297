// The keys of a model that tell what it does with firmware, logs, keys and charging profiles.
extension ChargerModel {
    static let behaviours: [Trait<ChargerModel>] = [
        Trait(
            "firmware_updates",
            \.firmwareUpdates,
            FirmwareUpdates.notation,
            "How long new firmware takes, and where it fails.",
            { Trait.flow(FirmwareUpdates.traits, of: $0) }
        ),
        Trait(
            "uploads",
            \.uploads,
            Uploads.notation,
            "How long diagnostics and logs take to upload, and how they fail.",
            { Trait.flow(Uploads.traits, of: $0) }
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
            SmartCharging.notation,
            "How it takes what OCPP 1.6 leaves open about charging profiles.",
            { Trait.flow(SmartCharging.traits, of: $0) }
        ),
    ]
}

extension ChargerModel.FirmwareUpdates {
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

extension ChargerModel.Uploads {
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

extension ChargerModel.SecurityBehaviour {
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

extension ChargerModel.SmartCharging {
    static let notation = Record(Self(), traits.map(\.field)).notation

    static let traits: [Trait<Self>] = [
        Trait(
            "gap_falls_back",
            \.gapFallsBack,
            .flag,
            "Whether TxDefaultProfile counts where a TxProfile sets no limit; absent: false.",
            Written.plain
        ),
        Trait(
            "own_default_goes_first",
            \.ownDefaultGoesFirst,
            .flag,
            "Whether a connector's TxDefaultProfile goes before higher ones of 0; absent: true.",
            Written.plain
        ),
        Trait(
            "takes_relative_max",
            \.takesRelativeMax,
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
