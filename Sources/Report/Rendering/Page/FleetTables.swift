import FleetSim

// The tables of a fleet's page that no other form has.
extension FleetCourse {
    var chargerTable: Table {
        var table = Table(
            "Charger",
            "model",
            "site",
            "events",
            "sessions",
            "failed sessions",
            "failed calls kept",
            leftColumns: 3
        )
        for charger in worstChargers {
            table.add([
                charger.identity, charger.model, charger.site, Figures.grouped(charger.events),
                Figures.grouped(charger.sessions), Figures.grouped(charger.failedSessions),
                Figures.grouped(charger.failedCalls),
            ])
        }
        return table
    }

    var sessionTable: Table { Self.table(of: worstSessions) }

    static func table(of sessions: [WorstSession]) -> Table {
        var table = Table(
            "Session",
            "charger",
            "outcome",
            "arrived",
            "left",
            "wanted",
            "delivered",
            leftColumns: 3
        )
        for session in sessions {
            table.add([
                session.label, session.charger ?? "no bay", session.outcome,
                Figures.moment(microseconds: session.arrived / 1_000_000 * 1_000_000),
                session.left.map { Figures.moment(microseconds: $0 / 1_000_000 * 1_000_000) }
                    ?? "–",
                Figures.energy(wattHours: session.requested),
                Figures.energy(wattHours: session.delivered),
            ])
        }
        return table
    }

    /// Nothing where there is only one: it is the whole.
    static func table(of subsets: [Subset], _ heading: String) -> Table? {
        guard subsets.count > 1 else { return nil }
        var table = Table(
            heading,
            "chargers",
            "sessions",
            "failed sessions",
            "energy delivered",
            "of wanted",
            "events",
            "events per charger"
        )
        for subset in subsets {
            let share =
                subset.requested > 0
                ? "\(Figures.rounded(100 * subset.served / subset.requested)) %" : "–"
            let each = Double(subset.events) / Double(max(subset.chargers, 1))
            table.add([
                subset.name, Figures.grouped(subset.chargers), Figures.grouped(subset.sessions),
                Figures.grouped(subset.failedSessions), Figures.energy(wattHours: subset.delivered),
                share, Figures.grouped(subset.events), Figures.rounded(each),
            ])
        }
        return table
    }
}

extension Summary {
    /// Events by kind, each with the first few as examples.
    var exampleTable: Table {
        var table = Table("Event", "for example", "count", leftColumns: 2)
        for kind in eventKinds {
            let own = examples.filter { $0.kind == kind.kind }.map { example in
                let moment = Figures.moment(microseconds: example.at / 1_000_000 * 1_000_000)
                let charger = example.charger.map { " \($0)" } ?? ""
                return "\(moment)\(charger): \(example.detail)".cut(to: 140)
            }
            table.add([kind.kind, own.joined(separator: " · "), Figures.grouped(kind.count)])
        }
        return table
    }
}

extension ResponseTimes.Figure {
    /// In the unit in which people would say it.
    var span: String { (isLowerBound ? Verdict.more : "") + Figures.briefSpan(microseconds) }
}

extension Figures {
    static func energy(wattHours: Double) -> String {
        let bounded = min(max(wattHours, -1e12), 1e12)
        return energy(milliwattHours: Int((bounded * 1_000).rounded()))
    }

    /// With the digits that a number of few has, such as 99.99.
    static func exact(_ number: Double) -> String {
        let text = "\((number * 1e4).rounded() / 1e4)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
