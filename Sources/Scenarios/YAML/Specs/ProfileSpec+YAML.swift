extension ProfileSpec {
    static let notation = Record(
        ProfileSpec(),
        [
            Field("id", \.id, .integer(1...1_000_000), "The profile's number; absent: 1."),
            Field("stack_level", \.stackLevel, .integer(0...1_000), "Absent: 0."),
            Field("purpose", \.purpose, .word("purpose"), "Absent: TxDefaultProfile."),
            Field(
                "kind",
                \.kind,
                .word("kind"),
                "How its times are meant; Daily and Weekly recur; absent: Absolute."
            ),
            Field(
                "duration",
                \.duration,
                .wholeSeconds(.seconds(1)...Notation<Duration>.longest),
                "How long the schedule runs; absent: its last limit holds on."
            ),
            Field(
                "valid_for",
                \.validFor,
                .wholeSeconds(.seconds(1)...Notation<Duration>.longest),
                "How long the profile is valid from when it is sent; absent: until it is replaced."
            ),
            Field(
                "periods",
                \.periods,
                .list(of: Period.notation, minimum: 1),
                "The limits, each from its time on.",
                isRequired: true
            ),
        ],
        rules: [
            Rule(["periods"]) { $0.orderComplaint }, Rule(["periods"]) { $0.unitComplaint },
        ]
    ).notation

    private var orderComplaint: Complaint? {
        guard periods[0].from == .zero else {
            return Complaint("the first limit must begin at 0s")
        }
        let starts = periods.map(\.from)
        guard zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return Complaint("limits must stand in the order of their times")
        }
        return nil
    }

    private var unitComplaint: Complaint? {
        let inWatts = periods.filter(\.limit.isInWatts).count
        guard inWatts > 0, inWatts < periods.count else { return nil }
        return Complaint("one profile has limits in amperes and in watts")
    }
}

extension ProfileSpec.Period {
    fileprivate static let notation = Record(
        ProfileSpec.Period(),
        [
            Field(
                "from",
                \.from,
                .wholeSeconds(.zero...Notation<Duration>.longest),
                "When the limit begins, counted from the schedule's start; absent: 0s."
            ),
            Field(
                "limit",
                \.limit,
                ProfileSpec.Limit.notation,
                "Amperes per phase, or watts of the whole.",
                isRequired: true
            ),
            Field(
                "phases",
                \.phases,
                .integer(1...3),
                "How many phases; absent: as many as can be."
            ),
        ]
    ).notation
}

extension ProfileSpec.Limit {
    fileprivate var isInWatts: Bool {
        switch self {
        case .amperes: false
        case .watts: true
        }
    }

    /// What OCPP carries: at most one decimal place.
    fileprivate static let notation = Notation<ProfileSpec.Limit>.scalar(
        "a current or a power",
        schema: ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)? ?(A|W|kW|MW)$"#]
    ) { text throws(Complaint) in
        let isPower = text.hasSuffix("W")
        let value = try (isPower ? Dimension.power : Dimension.current).read(text)
        guard value <= 1e8 else {
            throw Complaint("\(text.quoted) is more than \(isPower ? "100MW" : "100000000A")")
        }
        guard value >= 0 else { throw Complaint("\(text.quoted) is negative") }
        return isPower ? .watts(value) : .amperes(value)
    }
}
