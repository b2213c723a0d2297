extension CapacitySpec {
    static let record = Record(
        CapacitySpec(),
        [
            Field(
                "phases",
                \.phases,
                .word("phases"),
                """
                When chargers send heartbeats in trials: each at a moment of its interval that is \
                drawn (random), or an interval after its boot (boots); absent: random.
                """
            )
        ]
    )
}
