import FleetSim

extension Shortfall.Cause {
    /// As people say it.
    var sentence: String {
        switch self {
        case .noBay: "No bay was free, or none in time"
        case .stay: "The car did not stay long enough, even at all that its charger can give"
        case .vehicle: "The car cannot take what the charger can give"
        case .limit: "The limits of the site left less than the car could take"
        case .floor: "What the limits left was less than a car needs in order to charge"
        case .fault: "Charger, cable or authorisation failed"
        }
    }
}

extension MissingEnergy {
    static let title = "Energy that was missing"

    /// What stood in the way, the most first; what was wanted in watt-hours.
    func table(of wanted: Double) -> Table {
        var table = Table("What stood in the way", "energy", "of wanted", "sessions")
        for sum in greatestFirst {
            table.add([
                sum.cause.sentence, Figures.energy(wattHours: sum.wattHours),
                sum.share(of: wanted), Figures.grouped(sum.sessions),
            ])
        }
        return table
    }

    /// The same as a section of a page, with a bar for each.
    func section(of summary: Summary) -> String {
        let wanted = summary.wantedWattHours
        let bars = greatestFirst
        guard !bars.isEmpty, wanted > 0 else {
            return Page.section("Energy", [Page.paragraphs(["No energy was missing."])])
        }
        let missing = bars.reduce(0) { $0 + $1.wattHours }
        let head =
            "\(Figures.energy(wattHours: missing)) of \(Figures.energy(wattHours: wanted)) "
            + "wanted were not delivered, by what stood in the way:"
        return Page.section(
            Self.title,
            [
                Page.paragraphs([head]),
                Page.bars(
                    bars.map { sum in
                        (
                            name: sum.cause.sentence,
                            share: sum.wattHours / missing,
                            text: """
                            \(Figures.energy(wattHours: sum.wattHours)), \
                            \(sum.share(of: wanted)) of what was wanted, in \(summary.counted(sum.sessions, "session"))
                            """
                        )
                    }
                ),
            ]
        )
    }

    var json: JSON {
        .object(
            sums.map { sum in
                (
                    sum.cause.name,
                    .object([
                        ("wh", .number(sum.wattHours)), ("sessions", .integer(sum.sessions)),
                    ])
                )
            }
        )
    }

    var csvTable: Summary.CSVTable {
        Summary.CSVTable(
            "missing",
            ["cause", "missing_wh", "sessions"],
            sums.map { [$0.cause.name, "\($0.wattHours)", "\($0.sessions)"] }
        )
    }
}

extension MissingEnergy.Sum {
    /// As a percentage of what was wanted.
    fileprivate func share(of wanted: Double) -> String {
        guard wanted > 0 else { return "–" }
        let percent = 100 * wattHours / wanted
        return percent < 0.05 ? "< 0.1 %" : "\(Figures.rounded(percent)) %"
    }
}

extension Summary {
    /// Why energy was missing in the run; nil: that is not known of it.
    var missingEnergy: MissingEnergy? {
        switch kind {
        case .fleet(let course): course.missing
        case .sites(let course): course.missing
        case .plan, .capacity: nil
        }
    }

    /// What drivers wanted whose visits are over.
    var wantedWattHours: Double { Double(sessions.requestedMilliwattHours) / 1_000 }
}
