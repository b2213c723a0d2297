extension ArrivalSpec {
    static let notation = record.notation.or("none", meaning: ArrivalSpec.none).named("arrivals")

    /// A preset gives the values, the other keys refine them.
    private static let record = Record(start, [preset] + traits.map(\.field) + listed, rules: rules)

    private static let preset = Field<ArrivalSpec>(
        "preset",
        \.self,
        .preset,
        "Figures measured somewhere, of those ‘fleetsim presets’ lists; absent: nl_public."
    )

    /// Visits that are not drawn.
    private static let listed: [Field<ArrivalSpec>] = [
        Field(
            "sessions",
            \.sessions,
            Notation<[SessionSpec]>.sessionTable.optional,
            "A CSV file with each visit: who comes when, and what he wants; absent: drawn."
        ),
        Field(
            "timetable",
            \.timetable,
            Notation<TimetableSpec>.timetable.optional,
            "When each vehicle is there, week after week: a CSV file or a list; absent: drawn."
        ),
        Field(
            "deviation",
            \.deviation,
            .duration(.zero...(.seconds(86_400))),
            "By how much its arrivals and departures are off (standard deviation); absent: 0s."
        ),
    ]

    private static let rules: [Rule<ArrivalSpec>] = [
        Rule(["arrival_correlation"]) {
            $0.dwellByHour.isEmpty || $0.arrivalCorrelation == 0
                ? nil : Complaint("the laws of ‘dwell’ by the hour say how stays depend on it")
        },
        Rule(["timetable", "sessions"]) {
            $0.timetable != nil && $0.sessions != nil
                ? Complaint("‘timetable’ and ‘sessions’ both say who comes") : nil
        },
        Rule(["deviation", "timetable"]) {
            $0.timetable == nil && $0.deviation > .zero
                ? Complaint("there is no ‘timetable’ to deviate from") : nil
        },
    ]

    /// What a key has that is not written.
    static var start: ArrivalSpec { ArrivalPreset.usual.arrivals }

    static let traits = demand + drivers + cars

    /// How many come, and when.
    private static let demand: [Trait<ArrivalSpec>] = [
        Trait(
            "per_day",
            \.perDay,
            .number(0...1_000_000),
            "The mean number of cars per site and weekday; absent: per_bay for each of its bays.",
            Written.number
        ),
        Trait(
            "per_bay",
            \.perBay,
            .number(0...1_000),
            "The mean number of cars per bay and weekday, where per_day is absent; absent: 1.5.",
            Written.number
        ),
        Trait(
            "users",
            \.users,
            Notation<UserSpec?>.users,
            "People who each come when they are not there already; none: arrivals do not depend on who"
                + " is plugged in.",
            { $0?.text ?? "none" }
        ),
        Trait(
            "weekday",
            \.weekday,
            .hourlyWeights,
            "The weight of each hour of a weekday, 24 numbers from midnight on.",
            Written.numbers
        ),
        Trait(
            "weekend",
            \.weekend,
            Notation<[Double]>.hourlyWeights.optional.or("none", meaning: nil),
            "The same for Saturdays and Sundays; none: no arrivals.",
            { $0.map(Written.numbers) ?? "none" }
        ),
        Trait(
            "sunday",
            \.sunday,
            .hourlyWeights,
            "The same for Sundays, where they are not as Saturdays; absent: as ‘weekend’.",
            Written.numbers
        ),
        Trait(
            "day_rates",
            \.dayRates,
            .dayRates,
            "The cars of each day, Monday first, for one of per_day; absent: seven times 1.",
            Written.numbers
        ),
        Trait(
            "weekend_rate",
            \.weekendRate,
            .number(0...1_000),
            "The cars of a Saturday or Sunday for one of a weekday; absent: 1.",
            Written.number
        ),
        Trait(
            "overdispersion",
            \.overdispersion,
            .number(1...1_000),
            "The variance of a day's number of cars over its mean; absent: 1, as by Poisson.",
            Written.number
        ),
        Trait(
            "time_zone",
            \.timeZone,
            TimeZoneSpec.record.notation,
            "The clock that drivers live by; absent: that of the chargers, UTC.",
            \.text
        ),
    ]
}

