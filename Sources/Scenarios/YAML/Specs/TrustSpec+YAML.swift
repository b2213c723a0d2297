extension TrustSpec {
    static let record = Record(
        TrustSpec(),
        [
            Field(
                "late",
                \.late,
                .duration(atLeast: .milliseconds(1)),
                "An event handled later than this after it was due is late; absent: 10ms."
            ),
            Field(
                "share",
                \.share,
                Dimension.share.notation(0.0001...1),
                "The share of events that may be late before the run is doubted; absent: 1%."
            ),
        ]
    )
}
