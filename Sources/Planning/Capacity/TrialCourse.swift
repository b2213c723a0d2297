import FleetSim
import Scenarios

/// A trial as a scenario: who comes on when, what is left out, and what is measured.
///
/// Chargers come on at a pace that the CSMS is known to bear, and send no heartbeat meanwhile: their
/// boots are no part of the trial. Then heartbeats begin, each charger's at a moment of its interval
/// that is drawn; a fourth of the time that is measured goes by as warm-up.
package struct TrialCourse {
    /// How long a trial may be measured, and at what pace chargers come on.
    package struct Limits: Equatable, Codable, Sendable {
        /// Whether time is real, and so short.
        package var isLive: Bool
        /// A trial at the edge is measured for as long at most.
        package var longest: Duration
        /// After an outage: how long the CSMS may take.
        package var drain: Duration

        package init(isLive: Bool, longest: Duration, drain: Duration) {
            self.isLive = isLive
            self.longest = longest
            self.drain = drain
        }
    }

    /// A threshold as it is judged, and as the user wrote it.
    package struct Judged: Sendable {
        package var threshold: Threshold
        package var expression: String
        /// Where it is about a share of the chargers that are to be on: that, and their number.
        package var share: (threshold: Threshold, of: Int)?
    }

    /// The phase that is measured.
    package static let measured = "measure"
    /// The parts of the time after an outage, by their numbers.
    package static func drainName(_ number: Int) -> String { "drain-\(number)" }

    package private(set) var scenario: Scenario
    /// What the trials of an axis are judged by besides: how long the CSMS takes after an outage.
    package private(set) var drainBound: Duration?
    /// What the load that was asked for comes to.
    package private(set) var load: Double
    package private(set) var from = SimTime.zero
    package private(set) var until = SimTime.zero
    /// Calls per second that are due, where that is known beforehand.
    package private(set) var expectedRate: Double?
    package private(set) var thresholds: [Judged] = []
    /// After an outage: how many parts the time is looked at in, and how long each is.
    package private(set) var drainParts = 0
    package private(set) var drainPart = Duration.zero

    private let limits: Limits
    private let order: TrialOrder
    private var phases: [LoadPhase] = []
    private var passed = 0.0

    package init(
        _ base: Scenario,
        axis: CapacityAxis,
        order: TrialOrder,
        seed: UInt64,
        limits: Limits
    ) {
        scenario = base
        load = order.load
        self.limits = limits
        self.order = order
        scenario.seed = seed
        scenario.faults = []
        switch axis {
        case .chargers: layOutChargers()
        case .rate: layOutRate()
        case .reconnects: layOutReconnects()
        case .backlog: layOutOutage()
        }
        scenario.load = phases
        scenario.duration = .rounded(passed)
        scenario.thresholds = []
        scenario.defaultThresholds = []
        let measured = Double((until - from).nanoseconds) / 1e9
        scenario.window = .rounded(min(max(measured / 20, 1), 600))
        assert(from <= until && until <= .zero + SimDuration(scenario.duration), "within the trial")
    }

    /// Seconds between two heartbeats of a charger, as far as that is known.
    private var interval: Double { scenario.csms.reference.heartbeat.inSeconds }

    private mutating func pass(
        _ seconds: Double,
        _ kind: (Duration) -> LoadPhase.Kind,
        _ name: String
    ) {
        let length = Duration.rounded(max(seconds, 0.001))
        phases.append(LoadPhase(kind(length), name: name))
        passed += length.inSeconds
    }

    private mutating func hold(_ seconds: Double, _ name: String) {
        pass(seconds, { .hold(for: $0) }, name)
    }

    private mutating func measure(_ seconds: Double, _ kind: (Duration) -> LoadPhase.Kind) {
        from = .zero + SimDuration(.rounded(passed))
        pass(seconds, kind, Self.measured)
        until = .zero + SimDuration(.rounded(passed))
    }
}

// What happens when, axis by axis.
extension TrialCourse {
    /// A steady fleet of that many chargers.
    private mutating func layOutChargers() {
        var steady = scenario
        let count = steady.nearestChargers(to: max(1, Int(order.load.rounded())))
        _ = steady.scale(toChargers: count)
        let own = steady.chargerCount
        load = Double(own)
        if let overload = order.overload {
            let more = max(own + 1, Int(overload.rounded()))
            _ = scenario.scale(toChargers: scenario.nearestChargers(to: more))
        } else {
            scenario = steady
        }
        layOut(steadily: own, gap: nil)
    }

