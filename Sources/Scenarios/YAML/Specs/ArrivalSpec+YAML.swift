extension ArrivalSpec {
    static let notation = record.notation.or("none", meaning: ArrivalSpec.none).named("arrivals")

    /// A preset gives the values, the other keys refine them.
    private static let record = Record(
        ArrivalPreset.usual.arrivals,
        [
            Field(
                "preset",
                \.self,
                .preset,
                "Figures measured somewhere, of those ‘fleetsim presets’ lists; absent: nl_public."
            ),
            Field(
                "per_day",
                \.perDay,
                .number(0...1_000_000),
                "The mean number of cars per site and day; absent: in proportion to its bays."
            ),
            Field(
                "weekday",
                \.weekday,
                .hourlyWeights,
                "The weight of each hour of a weekday, 24 numbers from midnight on."
            ),
            Field(
                "weekend",
                \.weekend,
                Notation<[Double]>.hourlyWeights.optional.or("none", meaning: nil),
                "The same for Saturdays and Sundays; none: nobody comes."
            ),
            Field("dwell", \.dwell, .durationLaw, "How long a car stays."),
            Field("energy", \.energy, .energyLaw, "How much energy a car wants."),
            Field(
                "vehicles",
                \.vehicles,
                .vehicles,
                "The kinds of car, by the phases and the current that they charge with."
            ),
            Field(
                "strangers",
                \.strangers,
                .share,
                "The share of drivers whose tag the CSMS has never seen; absent: 0%."
            ),
            Field(
                "tariff",
                \.tariff,
                TariffSpec.record.notation,
                "The cheap hours that cars which stay long enough wait for; absent: none waits."
            ),
            Field(
                "sessions",
                \.sessions,
                Notation<[SessionSpec]>.sessionTable.optional,
                "A CSV file with each visit: who comes when, and what he wants; absent: drawn."
            ),
        ]
    )
}

extension TariffSpec {
    fileprivate static let record = Record(
        TariffSpec(),
        [
            Field(
                "from",
                \.from,
                .timeOfDay,
                "When the cheap hours begin, counted from midnight; absent: 23h."
            ),
            Field(
                "until",
                \.until,
                .timeOfDay,
                "When they end, counted from midnight; absent: 7h."
            ),
            Field(
                "random_delay",
                \.randomDelay,
                .duration(.zero ... .seconds(3600)),
                "A car that waited starts up to so much later, at random; absent: 0s."
            ),
        ],
        rules: [
            Rule(["from", "until"]) {
                $0.from == $0.until ? Complaint("the cheap hours must not be the whole day") : nil
            }
        ]
    )
}

extension Notation<Duration> {
    fileprivate static let timeOfDay = duration(.zero ... .seconds(86_400 - 1))
}

extension VehicleSpec {
    fileprivate static let record = Record(
        VehicleSpec(phases: 3, amperes: 16, share: 1),
        [
            Field("phases", \.phases, .integer(1...3), "On how many phases it charges; absent: 3."),
            Field(
                "current",
                \.amperes,
                .pilotAmperes,
                "Its greatest current per phase; absent: 16A."
            ),
            Field("share", \.share, .share, "Its weight among the kinds; absent: 100%."),
            Field(
                "waits",
                \.waits,
                .duration(.zero...(.seconds(7 * 86_400))),
                "Its own timer: how long after plugging in it begins to charge; absent: 0s."
            ),
        ]
    )
}

extension Notation<ArrivalSpec> {
    fileprivate static let preset = word(
        "preset",
        ArrivalPreset.catalogue.map { (name: $0.id, value: $0.arrivals) }
    )
}

extension Notation<[VehicleSpec]> {
    fileprivate static let vehicles = list(of: VehicleSpec.record.notation, least: 1)
        .refusing { vehicles in
            vehicles.contains { $0.share > 0 } ? nil : Complaint("all these shares are zero")
        }
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
}
