extension FaultSpec {
    static let notation = Notation.variants(
        by: "kind",
        [
            Variant("csms-restart", csmsRestart) { times in
                FaultSpec(at: times[0], kind: .csmsRestart(down: times[1]))
            }
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
}
