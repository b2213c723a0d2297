extension FaultSpec {
    /// What goes wrong; a share from 0 to 1 says how many are affected.
    package enum Kind: Equatable, Sendable {
        /// The CSMS drops every connection and takes none for a while.
        case csmsRestart(down: Duration)
        /// The installer saves the set-up, and the charger restarts by itself.
        case setupSaved(share: Double)
        /// The installer saves a set-up that is wrong: the charger restarts and never gets through.
        case wrongSetup(share: Double)
        /// The link is lost, and comes back after a while.
        case linkDown(share: Double, duration: Duration)
        /// The line of a whole site is lost, for all of its chargers at once; the share is of sites.
        case siteOutage(share: Double, duration: Duration)
        /// The link is lost again and again for a while; the laws are of seconds.
        case flapping(share: Double, duration: Duration, up: Distribution, down: Distribution)
        /// Every frame takes longer for a while, each way; the law is of seconds.
        case slowLink(share: Double, duration: Duration, delay: Distribution)
        /// Nothing gets through for a while, though the connection stands and neither end is told.
        case halfOpen(share: Double, duration: Duration)
        /// The charger reads at most this many bytes a second, for a while.
        case slowReading(share: Double, duration: Duration, rate: Int)
        /// The connection breaks off in the middle of the next frame that the charger sends.
        case tornFrame(share: Double)
        /// The mains of whole sites are gone for a while, and come back over a time, site by site at
        /// random; the share is of sites.
        case powerCut(share: Double, duration: Duration, returningOver: Duration)
        /// The charger goes out of service by itself; nil: for good.
        case unavailable(share: Double, duration: Duration?)
        /// The emergency button of the charger is pressed; nil: it is never released.
        case emergencyStop(share: Double, duration: Duration?)
        /// A connector fails; nil: for good.
        case connectorFault(
            share: Double,
            duration: Duration?,
            connector: Int,
            error: ConnectorError
        )
        /// A share of the cards was entered into the CSMS with the bytes of their number reversed.
        case cardByteOrder(share: Double)
    }
}

extension FaultSpec.Kind {
    /// As scenarios call it.
    package var word: String {
        switch self {
        case .csmsRestart: "csms-restart"
        case .setupSaved: "setup-saved"
        case .wrongSetup: "wrong-setup"
        case .linkDown: "link-down"
        case .siteOutage: "site-outage"
        case .flapping: "flapping"
        case .slowLink: "slow-link"
        case .halfOpen: "half-open"
        case .slowReading: "slow-reading"
        case .tornFrame: "torn-frame"
        case .powerCut: "power-cut"
        case .unavailable: "unavailable"
        case .emergencyStop: "emergency-stop"
        case .connectorFault: "connector-fault"
        case .cardByteOrder: "card-byte-order"
        }
    }

    package var scope: FaultSpec.Scope {
        switch self {
        case .csmsRestart: .csms
        case .cardByteOrder(let share): .cards(share: share)
        case .siteOutage(let share, _), .powerCut(let share, _, _): .sites(share: share)
        case .setupSaved(let share), .wrongSetup(let share), .linkDown(let share, _),
            .flapping(let share, _, _, _), .slowLink(let share, _, _), .halfOpen(let share, _),
            .slowReading(let share, _, _), .tornFrame(let share), .unavailable(let share, _),
            .emergencyStop(let share, _), .connectorFault(let share, _, _, _):
            .chargers(share: share)
        }
    }

    /// The connector that it is about; nil: none by itself.
    package var connector: Int? {
        guard case .connectorFault(_, _, let connector, _) = self else { return nil }
        return connector
    }

    /// For how long it goes on; nil: for a moment, or for good.
    package var lasts: Duration? {
        switch self {
        case .csmsRestart(let down): down
        case .linkDown(_, let duration), .siteOutage(_, let duration),
            .flapping(_, let duration, _, _), .slowLink(_, let duration, _),
            .halfOpen(_, let duration), .slowReading(_, let duration, _),
            .powerCut(_, let duration, _):
            duration
        case .unavailable(_, let duration), .emergencyStop(_, let duration),
            .connectorFault(_, let duration, _, _):
            duration
        case .setupSaved, .wrongSetup, .tornFrame, .cardByteOrder: nil
        }
    }
}

