import FleetSim

/// What a report says of one run: read once, rendered in any format.
package struct Summary: Equatable {
    package var run: RunFacts
    /// One for each threshold, in the order of the scenario.
    package var verdicts: [Verdict]
    /// By action and direction, in the order of their names.
    package var calls: [CallSummary]
    /// The same over all actions, one per direction.
    package var totals: [CallSummary]
    /// In order of time; none where the run had no load of its own.
    package var phases: [PhaseSummary]
    package var connections: ConnectionSummary
    /// How long it took until a call of the CSMS showed, by the names of the effects.
    package var effects: [EffectSummary]
    package var sessions: SessionSummary
    package var eventKinds: [EventKind]
    package var callErrors: [CallErrorSummary] = []
    package var failures: [FailureSummary] = []
    /// What is told of a CSMS that did not close what the chargers had closed at the end.
    package var farewell: String?
    /// What is told of a CSMS that sent far more than chargers asked for.
    package var flood: String?
    package var machine: MachineFacts
    package var timeline: Timeline
    /// What was run, where that is known.
    package var origin: Origin
    package var faults: [FaultSummary] = []
    package var examples: [EventExample] = []
    package var kind: Kind

    /// What a report is about; each kind has its own page.
    package enum Kind: Equatable {
        /// Chargers that spoke with a CSMS.
        case fleet(FleetCourse)
        /// Sites alone, without messages.
        case sites(SitesCourse)
        /// Designs of a site that were compared.
        case plan(PlanSummary)
        /// A search for the most that a CSMS takes.
        case capacity(CapacitySummary)
    }

    /// Where a run came from.
    package struct Origin: Equatable {
        package var scenarioText: String
        /// The URL of the CSMS; nil: the reference one in the process, or none at all.
        package var csms: String?
        /// The line that does it again; nil: an older version did not keep it.
        package var command: String?
        /// How long a window is, unless a phase ends in it, in microseconds.
        package var windowMicroseconds: Int?
    }

    /// The designs that were compared, if that is what it was.
    package var plan: PlanSummary? {
        switch kind {
        case .plan(let plan): plan
        case .fleet, .sites, .capacity: nil
        }
    }

    /// The search for a capacity, if that is what it was.
    package var capacity: CapacitySummary? {
        switch kind {
        case .capacity(let capacity): capacity
        case .fleet, .sites, .plan: nil
        }
    }

    package struct EffectSummary: Equatable {
        package var name: String
        package var latency: LatencySummary
    }

    /// How often something notable happened.
    package struct EventKind: Equatable {
        package var kind: String
        package var count: Int
    }

    /// Simulated time, in seconds.
    var seconds: Double { Double(run.simulatedMicroseconds) / 1_000_000 }

    /// How many of something there were per second of simulated time; 0 if no time passed.
    func perSecond(_ count: Int) -> Double {
        run.simulatedMicroseconds > 0 ? Double(count) / seconds : 0
    }
}
