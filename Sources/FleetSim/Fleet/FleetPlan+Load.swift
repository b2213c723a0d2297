import Scenarios

// The load of a scenario: which chargers come on and go off, and when.
extension FleetPlan {
    /// The parts of the run that its load makes; none without a load.
    package var phases: [Phase] { course.phases }

    /// Whether chargers wait for their load to give them power, and do not just come up.
    var hasLoad: Bool { !scenario.load.isEmpty }

    /// When the chargers of a range come up by themselves; with a load none does.
    func powerOns(of range: Range<Int>) -> [SimTime] {
        hasLoad ? [] : range.map(powerOn)
    }

    /// When which chargers of a range get their power and lose it.
    func powerTurns(of range: Range<Int>) -> [TimedFault] {
        course.turns.compactMap { turn in
            let charger = loadOrder[turn.index]
            guard range.contains(charger) else { return nil }
            return TimedFault(
                charger: charger - range.lowerBound,
                at: turn.at,
                fault: turn.isOn ? .powerBack : .switchedOff
            )
        }
    }

    /// This many chargers in an order that is drawn.
    ///
    /// Each draws for itself, so that the others keep their order when one more comes.
    static func drawOrder(of count: Int, seed: UInt64) -> [Int] {
        let draws = (0..<count).map { charger in
            var random = RandomStream(seed: seed, entity: UInt64(charger), purpose: .load)
            return (draw: random.unit(), charger: charger)
        }
        return draws.sorted { $0 < $1 }.map(\.charger)
    }
}

extension Scenario {
    /// When a run of it is over.
    var end: SimTime { .zero + SimDuration(duration) }
}
