/// What is increased until the CSMS no longer keeps its thresholds.
package enum CapacityAxis: String, CaseIterable, Codable, Sendable {
    /// Chargers that are connected and send what they send when nothing happens.
    case chargers
    /// Calls per second of a fleet whose size stays.
    case rate
    /// Chargers per second that come back with the power, connect and boot.
    case reconnects
    /// Seconds for which all links are gone, after which the fleet comes back at once.
    case backlog

    /// What the load is counted in.
    package var unit: String {
        switch self {
        case .chargers: "chargers"
        case .rate: "calls/s"
        case .reconnects: "reconnects/s"
        case .backlog: "s without links"
        }
    }

    /// Whether a load is a whole number.
    package var isWhole: Bool { self == .chargers }
}

/// One trial that the search asks for.
package struct TrialOrder: Equatable, Codable, Sendable {
    package enum Direction: String, Codable, Sendable {
        /// From rest.
        case up
        /// After an overload: does the CSMS come back?
        case down
    }

    /// Its index among those that count, from 0; its chance is drawn by it.
    package var number: Int
    /// How often it was tried before and not believed.
    package var attempt: Int
    package var load: Double
    package var direction: Direction
    /// The load that comes before and is beyond the capacity; nil: none does.
    package var overload: Double?
    /// How many calls are to be measured.
    package var calls: Int
    /// Calls per second that one unit of load has been seen to make; nil: not known yet.
    package var ratePerLoad: Double?
    /// The most calls per second that the CSMS has been seen to answer.
    package var answeredRate: Double?

    package init(
        number: Int,
        attempt: Int,
        load: Double,
        direction: Direction,
        overload: Double? = nil,
        calls: Int,
        ratePerLoad: Double? = nil,
        answeredRate: Double? = nil
    ) {
        assert((direction == .down) == (overload != nil), "down is from an overload")
        assert(overload.map { $0 > load } ?? true, "an overload is more than what follows it")
        self.number = number
        self.attempt = attempt
        self.load = load
        self.direction = direction
        self.overload = overload
        self.calls = calls
        self.ratePerLoad = ratePerLoad
        self.answeredRate = answeredRate
    }
}

/// How far a threshold was used up in a trial.
package struct Strain: Equatable, Codable, Sendable {
    package var expression: String
    /// What was measured, as people read it.
    package var measured: String
    package var passed: Bool
    /// 1 at the bound, and more beyond it: what the search goes by.
    package var use: Double

    package init(expression: String, measured: String, passed: Bool, use: Double) {
        self.expression = expression
        self.measured = measured
        self.passed = passed
        self.use = use
    }
}

/// What a trial was played by: that of another order or with other limits says nothing of this one.
package struct TrialTerms: Equatable, Codable, Sendable {
    package var order: TrialOrder
    package var limits: TrialCourse.Limits

    package init(_ order: TrialOrder, _ limits: TrialCourse.Limits) {
        self.order = order
        self.limits = limits
    }

    /// Whether it is the same trial, be it at the first attempt or at another.
    package func isSame(as other: TrialTerms) -> Bool {
        var own = self
        own.order.attempt = other.order.attempt
        return own == other
    }
}

/// What a trial came to.
package struct Trial: Equatable, Codable, Sendable {
    package enum Verdict: String, Codable, Sendable {
        case passed, failed
        /// It failed so clearly that it was ended early.
        case aborted
        /// The simulator was too late to say, or there was no call to tell by: it counts for nothing.
        case untrusted
    }

    package var number: Int
    package var attempt: Int
    package var direction: TrialOrder.Direction
    package var seed: UInt64
    /// What was asked for, and what it came to.
    package var asked: Double
    package var load: Double
    package var verdict: Verdict
    /// Why it is not believed.
    package var reason: String?
    /// One for each threshold, in their order.
    package var strains: [Strain]
    /// Calls of chargers that were due while it was measured, and those of them that were answered.
    package var calls: Int
    package var answered: Int
    /// For how long it was measured, in microseconds of the run.
    package var measured: Int
    /// Response times in microseconds; nil: nothing was answered.
    package var p50: Int?
    package var p99: Int?
    /// The share of calls without a result, from 0 to 1.
    package var failures: Double
    /// The variance of the use, as the parts of the trial tell it; nil: it has none.
    package var variance: Double?
    /// The fold of its events.
    package var fingerprint: UInt64
    /// nil in files of versions that did not keep them.
    package var terms: TrialTerms?

    package init(_ order: TrialOrder, seed: UInt64, load: Double, verdict: Verdict) {
        number = order.number
        attempt = order.attempt
        direction = order.direction
        asked = order.load
        self.seed = seed
        self.load = load
        self.verdict = verdict
        strains = []
        calls = 0
        answered = 0
        measured = 0
        failures = 0
        fingerprint = 0
    }

    /// Whether its numbers are such as a trial comes to, as those of a file need not be.
    package var isSound: Bool {
        let counts = [number, attempt, calls, answered, p50 ?? 0, p99 ?? 0]
        let figures = [asked, load, failures, variance ?? 0] + strains.map(\.use)
        return counts.allSatisfy { (0...1 << 53).contains($0) }
            // More than a hundred days; trials take weeks at most.
            && (0...10_000_000_000_000).contains(measured)
            && figures.allSatisfy { $0.isFinite && $0 >= 0 }
    }

    package var keeps: Bool { verdict == .passed }
    /// How far the threshold was used up that is nearest to its bound or farthest beyond it.
    package var use: Double { strains.map(\.use).max() ?? 0 }
    /// Calls per second that were due.
    package var rate: Double { perSecond(calls) }
    package var answeredRate: Double { perSecond(answered) }

    private func perSecond(_ count: Int) -> Double {
        measured > 0 ? Double(count) * 1e6 / Double(measured) : 0
    }
}
