extension FaultSpec {
    static let notation = Notation.variants(
        by: "kind",
        [
            Variant("csms-restart", csmsRestart) { times in
                FaultSpec(at: times[0], kind: .csmsRestart(down: times[1]))
            },
            Variant("setup-saved", Record(Suffered(), [Suffered.start, Suffered.part])) {
                FaultSpec(at: $0.at, kind: .setupSaved(share: $0.share))
            },
            Variant("wrong-setup", Record(Suffered(), [Suffered.beginning, Suffered.part])) {
                FaultSpec(at: $0.at, kind: .wrongSetup(share: $0.share))
            },
            Variant("link-down", linkDown) {
                FaultSpec(
                    at: $0.at,
                    kind: .linkDown(share: $0.share, duration: $0.duration ?? .zero)
                )
            },
            Variant("unavailable", unavailable) {
                FaultSpec(at: $0.at, kind: .unavailable(share: $0.share, duration: $0.duration))
            },
            Variant("connector-fault", connectorFault) {
                FaultSpec(
                    at: $0.at,
                    kind: .connectorFault(
                        share: $0.share,
                        duration: $0.duration,
                        connector: $0.connector,
                        error: $0.error
                    )
                )
            },
            Variant("card-byte-order", Record(Suffered(), [Suffered.cards])) {
                FaultSpec(at: .zero, kind: .cardByteOrder(share: $0.share))
            },
        ]
    )

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

    private static let linkDown = Record(
        Suffered(),
        [
            Suffered.start, Suffered.part,
            Field(
                "for",
                \.duration,
                .duration(atLeast: .microseconds(1)),
                "How long the link stays away.",
                isRequired: true
            ),
        ]
    )

    private static let unavailable = Record(
        Suffered(),
        [
            Suffered.start, Suffered.part,
            Field(
                "for",
                \.duration,
                .duration(atLeast: .microseconds(1)),
                "How long it is out of service; absent: to the end."
            ),
        ]
    )

    private static let connectorFault = Record(
        Suffered(),
        [
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
    )
}

/// When a fault comes, how many suffer it and for how long.
private struct Suffered: Sendable {
    var at = Duration.zero
    var share = 1.0
    var duration: Duration?
    var connector = 1
    var error = ConnectorError.other

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
