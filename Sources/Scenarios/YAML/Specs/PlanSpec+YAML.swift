extension PlanSpec {
    static let record = Record(PlanSpec(), fields)

    private static let fields: [Field<PlanSpec>] = [
        Field(
            "site",
            \.site,
            .text(1...40),
            "The entry of the fleet that is planned; absent: the only one."
        ),
        Field(
            "bays",
            \.bays,
            .axis(of: .integer(1...10_000), step: .integer(1...10_000)),
            "How many bays it may have: numbers, or from, to and step; absent: as it has."
        ),
        Field(
            "group",
            \.group,
            .integer(1...1_000),
            "Which of its groups of chargers makes up that number, from 1; absent: 1."
        ),
        Field(
            "limit",
            \.limits,
            .axis(of: .lineAmperes, step: .lineAmperes),
            "What each line of its grid connection may carry; absent: as its power has it."
        ),
        Field(
            "sharing",
            \.sharing,
            .oneOrMore(of: .word("sharing rule")),
            "The rules by which its power is shared; absent: as its power has it."
        ),
        Field(
            "arrivals",
            \.arrivals,
            .oneOrMore(of: PlanArrivals.record.notation),
            "Other drivers than its own, each judged for itself; absent: its own."
        ),
        Field(
            "replications",
            \.replications,
            PlanReplications.notation,
            "How often each design is simulated, with other drivers each time; absent: 20."
        ),
        Field(
            "horizon",
            \.horizon,
            .duration(atLeast: .seconds(60)),
            "How long each replication is measured; absent: 30d."
        ),
        Field(
            "warm_up",
            \.warmUp,
            .duration(),
            "What passes before that, and is not measured; absent: the days in which it is forgotten."
        ),
        Field(
            "targets",
            \.targets,
            .list(of: PlanTarget.notation),
            "What it has to come to, as in ‘wait p95 <= 10m’, ‘peak <= 40kW in 95% of horizons’."
        ),
        Field(
            "cost",
            \.cost,
            PlanCost.record.notation,
            "What a design costs; absent: fewer bays are smaller, then a lower limit."
        ),
    ]

    /// More designs than anyone compares.
    static let maximumDesigns = 10_000

    /// What cannot be, whatever the fleet is.
    var complaint: Complaint? {
        let axes = [bays.count, limits.count, sharing.count, arrivals.count]
        let designs = axes.reduce(1.0) { $0 * Double(max(1, $1)) }
        guard designs <= Double(Self.maximumDesigns) else {
            return Complaint(
                "these are \(designs.terse) designs, at most \(Self.maximumDesigns) are compared"
            )
        }
        return nil
    }

    /// What a site cannot become.
    func complaint(for site: SiteSpec) -> Complaint? {
        if let complaint = fileComplaint(for: site) { return complaint }
        guard group <= site.chargers.count else {
            return Complaint("the site has no group \(group) of chargers")
        }
        guard let odd = bays.first(where: { !site.canHave(bays: $0, by: group) }) else {
            return wiringComplaint(for: site)
        }
        let connectors = site.chargers[group - 1].model.connectors
        return Complaint(
            "the site cannot have \(odd) bays: group \(group) adds \(connectors) at a time to "
                + "those of the others"
        )
    }
}

extension PlanSpec {
    /// Groups name chargers by their numbers: with other bays these would be others, or none.
    private func wiringComplaint(for site: SiteSpec) -> Complaint? {
        // Those before the group that varies keep their numbers.
        let kept = site.chargers.prefix(group - 1).reduce(0) { $0 + $1.count }
        let named = site.power?.groups.flatMap(\.allChargers) ?? []
        guard named.contains(where: { $0 > kept }),
            let other = bays.first(where: { $0 != site.baysPerSite })
        else { return nil }
        return Complaint(
            "the groups of ‘power’ name the chargers of \(site.baysPerSite) bays, and a design has "
                + "\(other)",
            suggestion: "plan each number by itself, in a scenario whose groups name its chargers",
            at: ["plan", "bays"]
        )
    }

    /// Of what files say, a plan takes who comes.
    private func fileComplaint(for site: SiteSpec) -> Complaint? {
        guard site.stations.isEmpty, site.power?.slot == nil, site.power?.constraints == nil else {
            return Complaint(
                "what stands there is given by files, which is run and not planned",
                suggestion: "a plan takes ‘sessions’ and ‘timetable’ at ‘chargers’"
            )
        }
        let listed = site.arrivals.sessions
        guard arrivals.isEmpty || listed == nil && site.arrivals.timetable == nil else {
            return Complaint("who comes is listed, so that there can be no other ‘arrivals’")
        }
        guard let fewest = bays.min(),
            let session = listed?.first(where: { ($0.station ?? 0) >= fewest })
        else { return nil }
        return Complaint(
            "the session \(session.id.quoted) is at station \(session.station ?? 0), and a design "
                + "has \(fewest) bays",
            suggestion: "leave ‘station_index’ out where bays vary"
        )
    }
}

