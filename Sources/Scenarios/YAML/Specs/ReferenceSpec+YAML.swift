extension ReferenceSpec {
    static let record = Record(
        ReferenceSpec(),
        [
            Field(
                "service_time",
                \.serviceTime,
                .durationLaw,
                "How long one call takes a worker; absent: lognormal, median 8ms, sigma 0.6."
            ),
            Field(
                "workers",
                \.workers,
                Notation<Int>.integer(1...1_000_000).optional.or("unlimited", meaning: nil),
                "How many calls are served at once; absent: unlimited."
            ),
            Field(
                "heartbeat",
                \.heartbeat,
                .wholeSeconds(.seconds(1)...(.seconds(7 * 86400))),
                "The heartbeat interval that an accepted BootNotification carries; absent: 300s."
            ),
            Field(
                "registration",
                \.registration,
                RegistrationSpec.record.notation,
                "How the first BootNotifications are answered."
            ),
            Field("tags", \.tags, TagSpec.record.notation, "The tags that the CSMS knows."),
            Field(
                "commands",
                \.commands,
                .list(of: CommandSpec.notation),
                "Calls that the CSMS makes to the chargers."
            ),
            Field(
                "starts",
                \.starts,
                .share,
                "The share of the cars plugged in (Preparing) that it starts at once by"
                    + " RemoteStartTransaction, as an operator's app does; absent: 0%."
            ),
        ]
    )
}

extension RegistrationSpec {
    static let record = Record(
        RegistrationSpec(),
        [
            Field(
                "pending",
                \.pending,
                .share,
                "The share of chargers answered Pending at first; absent: 0%."
            ),
            Field(
                "rejected",
                \.rejected,
                .share,
                "The share of chargers answered Rejected at first; absent: 0%."
            ),
            Field(
                "times",
                \.times,
                .integer(1...1000),
                "How many such answers they get before they are accepted; absent: 1."
            ),
            Field(
                "retry",
                \.retry,
                .wholeSeconds(.seconds(1)...(.seconds(86400))),
                "The interval that those answers carry; absent: 60s."
            ),
        ],
        rules: [
            Rule(["pending", "rejected"]) { .unlessWithinWhole($0.pending + $0.rejected) }
        ]
    )
}

extension TagSpec {
    static let record = Record(
        TagSpec(),
        [
            Field(
                "count",
                \.count,
                .integer(1...1_000_000),
                "How many tags are known; absent: 1000."
            ),
            Field("blocked", \.blocked, .share, "The share of them that is blocked; absent: 0%."),
            Field("expired", \.expired, .share, "The share of them that has expired; absent: 0%."),
            Field(
                "grouped",
                \.grouped,
                .share,
                "The share of them that belongs to a group of a few; absent: 0%."
            ),
        ],
        rules: [Rule(["blocked", "expired"]) { .unlessWithinWhole($0.blocked + $0.expired) }]
    )
}

extension Complaint {
    /// Sums such as 70 % and 30 % may miss the whole by a rounding.
    fileprivate static func unlessWithinWhole(_ sum: Double) -> Complaint? {
        sum <= 1 + 1e-9 ? nil : Complaint("these shares add up to \((sum * 100).terse)%")
    }
}

extension Notation<Distribution> {
    static let durationLaw = Distribution.notation(of: .seconds, named: "durationLaw")

    /// A law of the time of day, whose spread is a duration.
    static let clockLaw = Distribution.notation(
        of: Notation<Duration>.clock().map { $0.nanoseconds / 1e9 },
        spread: .seconds,
        named: "clockLaw"
    )
    static let signedDurationLaw = Distribution.notation(
        of: .signedSeconds,
        named: "signedDurationLaw"
    )
    static let energyLaw = Distribution.notation(of: .wattHours, named: "energyLaw")
}
