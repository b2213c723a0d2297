extension DwellSpec {
    /// A law, or a mapping with laws by the hour.
    static let notation = Notation<Distribution>.durationLaw.map { DwellSpec(usual: $0) }
        .or(record, where: ["by_hour", "usual"])

    private static let record = Record(
        DwellSpec(usual: .constant(0)),
        [
            Field(
                "usual",
                \.usual,
                .durationLaw,
                "How long cars stay that come at an hour without a law of its own.",
                isRequired: true
            ),
            Field(
                "by_hour",
                \.byHour,
                .list(of: HourlyDwell.record.notation, minimum: 1),
                "Laws for the cars that come at some hours of some days.",
                isRequired: true
            ),
        ],
        rules: [
            Rule(["by_hour"]) { dwell in
                dwell.disputedHour.map { hour in
                    let day = HourlyDwell.names[hour / 24]
                    return Complaint("two of these laws are for \(day) at \(hour % 24)h")
                }
            }
        ]
    )

    var text: String {
        guard !byHour.isEmpty else { return Written.durations(usual) }
        let rows = byHour.map { Trait.flow(HourlyDwell.traits, of: $0) }
        return "{usual: \(Written.durations(usual)), by_hour: [\(rows.joined(separator: ", "))]}"
    }
}

extension HourlyDwell {
    fileprivate static let names = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    fileprivate static let traits: [Trait<HourlyDwell>] = [
        Trait(
            "days",
            \.days,
            .word("days"),
            "all, weekdays, weekend, saturday or sunday; absent: all.",
            Written.word
        ),
        Trait(
            "from",
            \.from,
            .hour(0...23),
            "The hour from which on they come, counted from midnight; absent: 0h.",
            { "\($0)h" }
        ),
        Trait(
            "until",
            \.until,
            .hour(0...24),
            "The hour at which that ends, on the day after where it is not later; absent: 24h.",
            { "\($0)h" }
        ),
        Trait("dwell", \.dwell, .durationLaw, "How long those cars stay.", Written.durations),
        Trait(
            "arrival_correlation",
            \.tie,
            .number(-1...1),
            "The rank correlation of a stay and its beginning within these hours; absent: 0.",
            Written.number
        ),
    ]

    /// Left out where there is none.
    private var tie: Double? {
        get { arrivalCorrelation == 0 ? nil : arrivalCorrelation }
        set { arrivalCorrelation = newValue ?? 0 }
    }

    fileprivate static let record = Record(
        HourlyDwell(.all, from: 0, until: 24, dwell: .constant(0)),
        traits.map { trait in
            // The one key that has no default.
            trait.field.key == "dwell"
                ? Field("dwell", \.dwell, .durationLaw, trait.field.about, isRequired: true)
                : trait.field
        }
    )
}

extension EnergySpec {
    /// A law of wishes, or a mapping with the law of what is delivered.
    static let notation = Notation<Distribution>.energyLaw.map { EnergySpec(law: $0) }
        .or(record, where: ["delivered"])

    private static let record = Record(
        EnergySpec(law: .constant(0), isDelivered: true),
        [
            Field(
                "delivered",
                \.law,
                .energyLaw,
                "What cars take where nothing hinders them: no wish is more than fits in the stay, so "
                    + "that slow cars take less.",
                isRequired: true
            )
        ]
    )

    var text: String {
        isDelivered ? "{delivered: \(Written.energies(law))}" : Written.energies(law)
    }
}

extension Notation {
    /// The same, or a mapping that has keys of its own, or what is meant for them.
    fileprivate func or(_ record: Record<Value>, where keys: [String]) -> Notation {
        Notation(schema: ["anyOf": [schema, record.schema]]) { [read] node, problems in
            guard case .mapping(let entries) = node.content, node["law"] == nil,
                entries.contains(where: { Spelling.nearest(to: $0.key, among: keys) != nil })
            else { return read(node, &problems) }
            return record.read(node, &problems)
        }
    }
}

extension Notation<Int> {
    /// A whole hour of the day, written as a duration.
    fileprivate static func hour(_ range: ClosedRange<Int>) -> Notation {
        let maximum = Duration.seconds(range.upperBound * 3_600)
        return Notation<Duration>.duration(.zero...maximum).refusing { time in
            time.nanoseconds.truncatingRemainder(dividingBy: 3.6e12) == 0
                ? nil : Complaint("this must be a whole hour")
        }.map { Int($0.nanoseconds / 3.6e12) }
    }
}