    /// The scenario's chargers, whose heartbeats come to the rate.
    ///
    /// In an overload all of them send, and after it fewer, as often: the CSMS need not know others.
    private mutating func layOutRate() {
        let all = Double(scenario.chargerCount)
        let steady = order.overload.map { max(1, (all * order.load / $0).rounded()) } ?? all
        layOut(steadily: Int(steady), gap: steady / order.load)
    }

    /// This many chargers are measured, with a gap between the heartbeats of each; all of the scenario's
    /// are on in an overload before.
    private mutating func layOut(steadily own: Int, gap: Double?) {
        let known = order.ratePerLoad.map { $0 * load }
        let expected = known ?? (limits.isLive ? nil : Double(own) / (gap ?? interval))
        expectedRate = expected
        let pace = expected ?? Double(own) / (gap ?? interval)
        let length = length(of: Double(order.calls) / pace)
        comeOn(pace: pace, gap: gap)
        if let gap { shortenSamples(by: interval / gap) }
        guard order.overload != nil else {
            hold(max(length / 4, limits.isLive ? 2 : 10), "warm-up")
            measure(length) { .hold(for: $0) }
            return judge(connected: own)
        }
        hold(length / 4, "overload")
        phases.append(LoadPhase(.step(to: .chargers(own), hold: .zero), name: "relief"))
        hold(max(length, limits.isLive ? 5 : 30), "recovery")
        measure(length) { .hold(for: $0) }
        judge(connected: own)
    }

    /// Lets all chargers come on, and heartbeats begin after that.
    private mutating func comeOn(pace: Double, gap: Double?) {
        let chargers = Double(scenario.chargerCount)
        // Virtual time has all the time that there is.
        let unknown = limits.isLive ? Self.soundBootCalls : pace / 8
        let known = (order.answeredRate ?? 0) / 2
        let bearable = known > 0 && !limits.isLive ? known : max(known, unknown)
        let ramp = max(chargers * callsPerBoot / bearable, 1)
        pass(ramp, { .ramp(over: $0, to: .share(1)) }, "connect")
        hold(limits.isLive ? 2 : 60, "settle")
        let isDrawn = scenario.capacity.phases == .random
        scenario.rhythm = HeartbeatRhythm(
            interval: gap.map { .rounded($0) },
            from: isDrawn ? .rounded(passed) : .zero,
            isDrawn: isDrawn
        )
        // Those that keep the phases of their boots are in step an interval later.
        if !isDrawn { hold(gap ?? interval, "first interval") }
    }

    /// Calls of boots per second that any CSMS is held to bear.
    private static let soundBootCalls = 50.0

    /// A boot, the state of the charger and those of its connectors.
    private var callsPerBoot: Double {
        let connectors = scenario.fleet.reduce(0) { sum, site in
            sum + site.count * site.chargers.reduce(0) { $0 + $1.count * $1.model.connectors }
        }
        return 2 + Double(connectors) / Double(max(1, scenario.chargerCount))
    }

    /// Readings of transactions come closer together as heartbeats do.
    private mutating func shortenSamples(by factor: Double) {
        let key = "MeterValueSampleInterval"
        for site in scenario.fleet.indices {
            for group in scenario.fleet[site].chargers.indices {
                let spec = scenario.fleet[site].chargers[group]
                let settings = spec.model.configuration + spec.configuration
                let own = settings.last { $0.key == key }.flatMap { Double($0.value) } ?? 60
                guard own > 0, factor > 0 else { continue }
                let seconds = Int(min(max((own / factor).rounded(), 1), 86_400))
                scenario.fleet[site].chargers[group].configuration
                    .append(ConfigurationSetting(key, "\(seconds)"))
            }
        }
    }

    private func length(of seconds: Double) -> Double {
        let share = order.calls >= 40_000 ? 1 : 0.5
        let longest = limits.longest.inSeconds * (limits.isLive ? share : 1)
        return min(max(seconds, limits.isLive ? 5 : 30), longest)
    }

    /// Chargers get their power at a rate, boot, and send nothing more.
    private mutating func layOutReconnects() {
        let calls = callsPerBoot
        let length = length(of: Double(order.calls) / (order.load * calls))
        let before = length / 4
        let (over, relief) = order.overload == nil ? (0, 0) : (before, before * 2)
        let factor = (order.overload ?? order.load) / order.load
        // A charger comes on once, so that each second of the course takes further ones.
        let all = order.load * (factor * over + relief + before + length)
        let wanted = scenario.nearestChargers(to: max(4, Int(all.rounded())))
        _ = scenario.scale(toChargers: wanted)
        let count = Double(scenario.chargerCount)
        load = order.load * count / all
        expectedRate = load * calls
        var on = 0.0
        func level(after seconds: Double, _ factor: Double = 1) -> LoadLevel {
            on += load * factor * seconds
            return .chargers(min(Int(on.rounded()), Int(count)))
        }
        if order.overload != nil {
            let first = level(after: over, factor)
            pass(over, { .ramp(over: $0, to: first) }, "overload")
            let second = level(after: relief)
            pass(relief, { .ramp(over: $0, to: second) }, "recovery")
        }
        let warm = level(after: before)
        pass(before, { .ramp(over: $0, to: warm) }, "warm-up")
        measure(length) { .ramp(over: $0, to: .share(1)) }
        scenario.rhythm = HeartbeatRhythm(from: .rounded(passed + 1))
        judge(connected: nil)
    }

