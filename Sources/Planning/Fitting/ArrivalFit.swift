import Scenarios
import Statistics

/// A site's arrivals out of the sessions of a log.
package struct ArrivalFit: Sendable {
    package let arrivals: ArrivalSpec
    package let dwell: LawFit
    package let energy: LawFit
    package let demand: DemandFit
    /// Whether both halves of the log have the same hours; nil for too few sessions.
    package let halves: Homogeneity?
    package let count: Int

    /// A log with fewer sessions than this says nothing.
    package static let fewest = 20

    /// Less than this is no dependence that anybody should plan with.
    private static let leastCorrelation = 0.02
    /// From here on a stay is what is left until a departure that is planned.
    private static let anchored = -0.3

    /// Nil for too few sessions.
    package init?(_ log: SessionLog) {
        let sessions = log.sessions
        guard sessions.count >= Self.fewest, let dwell = LawFit(sessions.map(\.stay)),
            let energy = LawFit(sessions.map { $0.kilowattHours * 1_000 })
        else { return nil }
        self.dwell = dwell
        self.energy = energy
        count = sessions.count
        demand = DemandFit(sessions)
        halves = Self.halves(sessions)
        var spec = demand.arrivals
        spec.dwell = dwell.law
        spec.energy = energy.law
        spec.correlation = Self.rounded(
            RankCorrelation.spearman(sessions.map(\.stay), sessions.map(\.kilowattHours))
        )
        spec.arrivalCorrelation = Self.rounded(Self.arrivalCorrelation(sessions))
        spec.leaving = spec.arrivalCorrelation < Self.anchored ? .asPlanned : .afterDwell
        arrivals = spec
    }

    private static func rounded(_ correlation: Double?) -> Double {
        guard let correlation, abs(correlation) >= leastCorrelation else { return 0 }
        return (correlation * 1_000).rounded() / 1_000
    }

    /// Of weekdays, whose hours are most of the arrivals.
    private static func arrivalCorrelation(_ sessions: [LoggedSession]) -> Double? {
        let weekdays = sessions.filter { !$0.isOnWeekend }
        let times = weekdays.map { $0.arrived - Double($0.day) * LoggedSession.secondsPerDay }
        return RankCorrelation.spearman(times, weekdays.map(\.stay))
    }

    private static func halves(_ sessions: [LoggedSession]) -> Homogeneity? {
        let sorted = sessions.sorted { $0.arrived < $1.arrived }
        var counts = [Array(repeating: 0, count: 24), Array(repeating: 0, count: 24)]
        for (place, session) in sorted.enumerated() {
            counts[place < sorted.count / 2 ? 0 : 1][session.hour] += 1
        }
        return Homogeneity(counts[0], counts[1])
    }
}