extension ArrivalSpec {
    /// What drivers do.
    private static let drivers: [Trait<ArrivalSpec>] = [
        Trait(
            "dwell",
            \.dwellAsWritten,
            DwellSpec.notation,
            "How long a car stays: a law, or laws by the hour of its arrival.",
            \.text
        ),
        Trait(
            "energy",
            \.energyAsWritten,
            EnergySpec.notation,
            "How much energy a car wants, or, as ‘delivered’, what cars take.",
            \.text
        ),
        Trait(
            "correlation",
            \.correlation,
            .number(-1...1),
            "The rank correlation (Spearman) of energy and dwell; of delivered energies 0 asks for no more than that they fit; absent: that of the preset.",
            Written.number
        ),
        Trait(
            "arrival_correlation",
            \.arrivalCorrelation,
            .number(-1...1),
            "That of a dwell and the time of day at which it begins; absent: that of the preset.",
            Written.number
        ),
        Trait(
            "leaves",
            \.leaving,
            LeavingSpec.notation,
            "What makes a driver leave; absent: after-dwell.",
            \.text
        ),
        Trait(
            "patience",
            \.patience,
            Notation<Distribution>.durationLaw.optional.or("none", meaning: nil),
            "How long a driver waits for a bay; absent: not at all.",
            { $0.map(Written.durations) ?? "none" }
        ),
        Trait(
            "balks_at",
            \.balksAt,
            Notation<Int>.integer(0...1_000_000).optional.or("none", meaning: nil),
            "With this many waiting drivers another goes on; absent: no line is too long.",
            { $0.map(Written.plain) ?? "none" }
        ),
        Trait(
            "remote_start",
            \.remoteStart,
            RemoteStartSpec.record.notation.optional.or("none", meaning: nil),
            "Drivers who plug in and wait for the CSMS's RemoteStartTransaction, whichever CSMS it is;"
                + " none: they identify at the charger or by the reference CSMS's app.",
            { $0?.text ?? "none" }
        ),
        Trait(
            "misstatement",
            \.misstatement,
            .signedDurationLaw,
            "How much later than the true departure the stated one is; absent: 0s.",
            Written.durations
        ),
        Trait(
            "handling",
            \.handling,
            HandlingSpec.notation,
            "How long drivers handle cable and card; none: not at all.",
            \.text
        ),
    ]

    /// What stands there, and what it does.
    private static let cars: [Trait<ArrivalSpec>] = [
        Trait(
            "vehicles",
            \.vehicles,
            .vehicles,
            "The kinds of car, by the phases and the current that they charge with.",
            { "[\($0.map(\.text).joined(separator: ", "))]" }
        ),
        Trait(
            "strangers",
            \.unknownTokens,
            .share,
            "The share of drivers whose tag the CSMS has never seen; absent: 0%.",
            Written.share
        ),
        Trait(
            "tariff",
            \.tariff,
            TariffSpec.record.notation,
            "The cheap hours that cars which stay long enough wait for; absent: none waits.",
            \.text
        ),
    ]
}

extension Notation<ArrivalSpec> {
    fileprivate static let preset = word(
        "preset",
        ArrivalPreset.catalogue.map { (name: $0.id, value: $0.arrivals) }
    )
}

extension Notation<[Double]> {
    fileprivate static let hourlyWeights = list(of: Notation<Double>.number(0...1_000_000))
        .refusing { weights in
            guard weights.count == 24 else {
                return Complaint(
                    "one weight per hour is needed, 24 of them; found \(weights.count)"
                )
            }
            return weights.contains { $0 > 0 } ? nil : Complaint("all these weights are zero")
        }
        .named("hourlyWeights")

    fileprivate static let dayRates = list(of: Notation<Double>.number(0...1_000))
        .refusing { rates in
            rates.count == 7
                ? nil : Complaint("one number per day is needed, 7 of them; found \(rates.count)")
        }
}