    /// All links are gone for as long as the load says; then the time until all is as it was counts.
    ///
    /// On the way down a longer outage comes first, and as long as the CSMS may take for it.
    private mutating func layOutOutage() {
        let chargers = Double(scenario.chargerCount)
        comeOn(pace: chargers / interval, gap: nil)
        let calm = min(max(interval / 10, 5), limits.longest.inSeconds)
        hold(calm, "before")
        if let overload = order.overload {
            cutLinks(for: overload, "overload")
            hold(limits.drain.inSeconds * 2, "recovery")
        }
        cutLinks(for: order.load, "outage")
        drainBound = limits.drain
        drainParts = 60
        drainPart = .rounded(max(limits.drain.inSeconds * 2 / 60, 1))
        from = .zero + SimDuration(.rounded(passed))
        for number in 1...drainParts { hold(drainPart.inSeconds, Self.drainName(number)) }
        until = .zero + SimDuration(.rounded(passed))
        judge(connected: Int(chargers))
    }

    private mutating func cutLinks(for seconds: Double, _ name: String) {
        let fault = FaultSpec.Kind.linkDown(share: 1, duration: .rounded(seconds))
        scenario.faults.append(FaultSpec(at: .rounded(passed), kind: fault))
        hold(seconds, name)
    }

    /// Takes over the scenario's thresholds, or common ones, for what is measured.
    private mutating func judge(connected: Int?) {
        var own = scenario.thresholds.filter { $0.phase == nil }
        if own.isEmpty { own = Self.common }
        let isConnected: (Threshold) -> Bool = { $0.metric == .connections(.connected) }
        if connected != nil, !own.contains(where: isConnected) {
            own.append(Self.isMainlyConnected)
        }
        thresholds = own.compactMap { threshold in
            var judged = threshold
            judged.phase = Self.measured
            // Of those alone that are to be on.
            if isConnected(threshold), threshold.bound.unit == .percent {
                guard let connected else { return nil }
                judged.bound = Bound(threshold.numberOfChargers(of: connected))
                return Judged(
                    threshold: judged,
                    expression: threshold.expression,
                    share: (threshold, connected)
                )
            }
            return Judged(threshold: judged, expression: threshold.expression)
        }
    }

    /// The shortest bound of a response or service time that it is judged by.
    package var tightestBound: Duration? {
        thresholds.compactMap { judged in
            guard case .calls = judged.threshold.metric else { return nil }
            let bound = judged.threshold.bound
            return bound.unit.microseconds.map { .rounded(bound.number * $0 / 1e6) }
        }.min()
    }

    /// What the run database of a trial is asked: each threshold, of each part where there are parts.
    package var questions: [Threshold] {
        guard drainParts > 0 else { return thresholds.map(\.threshold) }
        return (1...drainParts).flatMap { number in
            thresholds.map { judged in
                var threshold = judged.threshold
                threshold.phase = Self.drainName(number)
                return threshold
            }
        }
    }

    /// Of scenarios that have no thresholds of the whole run.
    package static let common = [
        Threshold(.calls(.ofChargers, .latency), .below, Bound(1, .seconds), of: .percentile(99)),
        Threshold(.calls(.ofChargers, .failed), .below, Bound(0.1, .percent)),
    ]
    private static let isMainlyConnected = Threshold(
        .connections(.connected),
        .atLeast,
        Bound(99.9, .percent)
    )
}

extension Threshold {
    /// The bound of a share of chargers, as a number of them.
    fileprivate func numberOfChargers(of all: Int) -> Double {
        let number = bound.number * Double(all) / 100
        // Where a share comes to a whole number it is that: the product may be a last bit off.
        let whole = number.rounded()
        guard abs(number - whole) > 1e-9 * max(1, whole) else { return whole }
        return switch comparison {
        case .atLeast, .below: number.rounded(.up)
        case .above, .atMost: number.rounded(.down)
        case .equal: number
        }
    }
}

extension Duration {
    /// To the millisecond.
    package static func rounded(_ seconds: Double) -> Duration {
        .milliseconds(Int64((min(seconds, 1e12) * 1_000).rounded()))
    }

    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
