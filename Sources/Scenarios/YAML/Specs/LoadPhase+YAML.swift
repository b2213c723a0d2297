extension LoadPhase {
    /// A phase is known by the first key of it that is one of these words.
    static let notation = Notation<LoadPhase>.keyed(
        "phase",
        [
            ("ramp", Record(Draft(), [Draft.time("ramp"), Draft.level("to"), Draft.title])),
            ("spike", Record(Draft(), [Draft.level("spike"), Draft.time("for"), Draft.title])),
            ("step", Record(Draft(), [Draft.level("step"), Draft.held, Draft.title])),
            ("hold", Record(Draft(), [Draft.time("hold"), Draft.title])),
        ]
    ) { word, draft in
        LoadPhase(draft.kind(word), name: draft.name)
    }.refusing(\.namelessness)

    /// What takes no time is no phase of its own: nothing could be measured in it.
    private var namelessness: Complaint? {
        guard ownName != nil, length == .zero else { return nil }
        return Complaint(
            "a step that is not held takes no time, so it is no phase with a name",
            suggestion: "add ‘hold’ to it"
        )
    }
}

/// The keys of any phase.
private struct Draft: Sendable {
    var length = Duration.zero
    var level = LoadLevel.share(1)
    var name: String?

    func kind(_ word: String) -> LoadPhase.Kind {
        switch word {
        case "ramp": .ramp(over: length, to: level)
        case "spike": .spike(to: level, for: length)
        case "step": .step(to: level, hold: length)
        default: .hold(for: length)
        }
    }

    static func time(_ key: String) -> Field<Draft> {
        Field(key, \.length, .phaseLength, "How long the phase takes.", isRequired: true)
    }

    static func level(_ key: String) -> Field<Draft> {
        Field(
            key,
            \.level,
            .loadLevel,
            "How many chargers are to be connected then: a share or a number.",
            isRequired: true
        )
    }

    static let held = Field<Draft>(
        "hold",
        \.length,
        .phaseLength,
        "How long it stays there; absent: what follows begins at once."
    )
    static let title = Field<Draft>(
        "name",
        \.name,
        .text(1...40),
        "What reports and thresholds call it; absent: its kind and place, as in hold-2."
    )
}

extension Notation<Duration> {
    /// A phase is a window at least, and no window is shorter than a second.
    fileprivate static let phaseLength = duration(atLeast: .seconds(1))
}

extension Notation<LoadLevel> {
    fileprivate static let loadLevel = Notation.scalar(
        "a share of the chargers or a number of them",
        schema: ["anyOf": [Notation<Double>.share.schema, count.schema]]
    ) { text throws(Complaint) in
        guard text.allSatisfy({ $0.isDigit || $0 == "_" }), let count = Int(digits(of: text)) else {
            let share = try Dimension.share.read(text)
            guard 0...1 ~= share else {
                throw Complaint("\(text.quoted) is \(share < 0 ? "negative" : "more than 100%")")
            }
            return .share(share)
        }
        return .chargers(count)
    }

    private static var count: Notation<Int> { .integer(0...2_000_000) }

    private static func digits(of text: String) -> String { text.filter { $0 != "_" } }
}

extension Scenario {
    static let loadRules = [
        Rule<Scenario>(["load", "fleet"], \.levelComplaint),
        Rule<Scenario>(["load"], \.nameComplaint),
        Rule<Scenario>(["load"], \.lengthComplaint),
    ]

    private var levelComplaint: Complaint? {
        for (phase, name) in zip(load, load.names) {
            guard let count = phase.level?.count(of: chargerCount), count > chargerCount else {
                continue
            }
            return Complaint(
                "\(name.quoted) wants \(count) chargers, the fleet has \(chargerCount)"
            )
        }
        return nil
    }

    private var lengthComplaint: Complaint? {
        guard load.length > Notation<Duration>.longest else { return nil }
        let longest = Dimension.duration.text(Notation<Duration>.longest.nanoseconds)
        return Complaint("these phases take longer than \(longest)")
    }

    private var nameComplaint: Complaint? {
        let names = load.names
        guard !names.contains(LoadPhase.rest) else {
            return Complaint("\(LoadPhase.rest.quoted) is what follows the last phase")
        }
        let twice = names.indices.first { names[..<$0].contains(names[$0]) }
        return twice.map { Complaint("two phases are called \(names[$0].quoted)") }
    }
}
