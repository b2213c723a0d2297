import FleetSim
import Foundation
import Testing

@testable import Observing

@Suite struct `random incidents` {
    /// Of each kind; FLEETSIM_INCIDENTS asks for more.
    private static let count =
        ProcessInfo.processInfo.environment["FLEETSIM_INCIDENTS"].flatMap { Int($0) } ?? 12

    private struct Score {
        var asked = 0
        var right = 0
        var inTime = 0
        var blamed = 0
        var wrong: [String: Int] = [:]
    }

    private func score(_ fault: Incident.Fault) -> Score {
        var score = Score()
        for seed in 1_000..<UInt64(1_000 + Self.count) {
            let incident = Incident(fault, seed: seed)
            // Where nothing broke there is nothing to explain.
            guard let moment = incident.moment,
                (incident.began - 3...incident.began + 40).contains(moment.moment)
            else { continue }
            score.asked += 1
            let ranked = Suspects.rank(incident.series, around: moment)
            guard let first = ranked.first else {
                score.wrong["nothing", default: 0] += 1
                continue
            }
            score.blamed += first.isSimulator ? 0 : 1
            guard incident.right(first) else {
                score.wrong[first.name, default: 0] += 1
                continue
            }
            score.right += 1
            score.inTime += abs(first.shift.onset - incident.began) <= 2 ? 1 : 0
        }
        return score
    }

    /// How often the right figure comes first; docs/observing.md has the shares, which this prints.
    @Test(arguments: Incident.Fault.allCases)
    func `are told by the figure that they began with, nearly always`(fault: Incident.Fault) {
        let score = score(fault)
        let wrong = score.wrong.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6)
        print(
            "| \(fault) | \(score.asked) | \(score.right) | \(score.inTime) | \(wrong.map(\.key)) |"
        )
        #expect(score.asked >= Self.count / 3)
        #expect(score.right * 4 >= score.asked * 3)
        #expect(score.inTime * 4 >= score.right * 3)
        if fault == .lateSimulator { #expect(score.blamed == 0) }
    }
}
