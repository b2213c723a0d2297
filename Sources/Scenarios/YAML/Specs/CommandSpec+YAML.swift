extension CommandSpec {
    static let notation = Notation.variants(
        by: "action",
        Action.allCases.map { action in
            Variant(action.rawValue, Record(CommandSpec(first: action), action.fields)) { $0 }
        }
    )

    /// The action with what it has when no more is said.
    private init(first action: Action) {
        self.init(action: action, at: .zero)
        connector = action == .unlockConnector ? 1 : nil
    }
}

extension CommandSpec.Action {
    /// When and to whom, then what the action itself takes.
    fileprivate var fields: [Field<CommandSpec>] {
        [
            Field("at", \.at, .duration(), "When it is sent first.", isRequired: true),
            Field(
                "every",
                \.every,
                .duration(atLeast: .seconds(1)),
                "How long after one round the next begins; absent: there is only one."
            ),
            Field(
                "share",
                \.share,
                .share,
                "The share of the chargers called in each round; absent: 100%."
            ),
            Field(
                "over",
                \.over,
                .duration(),
                "The time over which the calls of a round are spread; absent: all at once."
            ),
            Field(
                "rate",
                \.rate,
                Dimension.rate.notation(1...3_600_000),
                "How many chargers are called in an hour, in place of ‘over’."
            ),
            Field("site", \.site, .text(1...40), "Only the chargers of sites so called."),
            Field("model", \.model, .text(1...40), "Only the chargers of that model."),
        ] + keys
    }
}
