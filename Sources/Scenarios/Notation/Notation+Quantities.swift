extension Dimension {
    /// The quantity in its base unit, if it lies in the range.
    func notation(_ range: ClosedRange<Double>) -> Notation<Double> {
        .scalar(noun, schema: schema) { text throws(Complaint) in
            let value = try read(text)
            guard range.contains(value) else { throw outside(range, text, value) }
            return value
        }
    }

    /// The same for a quantity that may have a sign, which is that of the whole.
    func signedNotation(upTo maximum: Double) -> Notation<Double> {
        let name = "signed" + definition.prefix(1).uppercased() + definition.dropFirst()
        return .scalar(noun, schema: schema(named: name, "[+-]?")) { text throws(Complaint) in
            try signed(text, upTo: maximum)
        }
    }

    func signed(_ text: String, upTo maximum: Double) throws(Complaint) -> Double {
        let sign: Double = text.hasPrefix("-") ? -1 : 1
        let value = try read(String(text.drop { $0 == "-" || $0 == "+" }))
        guard value <= maximum else {
            throw Complaint("\(text.quoted) is more than \(self.text(maximum)) either way")
        }
        return sign * value
    }

    private func outside(
        _ range: ClosedRange<Double>,
        _ text: String,
        _ value: Double
    ) -> Complaint {
        if value < 0 { return Complaint("\(text.quoted) is negative") }
        if value < range.lowerBound {
            return Complaint("\(text.quoted) is less than \(self.text(range.lowerBound))")
        }
        return Complaint("\(text.quoted) is more than \(self.text(range.upperBound))")
    }

    private var schema: JSONValue { schema(named: definition, "") }

    private var definition: String { String(noun.split(separator: " ").last ?? "") }

    private func schema(named name: String, _ sign: String) -> JSONValue {
        let number = #"[0-9]+(\.[0-9]+)?"#
        let part = "\(number) ?(\(symbols.joined(separator: "|")))"
        let pattern = isSummed ? "^\(sign)(\(part) ?)+$" : "^\(sign)\(part)$"
        return .definition(name, ["type": "string", "pattern": .string(pattern)])
    }
}

extension Notation<Duration> {
    /// Ten years: longer than any fleet is simulated, and far from where the clock would overflow.
    static let longest = Duration.seconds(3650 * 86400)

    static func duration(
        _ range: ClosedRange<Duration> = .zero...Self.longest
    ) -> Notation {
        Dimension.duration.notation(range.lowerBound.nanoseconds...range.upperBound.nanoseconds)
            .map { .nanoseconds(Int64($0.rounded())) }
    }

    /// A time of day, as in `17:30` or `17:30:15`, or counted from midnight as a duration.
    static func clock(upTo maximum: Duration = longest) -> Notation {
        let counted = duration(.zero...maximum)
        let form: JSONValue = [
            "type": "string", "pattern": "^([01]?[0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9])?$",
        ]
        let schema: JSONValue = ["anyOf": [.definition("clock", form), counted.schema]]
        return Notation(schema: schema) { node, problems in
            guard let text = node.scalar, let clock = Duration(clock: text) else {
                return counted.read(node, &problems)
            }
            guard clock <= maximum else {
                problems.add("\(text.quoted) is more than a day", at: node.origin)
                return nil
            }
            return clock
        }
    }

    static func duration(atLeast minimum: Duration) -> Notation {
        duration(minimum...longest)
    }

    /// A duration with a sign, of at most so much either way.
    static func signedDuration(upTo maximum: Duration) -> Notation {
        Dimension.duration.signedNotation(upTo: maximum.nanoseconds)
            .map { .nanoseconds(Int64($0.rounded())) }
    }

    /// For what OCPP carries in whole seconds.
    static func wholeSeconds(_ range: ClosedRange<Duration>) -> Notation {
        duration(range).refusing { duration in
            duration.components.attoseconds == 0
                ? nil : Complaint("OCPP sends this in whole seconds")
        }
    }
}

extension Notation<Double> {
    /// A duration as the number of seconds that laws are made of.
    static let seconds = Notation<Duration>.duration().map { $0.nanoseconds / 1e9 }

    /// The same for what may be early as well as late.
    static let signedSeconds = Notation<Duration>.signedDuration(upTo: Notation<Duration>.longest)
        .map { $0.nanoseconds / 1e9 }

    /// Up to a hundred megawatt-hours: more than any battery on wheels or water.
    static let wattHours = Dimension.energy.notation(0...1e8)

    /// What a control pilot can offer (IEC 61851-1): nothing below 6 A, nothing above 80 A.
    static let pilotAmperes = Dimension.current.notation(6...80)

    /// Up to a megawatt, which no charger reaches.
    static let watts = Dimension.power.notation(1...1e6)

    static let share = Dimension.share.notation(0...1)
}

extension Duration {
    /// Hours, minutes and perhaps seconds, as a clock shows them; up to 24:00, which ends a day.
    init?(clock text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            .map { (1...2).contains($0.count) && $0.allSatisfy(\.isDigit) ? Int64($0) : nil }
        guard 2...3 ~= parts.count, let hours = parts[0], let minutes = parts[1],
            let seconds = parts.count == 3 ? parts[2] : 0, minutes < 60, seconds < 60
        else { return nil }
        self = .seconds((hours * 60 + minutes) * 60 + seconds)
        guard self <= .seconds(86_400) else { return nil }
    }

    var nanoseconds: Double {
        Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
    }
}
