import Scenarios
import Statistics

/// What a fit prints: YAML that a scenario takes, under what was read and how well it fits.
package enum FitText {
    package static func yaml(_ fit: ArrivalFit, of log: SessionLog, named name: String) -> String {
        let lines = summary(fit, of: log, named: name).map { "# \($0)" }
        return (lines + ["arrivals:"] + PresetListing.lines(of: fit.arrivals, indent: 2))
            .joined(separator: "\n")
    }

    private static func summary(
        _ fit: ArrivalFit,
        of log: SessionLog,
        named name: String
    ) -> [String] {
        let dates = log.dates.map { ", \($0.first) to \($0.last)" } ?? ""
        let sites = fit.demand.sites > 1 ? " at \(fit.demand.sites) sites" : ""
        var lines = [
            "\(name): \(fit.count) sessions\(sites) in \(fit.demand.days) days\(dates)",
            "read as \(log.columns.text)",
        ]
        lines += goodness(FitVerdict(fit, log.sessions))
        if fit.arrivals.vehicles != ArrivalSpec().vehicles {
            lines.append("the usual cars charge too slowly for this log: its car is a guess")
        }
        let (fast, maximum) = ArrivalFit.tooFast(log.sessions)
        if fast > 0 {
            lines.append(
                "\(fast) session\(fast == 1 ? "" : "s") had more than the \(tenths(maximum)) kW that a car "
                    + "can have here: less is delivered, or the times of the log are not right"
            )
        }
        if fit.arrivals.users == nil, fit.demand.arrivals.users != nil {
            lines.append(
                "users are left out: they plug in when their car is there already, as where several "
                    + "cars have one name"
            )
        }
        if fit.arrivals.users != nil {
            let perDay = (fit.demand.perWeekday * 100).rounded() / 100
            lines.append("without users: per_day: \(perDay)")
        }
        lines += log.openCommas.map { column, text, value in
            "column ‘\(column.visible)’: ‘\(text.visible)’ is read as \(number(value)), "
                + "and no number of it tells whether its commas stand between thousands"
        }
        if log.keepsUTC { lines.append("hours of UTC: say --time-zone to have those of the place") }
        if log.countsFromZero { lines.append("zero is taken to be a Monday's midnight") }
        return lines
    }

    /// A word for the fit with what decided it, then the rest of what was looked at.
    package static func goodness(_ verdict: FitVerdict) -> [String] {
        verdict.parts.enumerated().map { index, part in
            (index == 0 ? "fit: " : "  ") + "\(part.grade.word): \(part.text)"
        }
    }

    /// What was left out, some of it with its line.
    package static func skipped(_ log: SessionLog, shown maximum: Int = 5) -> [String] {
        guard !log.skipped.isEmpty else { return [] }
        let count = log.skipped.count
        let some = log.skipped.prefix(maximum).map { "  line \($0)" }
        let rest = count > maximum ? ["  and \(count - maximum) more"] : []
        return ["\(count) row\(count == 1 ? "" : "s") left out"] + some + rest
    }

    static func digits(_ value: Double) -> String {
        let isTiny = value != 0 && abs(value) < 0.0005
        return isTiny ? "below 0.001" : number((value * 1_000).rounded() / 1_000)
    }

    static func tenths(_ value: Double) -> String { number((value * 10).rounded() / 10) }

    private static func number(_ value: Double) -> String { value == 0 ? "0" : "\(value)" }
}
