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
        ] + own
    }

    private var own: [Field<CommandSpec>] {
        switch self {
        case .changeAvailability:
            [subject("type", .word("type", ["Inoperative", "Operative"])), connector(0)]
        case .changeConfiguration:
            [
                subject("key", .text(1...50)),
                Field(
                    "value",
                    \.value,
                    .text(0...500),
                    "Its new value.",
                    isRequired: true
                ),
            ]
        case .clearCache, .remoteStop: []
        case .dataTransfer:
            [
                subject("vendor", .text(1...255)),
                Field("data", \.value, .text(0...10_000), "What it carries."),
            ]
        case .getConfiguration: [subject("key", .text(1...50), isRequired: false)]
        case .remoteStart, .unlockConnector: [connector(1)]
        case .reset: [subject("type", .word("type", ["Hard", "Soft"]))]
        case .triggerMessage: [subject("message", .word("message", Self.messages)), connector(1)]
        }
    }

    private func subject(
        _ key: String,
        _ notation: Notation<String>,
        isRequired: Bool = true
    ) -> Field<CommandSpec> {
        Field(
            key,
            \.subject,
            notation,
            "The \(key) of \(rawValue).",
            isRequired: isRequired
        )
    }

    private func connector(_ least: Int) -> Field<CommandSpec> {
        Field("connector", \.connector, .integer(least...100), "The connector concerned.")
    }

    /// What OCPP 1.6 lets a CSMS ask for, its type MessageTrigger.
    private static let messages = [
        "BootNotification", "DiagnosticsStatusNotification", "FirmwareStatusNotification",
        "Heartbeat", "MeterValues", "StatusNotification",
    ]
}
