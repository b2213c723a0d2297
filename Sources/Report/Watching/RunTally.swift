import FleetSim

/// What a live run has come to so far, and in the last few seconds.
package struct RunTally: Sendable {
    /// What does not change while it runs.
    package struct Facts: Sendable {
        package var scenario: String
        package var seed: UInt64
        package var csms: String
        package var version: String
        package var chargers: Int
        package var duration: SimDuration
        /// Simulated seconds per real second.
        package var speed: Double

        package init(
            scenario: String,
            seed: UInt64,
            csms: String,
            version: String,
            chargers: Int,
            duration: SimDuration,
            speed: Double
        ) {
            self.scenario = scenario
            self.seed = seed
            self.csms = csms
            self.version = version
            self.chargers = chargers
            self.duration = duration
            self.speed = speed
        }
    }

    /// A live run tells every second what it measured.
    private static let recentTicks = 5

    package let facts: Facts
    package private(set) var reached = SimTime.zero
    private(set) var whole = SpanTally()
    private var ticks: [SpanTally] = []

    package init(_ facts: Facts) {
        self.facts = facts
    }

    package mutating func add(_ batch: borrowing Batch) {
        let tick = SpanTally(batch)
        assert(batch.end >= reached, "windows come in their order")
        reached = batch.end
        whole.follow(with: tick)
        if ticks.count == Self.recentTicks { ticks.removeFirst() }
        ticks.append(tick)
    }

    package var events: Int { whole.events }

    /// The last few seconds.
    var recent: SpanTally {
        var recent = SpanTally()
        for tick in ticks { recent.follow(with: tick) }
        return recent
    }

    /// How long a simulated span lasts.
    func realSeconds(_ span: SimDuration) -> Double {
        Double(span.nanoseconds) / 1e9 / facts.speed
    }
}