// What scenarios say of each.
extension FaultSpec {
    static let notation = Notation.variants(
        by: "kind",
        [
            Variant("csms-restart", csmsRestart) { times in
                FaultSpec(at: times[0], kind: .csmsRestart(down: times[1]))
            },
            fault("setup-saved", [FaultFields.start, FaultFields.part]) {
                .setupSaved(share: $0.share)
            },
            fault("wrong-setup", [FaultFields.beginning, FaultFields.part]) {
                .wrongSetup(share: $0.share)
            },
            fault("link-down", lasting("How long the link stays away.")) {
                .linkDown(share: $0.share, duration: $0.time)
            },
            fault("site-outage", siteOutage) {
                .siteOutage(share: $0.share, duration: $0.time)
            },
            fault("flapping", flapping) {
                .flapping(share: $0.share, duration: $0.time, up: $0.up, down: $0.down)
            },
            fault("slow-link", slowLink) {
                .slowLink(share: $0.share, duration: $0.time, delay: $0.delay)
            },
            fault("half-open", lasting("How long nothing gets through.")) {
                .halfOpen(share: $0.share, duration: $0.time)
            },
            fault("slow-reading", slowReading) {
                .slowReading(share: $0.share, duration: $0.time, rate: $0.rate)
            },
            fault("torn-frame", [FaultFields.start, FaultFields.part]) {
                .tornFrame(share: $0.share)
            },
            fault("power-cut", powerCut) {
                .powerCut(share: $0.share, duration: $0.time, returningOver: $0.over)
            },
            fault("unavailable", unavailable) {
                .unavailable(share: $0.share, duration: $0.duration)
            },
            fault("emergency-stop", emergencyStop) {
                .emergencyStop(share: $0.share, duration: $0.duration)
            },
            fault("connector-fault", connectorFault) {
                .connectorFault(
                    share: $0.share,
                    duration: $0.duration,
                    connector: $0.connector,
                    error: $0.error
                )
            },
            Variant("card-byte-order", Record(FaultFields(), [FaultFields.cards])) {
                FaultSpec(at: .zero, kind: .cardByteOrder(share: $0.share))
            },
        ]
    )

    /// A fault of a share of the chargers, anywhere or at the sites of one name.
    private static func fault(
        _ word: String,
        _ fields: [Field<FaultFields>],
        _ kind: @escaping @Sendable (FaultFields) -> Kind
    ) -> Variant<FaultSpec> {
        Variant(word, Record(FaultFields(), fields + [FaultFields.site])) {
            FaultSpec(at: $0.at, kind: kind($0), site: $0.site)
        }
    }

    /// When it begins and how long it lasts.
    private static let csmsRestart = Record<[Duration]>(
        [.zero, .seconds(30)],
        [
            Field("at", \.[0], .duration(), "When the CSMS goes down.", isRequired: true),
            Field(
                "down",
                \.[1],
                .duration(atLeast: .microseconds(1)),
                "How long it takes no connections; absent: 30s."
            ),
        ]
    )

    private static func lasting(
        _ about: String,
        of part: Field<FaultFields> = FaultFields.part
    ) -> [Field<FaultFields>] {
        let length = Field<FaultFields>(
            "for",
            \.duration,
            .duration(atLeast: .microseconds(1)),
            about,
            isRequired: true
        )
        return [FaultFields.start, part, length]
    }

    private static let siteOutage = lasting(
        "How long their line stays away.",
        of: FaultFields.sites
    )

    private static let flapping =
        lasting("How long this goes on.") + [
            Field(
                "up",
                \.up,
                .durationLaw,
                "From coming back to being lost again, a second at least.",
                isRequired: true
            ),
            Field(
                "down",
                \.down,
                .durationLaw,
                "How long it stays away each time, a second at least.",
                isRequired: true
            ),
        ]

    private static let slowLink =
        lasting("How long this goes on.") + [
            Field(
                "delay",
                \.delay,
                .durationLaw,
                "What each frame takes longer, each way.",
                isRequired: true
            )
        ]

    private static let slowReading =
        lasting("How long this goes on.") + [
            Field(
                "rate",
                \.rate,
                .integer(1...1_000_000),
                "How many bytes a second the charger reads; absent: 100."
            )
        ]

    private static let powerCut =
        lasting("How long there is no power.", of: FaultFields.sites) + [
            Field(
                "returning_over",
                \.over,
                .duration(),
                "The time over which it comes back, site by site at random; absent: at once."
            )
        ]

    private static let unavailable: [Field<FaultFields>] = [
        FaultFields.start, FaultFields.part,
        Field(
            "for",
            \.duration,
            .duration(atLeast: .microseconds(1)),
            "How long it is out of service; absent: to the end."
        ),
    ]

    private static let emergencyStop: [Field<FaultFields>] = [
        FaultFields.start, FaultFields.part,
        Field(
            "for",
            \.duration,
            .duration(atLeast: .microseconds(1)),
            "How long the button stays pressed; absent: for ever."
        ),
    ]

    private static let connectorFault: [Field<FaultFields>] = [
        FaultFields.start, FaultFields.part,
        Field(
            "for",
            \.duration,
            .duration(atLeast: .microseconds(1)),
            "How long it takes to mend it; absent: for ever."
        ),
        Field("connector", \.connector, .integer(1...50), "Which one it is; absent: 1."),
        Field(
            "error",
            \.error,
            .word("error"),
            "What is wrong, as the charger tells it; absent: OtherError."
        ),
    ]
}
