import Scenarios
import TestSupport

@testable import FleetSim

// What tests ask of a live run.
extension LiveOutcome {
    /// How many calls of each action chargers made and had answered in a way.
    func callsByAction(_ outcome: Outcome) -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in total.calls.inOrder where row.direction == .out && row.outcome == outcome {
            counts[row.action.name] = row.count
        }
        return counts
    }

    /// How long calls of an action took, in microseconds: since they were due, and since they left.
    ///
    /// Those alone that were answered: a run may be stopped when one has just left.
    func latencies(of action: Action) -> (sinceDue: Histogram, sinceSent: Histogram) {
        var (due, sent) = (Histogram(), Histogram())
        for row in total.calls.inOrder
        where row.direction == .out && row.action == action && row.outcome == .ok {
            due.merge(row.latency)
            sent.merge(row.service)
        }
        return (due, sent)
    }

    /// How many calls have left, those included that a run which ended upon them left unanswered.
    var sent: Int { count(.ok) + count(.rejected) + unanswered + total.unfinished.sent }

    /// The same by action, where every answer was a good one.
    var sentByAction: [String: Int] {
        var counts = callsByAction(.ok)
        for (action, count) in total.unfinished.inOrder { counts[action.name, default: 0] += count }
        return counts
    }

    /// How many calls were answered in no way that helps.
    var unanswered: Int { count(.error) + count(.timeout) + count(.lost) }

    /// How many calls of an action chargers made and had answered well.
    func answered(_ action: Action) -> Int { callsByAction(.ok)[action.name, default: 0] }

    /// How many events of a kind there were, each as often as it says.
    func times(_ kind: String) -> Int {
        details(kind).reduce(0) { sum, detail in
            let count =
                detail.firstMatch(of: /\(([0-9]+) times\)$/).flatMap { Int($0.1) }
                ?? detail.firstMatch(of: /^and ([0-9]+) more/).flatMap { Int($0.1) }
            return sum + (count ?? 1)
        }
    }

    /// What is told of a kind of event.
    func details(_ kind: String) -> [String] {
        total.notables.filter { $0.kind == kind }.map(\.detail)
    }
}

extension Scenario {
    /// Hours in which every charger is there from the first moment, and no driver comes to charge.
    ///
    /// No call times out unless that is asked for: how long an answer takes is the host's affair.
    static func quiet(
        chargers: Int,
        connectors: Int = 1,
        seconds: Int = 3_600_000,
        configuration: [ConfigurationSetting] = []
    ) -> Scenario {
        var scenario = fixture(
            sites: 1,
            chargersPerSite: chargers,
            connectors: connectors,
            perDay: 0,
            configuration: [.noTimeout] + configuration
        )
        scenario.load = [LoadPhase(.step(to: .share(1), hold: .seconds(seconds)))]
        scenario.duration = .seconds(seconds)
        scenario.start = Timestamp(unixMilliseconds: 1_772_409_600_000)
        return scenario
    }

    /// A thousand chargers, of which five see a driver come each second, for a quarter of a minute.
    static func crowd() -> Scenario {
        var scenario = fixture(
            seed: 12,
            sites: 100,
            chargersPerSite: 10,
            perDay: 5 * 86_400 / 100,
            configuration: [.noTimeout]
        )
        scenario.duration = .seconds(3 * 3_600)
        scenario.load = [LoadPhase(.ramp(over: .seconds(10), to: .share(1)))]
        scenario.start = Timestamp(unixMilliseconds: 1_772_409_600_000)
        scenario.fleet[0].arrivals.dwell = .lognormal(median: 15, sigma: 0.3)
        scenario.csms.reference.serviceTime = .constant(0)
        scenario.csms.reference.heartbeat = .seconds(86_400)
        return scenario
    }
}

extension ConfigurationSetting {
    /// Longer than any test.
    static let noTimeout = ConfigurationSetting("MessageTimeout", "86400")
}
