extension FaultSpec {
    static let notation = Notation.variants(
        by: "kind",
        [
            Variant("csms-restart", csmsRestart) { times in
                FaultSpec(at: times[0], kind: .csmsRestart(down: times[1]))
            },
            suffered("setup-saved", [Suffered.start, Suffered.part]) {
                .setupSaved(share: $0.share)
            },
            suffered("wrong-setup", [Suffered.beginning, Suffered.part]) {
                .wrongSetup(share: $0.share)
            },
            suffered("link-down", lasting("How long the link stays away.")) {
                .linkDown(share: $0.share, duration: $0.time)
            },
            suffered("site-outage", siteOutage) {
                .siteOutage(share: $0.share, duration: $0.time)
            },
            suffered("flapping", flapping) {
                .flapping(share: $0.share, duration: $0.time, up: $0.up, down: $0.down)
            },
            suffered("slow-link", slowLink) {
                .slowLink(share: $0.share, duration: $0.time, delay: $0.delay)
            },
            suffered("half-open", lasting("How long nothing gets through.")) {
                .halfOpen(share: $0.share, duration: $0.time)
            },
            suffered("slow-reading", slowReading) {
                .slowReading(share: $0.share, duration: $0.time, rate: $0.rate)
            },
            suffered("torn-frame", [Suffered.start, Suffered.part]) {
                .tornFrame(share: $0.share)
            },
            suffered("power-cut", powerCut) {
                .powerCut(share: $0.share, duration: $0.time, returningOver: $0.over)
            },
            suffered("unavailable", unavailable) {
                .unavailable(share: $0.share, duration: $0.duration)
            },
            suffered("emergency-stop", emergencyStop) {
                .emergencyStop(share: $0.share, duration: $0.duration)
            },
            suffered("connector-fault", connectorFault) {
                .connectorFault(
                    share: $0.share,
                    duration: $0.duration,
                    connector: $0.connector,
                    error: $0.error
                )
            },
            Variant("card-byte-order", Record(Suffered(), [Suffered.cards])) {
                FaultSpec(at: .zero, kind: .cardByteOrder(share: $0.share))
            },
        ]
    )

    /// A fault of a share of the chargers, anywhere or at the sites of one name.
    private static func suffered(
        _ word: String,
        _ fields: [Field<Suffered>],
        _ kind: @escaping @Sendable (Suffered) -> Kind
    ) -> Variant<FaultSpec> {
        Variant(word, Record(Suffered(), fields + [Suffered.place])) {
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
        of part: Field<Suffered> = Suffered.part
    ) -> [Field<Suffered>] {
        let length = Field<Suffered>(
            "for",
            \.duration,
            .duration(atLeast: .microseconds(1)),
            about,
            isRequired: true
        )
        return [Suffered.start, part, length]
    }

    private static let siteOutage = lasting("How long their line stays away.", of: Suffered.sites)

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
        lasting("How long there is no power.", of: Suffered.sites) + [
            Field(
                "returning_over",
                \.over,
                .duration(),
                "The time over which it comes back, site by site at random; absent: at once."
            )
        ]

    private static let unavailable: [Field<Suffered>] = [
        Suffered.start, Suffered.part,
        Field(
            "for",
            \.duration,
            .duration(atLeast: .microseconds(1)),
            "How long it is out of service; absent: to the end."
        ),
    ]

    private static let emergencyStop: [Field<Suffered>] = [
        Suffered.start, Suffered.part,
        Field(
            "for",
            \.duration,
            .duration(atLeast: .microseconds(1)),
            "How long the button stays pressed; absent: for ever."
        ),
    ]

    private static let connectorFault: [Field<Suffered>] = [
        Suffered.start, Suffered.part,
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

/// When a fault comes, how many suffer it and for how long.
private struct Suffered: Sendable {
    var at = Duration.zero
    var share = 1.0
    var duration: Duration?
    var connector = 1
    var error = ConnectorError.other
    var over = Duration.zero
    var up = Distribution.constant(1)
    var down = Distribution.constant(1)
    var delay = Distribution.constant(0)
    var rate = 100
    var site: String?

    /// How long it lasts, where that has to be said.
    var time: Duration { duration ?? .zero }

    static let place = Field<Suffered>(
        "site",
        \.site,
        .text(1...40),
        "Only at sites so called; absent: anywhere."
    )
    static let sites = Field<Suffered>(
        "share",
        \.share,
        .share,
        "The share of the sites that suffer it; absent: 100%."
    )

    static let start = Field<Suffered>(
        "at",
        \.at,
        .duration(),
        "When it happens.",
        isRequired: true
    )
    static let beginning = Field<Suffered>(
        "at",
        \.at,
        .duration(),
        "When it happens; absent: at the start."
    )
    static let part = Field<Suffered>(
        "share",
        \.share,
        .share,
        "The share of the chargers that suffer it; absent: 100%."
    )
    static let cards = Field<Suffered>(
        "share",
        \.share,
        .share,
        "The share of the CSMS's cards with their bytes in the wrong order; absent: 100%."
    )
}
