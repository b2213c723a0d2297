import FleetSim
import Scenarios
import Statistics

/// A site's arrivals out of the sessions of a log.
package struct ArrivalFit: Sendable {
    package let arrivals: ArrivalSpec
    let stays: StayFit
    package let energy: LawFit
    package let demand: DemandFit
    /// Whether both halves of the log have the same hours; nil for too few sessions.
    package let halves: Homogeneity?
    package let count: Int

    /// A log with fewer sessions than this says nothing.
    package static let fewest = 20

    /// Less than this is no dependence to plan with.
    private static let minimumCorrelation = 0.02
    /// From here on a stay is what is left until a departure that is planned.
    private static let anchored = -0.3

    /// Nil for too few sessions.
    package init?(_ log: SessionLog) {
        let sessions = log.sessions
        guard sessions.count >= Self.fewest, let stays = StayFit(sessions),
            let energy = LawFit(sessions.map { $0.kilowattHours * 1_000 })
        else { return nil }
        self.stays = stays
        self.energy = energy
        count = sessions.count
        demand = DemandFit(sessions)
        halves = Self.halves(sessions)
        var spec = demand.arrivals
        spec.energy = energy.law
        spec.energyIsDelivered = true
        spec.correlation = Self.rounded(
            RankCorrelation.spearman(sessions.map(\.stay), sessions.map(\.kilowattHours)) ?? 0
        )
        spec.leaving = stays.arrivalCorrelation < Self.anchored ? .asPlanned : .afterDwell
        spec.arrivalCorrelation = Self.rounded(stays.arrivalCorrelation)
        // Laws by the hour take the place of that correlation.
        spec.dwellAsWritten = stays.spec
        if let car = Self.strongCar(sessions) { spec.vehicles = [car] }
        // Where several cars come under one name, one car by that name would be there already.
        if let users = spec.users, !spec.usersCanCome(bays: users.count ?? 1) {
            spec.users = nil
            spec.perDay = demand.perDay
        }
        arrivals = spec
    }

    private static func rounded(_ correlation: Double) -> Double {
        guard abs(correlation) >= minimumCorrelation else { return 0 }
        return (correlation * 1_000).rounded() / 1_000
    }

    /// A car for a log that the usual ones could not have made, since they charge too slowly.
    ///
    /// It has the phases of a fast charger and the power that few sessions exceed on average.
    private static func strongCar(_ sessions: [LoggedSession]) -> VehicleSpec? {
        let usual = ArrivalSpec().vehicles.map { Double($0.phases) * $0.amperes * volts / 1_000 }
        assert(sessions.allSatisfy { $0.stay > 0 }, "a power is that over some time")
        let powers = sessions.map { $0.kilowattHours / ($0.stay / 3_600) }.sorted()
        let maximum = powers[powers.count * 99 / 100]
        guard let greatest = usual.max(), powers[powers.count * 98 / 100] > greatest else {
            return nil
        }
        let amperes = (maximum * 1_000 / volts / 3 * 10).rounded(.up) / 10
        return VehicleSpec(phases: 3, amperes: min(amperes, maximumAmperes), share: 1)
    }

    /// How many sessions of a log no car of a scenario could have: it has no more power than that.
    static func tooFast(_ sessions: [LoggedSession]) -> (count: Int, kilowatts: Double) {
        let kilowatts = 3 * maximumAmperes * volts / 1_000
        return (sessions.count { $0.kilowattHours > kilowatts * $0.stay / 3_600 }, kilowatts)
    }

    private static let volts = 230.0
    /// The most that a control pilot offers (IEC 61851-1), and so the most that a scenario takes.
    private static let maximumAmperes = 80.0

    private static func halves(_ sessions: [LoggedSession]) -> Homogeneity? {
        let sorted = sessions.sorted { $0.arrived < $1.arrived }
        var counts = [Array(repeating: 0, count: 24), Array(repeating: 0, count: 24)]
        for (index, session) in sorted.enumerated() {
            counts[index < sorted.count / 2 ? 0 : 1][session.hour] += 1
        }
        return Homogeneity(counts[0], counts[1])
    }
}