extension PlanArrivals {
    fileprivate static let record = Record(
        PlanArrivals(),
        [
            Field(
                "preset",
                \.preset,
                .word("preset", ArrivalPreset.catalogue.map { (name: $0.id, value: $0) }),
                "Figures measured somewhere, of those ‘fleetsim presets’ lists."
            ),
            Field(
                "per_day",
                \.perDay,
                .number(0...1_000_000),
                "The mean number of cars per day; absent: as the site has it."
            ),
        ],
        rules: [
            Rule(["preset", "per_day"]) {
                $0.name.isEmpty ? Complaint("neither ‘preset’ nor ‘per_day’ is said") : nil
            }
        ]
    )
}

extension PlanReplications {
    /// A number, or bounds of it and when it is enough.
    fileprivate static let notation = Notation<PlanReplications>(
        schema: ["anyOf": [number.schema, record.schema]]
    ) { node, problems in
        guard node.scalar == nil else {
            return number.read(node, &problems).map { PlanReplications(minimum: $0, maximum: $0) }
        }
        return record.read(node, &problems)
    }

    /// Two make an interval, and a plan never needs more than those.
    private static let number = Notation<Int>.integer(2...100_000)

    private static let record = Record(
        // Of those that are looked at again and again there are more in any case (`StoppingRule`).
        PlanReplications(minimum: 2, maximum: 100),
        [
            Field(
                "least",
                \.minimum,
                number,
                "How many at least, where that is more than 20; absent: 20, or ‘most’."
            ),
            Field("most", \.maximum, number, "How many at most; absent: 100."),
            Field(
                "until",
                \.until,
                .precision,
                "When it is enough: ‘2% of wait.p95’ is the half-width of that figure's interval, twice.",
                isRequired: true
            ),
        ],
        rules: [
            Rule(["least", "most"]) {
                $0.minimum > $0.maximum
                    ? Complaint("there cannot be less at most than at least") : nil
            }
        ]
    )
}

extension PlanCost {
    fileprivate static let record = Record(
        PlanCost(),
        [
            Field("bay", \.bay, .number(0...1e9), "What a bay costs; absent: 0."),
            Field(
                "ampere",
                \.ampere,
                .number(0...1e9),
                "What each line's ampere of the grid connection costs; absent: 0."
            ),
        ]
    )
}

extension Notation<PlanReplications.Until> {
    fileprivate static let precision = Notation.scalar(
        "a share of a figure",
        schema: ["type": "string", "pattern": #"^[0-9.]+ ?% of .+$"#]
    ) { text throws(Complaint) in
        let words = text.split(separator: " ").map(String.init)
        guard let of = words.firstIndex(of: "of"), of > 0, of + 1 < words.count else {
            throw Complaint(
                "\(text.quoted) is not a share of a figure",
                suggestion: "such as ‘2% of wait.p95’"
            )
        }
        let share = try Dimension.share.read(words[..<of].joined())
        guard share > 0, share <= 1 else {
            throw Complaint("\(text.quoted): the share is more than 0% and up to 100%")
        }
        return PlanReplications.Until(share, of: try PlanFigure(words: words[(of + 1)...]))
    }
}

extension Notation<Double> {
    fileprivate static let lineAmperes = Dimension.current.notation(1...100_000)
}

/// From one value to another in steps.
private struct Steps<Value: Comparable & Numeric & Sendable>: Sendable {
    var from: Value?
    var to: Value?
    var step: Value?

    /// More than this are no axis but a slip.
    static var maximum: Int { 1_000 }

    var values: [Value]? {
        guard let from, let to, let step, step > 0, from <= to else { return nil }
        var values: [Value] = []
        var (value, count): (Value, Value) = (from, 0)
        while value <= to, values.count <= Self.maximum {
            values.append(value)
            count += 1
            value = Self.written(from + count * step)
        }
        return values.count <= Self.maximum ? values : nil
    }

    /// As people write it: 16 A and three steps of 0.1 A are 16.3 A, without what rounding leaves.
    private static func written(_ value: Value) -> Value {
        guard let number = value as? Double else { return value }
        return (number * 1e9).rounded() / 1e9 as? Value ?? value
    }
}

extension Notation {
    /// The values of an axis: one, several, or from one to another in steps.
    fileprivate static func axis<Element: Comparable & Numeric & Sendable>(
        of element: Notation<Element>,
        step: Notation<Element>
    ) -> Notation where Value == [Element] {
        let steps = Record(
            Steps<Element>(),
            [
                Field("from", \.from, element, "The first.", isRequired: true),
                Field("to", \.to, element, "The last, if a step leads to it.", isRequired: true),
                Field("step", \.step, step, "From one to the next.", isRequired: true),
            ],
            rules: [
                Rule(["from", "to", "step"]) {
                    $0.values == nil
                        ? Complaint("this leads from ‘from’ to ‘to’ in no or too many steps") : nil
                }
            ]
        ).notation
        let list = Notation.oneOrMore(of: element)
        return Notation(schema: ["anyOf": [list.schema, steps.schema]]) { node, problems in
            guard case .mapping = node.content else {
                return list.read(node, &problems).map(inOrder)
            }
            return steps.read(node, &problems)?.values
        }
    }

    /// Rising, and each value once.
    private static func inOrder<Element: Comparable>(_ values: [Element]) -> [Element] {
        values.sorted().reduce(into: []) { rising, value in
            if rising.last != value { rising.append(value) }
        }
    }
}
