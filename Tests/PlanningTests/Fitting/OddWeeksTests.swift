import Scenarios
import Testing

@testable import FleetSim
@testable import Planning

@Suite struct `a fit of a log that does not end with a week` {
    /// From a Monday to a Thursday, every day alike: two Saturdays and two Sundays stand beside fourteen weekdays.
    private static func log() throws -> SessionLog {
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        func text(_ hours: Double) -> Substring {
            DateTime(
                unixMilliseconds: start.unixMilliseconds + Int64(hours * 3_600) * 1_000
            ).text.dropLast()
        }
        var lines = ["arrived,left,delivered_kwh"]
        for day in 0..<18 {
            for number in 0..<60 {
                let arrived = Double(day) * 24 + 8 + (Double(number) + 0.5) / 6
                let share = (Double((number * 37 + day) % 60) + 0.5) / 60
                let stay = max(-Elementary.ln(1 - share) * 1.5, 0.05)
                lines.append("\(text(arrived)),\(text(arrived + stay)),\(min(stay * 6, 20))")
            }
        }
        return try SessionLog(CSVTable(text: lines.joined(separator: "\n")))
    }

    @Test func `counts each day of the week as often as the log has it`() throws {
        let log = try Self.log()
        let fit = try #require(ArrivalFit(log))
        let verdict = FitVerdict(fit, log.sessions)
        // By weeks of seven days there would be a fifth of the cars too few on Saturdays.
        #expect((verdict.occupancyError ?? 1) < 0.12, "\(verdict.parts.map(\.text))")
    }
}
