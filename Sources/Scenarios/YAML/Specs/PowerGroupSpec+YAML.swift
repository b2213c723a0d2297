extension PowerGroupSpec {
    /// Groups have groups: the schema points back at itself, and so does the reader.
    static let list: Notation<[PowerGroupSpec]> = Notation(
        schema: Notation<[PowerGroupSpec]>.list(of: record.notation.named(name)).schema
    ) { node, problems in
        Notation<[PowerGroupSpec]>.list(of: record.notation).read(node, &problems)
    }

    private static let name = "powerGroup"

    private static let record: Record<PowerGroupSpec> = Record(
        PowerGroupSpec(),
        [
            Field("name", \.name, .text(1...40), "What reports call it.", isRequired: true),
            Field(
                "limit",
                \.limit,
                LineLimits.notation,
                "Amperes for each line, or a power over all three; absent: none of its own."
            ),
            Field(
                "chargers",
                \.chargers,
                .numbers,
                "Which of the site's chargers hang here, as in 1-10 or [1-3, 7]."
            ),
            Field(
                "groups",
                \.groups,
                Notation(schema: ["type": "array", "items": .definition(name, [:])]) {
                    list.read($0, &$1)
                },
                "What hangs beneath it with limits of its own."
            ),
            Field("load", \.loads, LoadSpec.courses, "What draws here beside EVs."),
            Field("solar", \.solar, LoadSpec.courses, "What the sun feeds in here."),
        ]
    )
}

extension [PowerGroupSpec] {
    /// What cannot be: two of a name, or a charger in two places; each where it stands.
    var complaints: [Complaint] {
        var names: Set<String> = []
        var chargers: Set<Int> = []
        return placed().flatMap { group, path in
            var complaints: [Complaint] = []
            let name = path + ["name"]
            if group.name == PowerSpec.connectionName {
                complaints.append(Complaint("\(group.name.quoted) is the whole site's", at: name))
            } else if !names.insert(group.name).inserted {
                complaints.append(
                    Complaint("two groups are called \(group.name.quoted)", at: name)
                )
            }
            if let charger = group.chargers.first(where: chargers.contains) {
                complaints.append(
                    Complaint("charger \(charger) hangs in two places", at: path + ["chargers"])
                )
            }
            chargers.formUnion(group.chargers)
            return complaints
        }
    }

    /// Each group, all beneath it included, with the way to it from the site's power.
    fileprivate func placed(
        under path: [YAMLNode.Step] = []
    ) -> [(group: PowerGroupSpec, path: [YAMLNode.Step])] {
        enumerated().flatMap { number, group in
            let own = path + ["groups", .index(number)]
            return [(group, own)] + group.groups.placed(under: own)
        }
    }
}

extension SiteSpec {
    /// Every charger that a group names stands there.
    var groupComplaints: [Complaint] {
        (power?.groups.placed() ?? []).compactMap { group, path in
            guard let last = group.chargers.max(), last > chargersPerSite else { return nil }
            return Complaint(
                "a group has charger \(last), the site has \(chargersPerSite)",
                at: ["power"] + path + ["chargers"]
            )
        }
    }
}

extension Array where Element: Hashable {
    /// The first that stands there once more.
    fileprivate var firstTwice: Element? {
        var seen: Set<Element> = []
        return first { !seen.insert($0).inserted }
    }
}

extension Notation<[Int]> {
    /// Numbers and ranges of them, counted from one.
    fileprivate static let numbers = Notation<[NumberRange]>.oneOrMore(of: .range)
        .map { $0.flatMap { Array($0.numbers) } }
        .refusing { numbers in
            numbers.firstTwice.map { Complaint("\($0) is named twice") }
        }
}

/// A number or two of them, with a dash between.
private struct NumberRange: Sendable {
    var numbers: ClosedRange<Int>
}

extension Notation<NumberRange> {
    fileprivate static let range = Notation.scalar(
        "a number or a range of numbers such as 1-10",
        schema: ["type": ["integer", "string"], "pattern": "^[0-9]+(-[0-9]+)?$", "minimum": 1]
    ) { text throws(Complaint) in
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
            end.allSatisfy(\.isDigit) ? Int(end) : nil
        }
        guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1],
            first >= 1, last <= 1_000_000
        else {
            throw Complaint("\(text.quoted) is not a number or a range such as 1-10")
        }
        guard first <= last else { throw Complaint("\(text.quoted) runs backwards") }
        return NumberRange(numbers: first...last)
    }
}
