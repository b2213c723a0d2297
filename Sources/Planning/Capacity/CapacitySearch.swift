import FleetSim

/// The search for the most that a CSMS takes: results of trials in, the next trial or the answer out.
///
/// It climbs by eights until a trial fails. From one that overloads the CSMS it knows how many calls
/// that answers at most, so two or three longer trials get near the edge. There up to seven long ones, on
/// both sides of it and each with chance of its own, give the answer with its interval
/// (`BoundCrossing`). A last one goes back down from an overload. Where that fails, it is made again, and
/// then one from rest at the same load: only a CSMS that bears it from rest, and twice not after an
/// overload, is said not to come back. A single failure may be that of a busy machine.
package struct CapacitySearch: Sendable {
    package struct Rules: Sendable {
        package var start: Double
        /// Loads below and above are not tried.
        package var minimum: Double
        package var maximum: Double
        package var isWhole: Bool
        /// How many trials it is to take in all, where the edge is found in time.
        package var budget = 12
        /// How many calls trials measure: far from the edge, on the way to it, at it.
        package var calls = (far: 5_000, near: 20_000, edge: 160_000)

        package init(start: Double, minimum: Double, maximum: Double, isWhole: Bool) {
            self.start = start
            self.minimum = minimum
            self.maximum = maximum
            self.isWhole = isWhole
        }
    }

    package enum Step: Equatable, Sendable {
        case trial(TrialOrder)
        case answer(CapacityAnswer)
        /// The simulator was too late, again and again.
        case untrusted(String)
    }

    private enum Stage {
        case climb
        /// On the way to the edge, with the number of trials so far.
        case approach(Int)
        case edge
        /// Back from an overload, with the number of such trials that failed so far.
        case down(CapacityAnswer, failed: Int)
        /// At the same load without an overload before.
        case rest(CapacityAnswer)
        case over(Step)
    }

    private var rules: Rules
    private(set) package var trials: [Trial] = []
    private var stage = Stage.climb
    private var attempt = 0
    /// The load that is tried next.
    private var goal: Double
    /// The most that passed, and the least that failed.
    private var kept: Double?
    private var broken: Double?
    /// The load whose calls the CSMS can just answer.
    private var saturation: Double?
    private var edge: CapacityEdge?
    /// What the CSMS is to come back from.
    private var overload = 0.0

    package init(_ rules: Rules) {
        self.rules = rules
        goal = min(max(rules.start, rules.minimum), rules.maximum)
    }

    package var next: Step {
        switch stage {
        case .climb: .trial(order(goal, calls: rules.calls.far))
        case .approach: .trial(order(goal, calls: rules.calls.near))
        case .edge: .trial(order(goal, calls: rules.calls.edge))
        case .down: .trial(order(goal, calls: rules.calls.near, after: overload))
        case .rest: .trial(order(goal, calls: rules.calls.near))
        case .over(let step): step
        }
    }

    /// Takes what the trial came to that was asked for last.
    package mutating func take(_ trial: Trial) {
        guard trial.verdict != .untrusted else {
            attempt += 1
            guard attempt >= Self.attempts else { return }
            let reason = trial.reason ?? "the simulator was late"
            return stage = .over(foundBefore ?? .untrusted(reason))
        }
        attempt = 0
        assert(trial.number == trials.count, "trials come in the order in which they are asked for")
        trials.append(trial)
        if trial.direction == .up { note(trial) }
        switch stage {
        case .climb: climb(after: trial)
        case .approach(let count): approach(after: trial, count: count + 1)
        case .edge: narrow(after: trial)
        case .down(var answer, let failed):
            guard !trial.keeps else {
                answer.comesBack = true
                return stage = .over(.answer(answer))
            }
            let hasFailedOften = failed + 1 >= Self.failuresDown
            stage = hasFailedOften ? .rest(answer) : .down(answer, failed: failed + 1)
        case .rest(var answer):
            // Where it is not kept from rest either, the overload is not what it failed by.
            if trial.keeps { answer.comesBack = false }
            stage = .over(.answer(answer))
        case .over: break
        }
    }

    /// The capacity, where only what happens after an overload is still asked.
    private var foundBefore: Step? {
        switch stage {
        case .down(let answer, _), .rest(let answer): .answer(answer)
        case .climb, .approach, .edge, .over: nil
        }
    }

    /// Takes that this machine cannot make the trial that was asked for last: it goes no further.
    package mutating func excludeLast() {
        guard case .trial(let order) = next else { return }
        if let foundBefore { return stage = .over(foundBefore) }
        rules.maximum = min(rules.maximum, order.load) * 0.8
        guard rules.maximum > max((kept ?? 0) * 1.02, rules.minimum) else {
            return finish(maximumAskedAndKept.map { .atLeast($0) } ?? .lessThan(rules.minimum))
        }
        goal = min(goal, rules.maximum)
    }

    /// What a fleet of whole chargers comes to differs from it a little.
    private var maximumAskedAndKept: Double? {
        trials.filter { $0.keeps && $0.direction == .up }.map(\.asked).max()
    }

    /// A trial that was not believed is done again as often.
    private static let attempts = 3
    private static let stride = 8.0
    /// How many trials at the edge there are at least, and where there is nothing in the way.
    private static let (fewest, usual) = (4, 7)
    /// A CSMS that answers a smaller part of what is due is overloaded.
    private static let keepingUp = 0.97
    /// By how much an overload goes beyond the upper end of the interval, and at how much less than its
    /// lower end the CSMS is to have come back.
    private static let (beyond, below) = (1.3, 0.9)
    /// How often trials after an overload are to fail before they are believed.
    private static let failuresDown = 2

    private func order(
        _ load: Double,
        calls: Int,
        after overload: Double? = nil
    ) -> TrialOrder {
        TrialOrder(
            number: trials.count,
            attempt: attempt,
            load: rounded(load),
            direction: overload == nil ? .up : .down,
            overload: overload,
            calls: calls,
            ratePerLoad: trials.last { $0.keeps && $0.calls > 0 && $0.direction == .up }
                .map { $0.rate / $0.load },
            answeredRate: trials.map(\.answeredRate).max().flatMap { $0 > 0 ? $0 : nil }
        )
    }

    /// The most that is tried.
    private var maximum: Double {
        max(rules.isWhole ? rules.maximum.rounded(.down) : rules.maximum, rules.minimum)
    }

    /// To four digits: no figure is as exact, and equal searches ask for equal loads on any machine.
    ///
    /// The most is tried as it was given, since it may be what is asked for.
    private func rounded(_ load: Double) -> Double {
        guard load < maximum else { return maximum }
        var unit = 1.0
        while load >= 10_000 * unit { unit *= 10 }
        while !rules.isWhole, load < 1_000 * unit { unit /= 10 }
        let number = (load / unit).rounded() * unit
        return min(max(rules.isWhole ? number.rounded() : number, rules.minimum), maximum)
    }

    private mutating func note(_ trial: Trial) {
        if trial.keeps {
            kept = max(kept ?? 0, trial.load)
        } else {
            broken = min(broken ?? .infinity, trial.load)
        }
        guard !trial.keeps, trial.calls > 0 else { return }
        let share = Double(trial.answered) / Double(trial.calls)
        if share < Self.keepingUp { saturation = min(saturation ?? .infinity, trial.load * share) }
    }

    /// The load whose calls the CSMS can just answer, as far as the few calls of an overload tell;
    /// it is more if thresholds were kept there.
    private var ceiling: Double? {
        saturation.flatMap { saturation in
            guard let kept, kept > saturation * 0.95 else { return saturation }
            return kept < saturation * 1.1 ? kept * 1.1 : nil
        }
    }
}

// The three parts of the way.
extension CapacitySearch {
    private mutating func climb(after trial: Trial) {
        if trial.keeps {
            guard trial.asked < maximum else { return finish(.atLeast(trial.asked)) }
            return goal = min(trial.asked * Self.stride, rules.maximum)
        }
        if kept == nil, ceiling == nil {
            guard trial.asked > rules.minimum * 1.001 else { return finish(.lessThan(trial.load)) }
            return goal = max(trial.asked / Self.stride, rules.minimum)
        }
        // It may have met the edge already.
        if kept != nil, ceiling == nil, trial.use < 10 { return approach(after: trial, count: 0) }
        let limit = broken ?? trial.load
        let low = kept ?? limit / Self.stride
        goal = ceiling.map { max($0 * 0.85, low) } ?? (low * limit).squareRoot()
        stage = .approach(0)
    }

    private mutating func approach(after trial: Trial, count: Int) {
        let (centre, slope) = projection(from: trial)
        let isNear = (0.1...10).contains(trial.use)
        let left = rules.budget - trials.count - 1
        guard isNear || count >= 4 || left <= Self.fewest else {
            goal = centre
            stage = .approach(count)
            return
        }
        edge = CapacityEdge(
            centre: centre,
            steepness: slope * centre,
            count: min(max(left, Self.fewest), Self.usual)
        )
        goal = edgeLoad()
        stage = .edge
    }

    /// Where the use comes to 1 if its logarithm grows evenly, from a trial to what is known beyond it.
    private func projection(from trial: Trial) -> (load: Double, slope: Double) {
        let here = trial.load
        let logarithm = trial.logarithm
        var slope: Double
        if let (load, use) = neighbour(of: trial) {
            slope = (use - logarithm) / (load - here)
            slope = max(slope, (trial.keeps ? 8 : 12) / here)
        } else {
            slope = (trial.keeps ? 10 : 12) / here
        }
        var load = here - logarithm / slope
        if let saturation = ceiling { load = min(load, saturation * 0.99) }
        if !trial.keeps, let kept, kept < here { load = max(load, kept) }
        assert(slope > 0, "what is used up grows with the load")
        return (min(max(load, here / 4), here * 4), slope)
    }

    /// The nearest load on the other side of the edge, and the logarithm of its use.
    private func neighbour(of trial: Trial) -> (load: Double, use: Double)? {
        if trial.keeps {
            if let saturation = ceiling, saturation > trial.load * 1.001 {
                return (saturation, 4.1)
            }
            return broken.flatMap { $0 > trial.load * 1.001 ? ($0, 3.4) : nil }
        }
        let below = trials.filter { $0.keeps && $0.direction == .up }.max { $0.load < $1.load }
        return below.flatMap {
            $0.load < trial.load * 0.999 ? ($0.load, $0.logarithm) : nil
        }
    }

    private func edgeLoad() -> Double {
        guard let edge else { return goal }
        return min(edge.nextLoad, (ceiling ?? .infinity) * 0.998)
    }

    private mutating func narrow(after trial: Trial) {
        guard var edge else { return }
        edge.take(trial, among: trials)
        self.edge = edge
        guard edge.isDone else { return goal = edge.isStep ? halved : edgeLoad() }
        conclude(edge)
    }

    private var halved: Double {
        guard let kept, let broken else { return goal }
        return (min(kept, broken) * max(kept, broken)).squareRoot()
    }

    private mutating func conclude(_ edge: CapacityEdge) {
        if let fit = edge.crossing(among: trials) {
            return finish(.between(low: fit.low, high: fit.high, estimate: fit.estimate))
        }
        guard edge.isStep else {
            // No curve at all: what lies at the ends of the edge, without a confidence.
            let loads = edge.trials.map(\.load)
            let high = max(loads.max() ?? goal, broken ?? 0)
            let low = min(loads.min() ?? goal, kept ?? .infinity)
            return finish(.between(low: low, high: high, estimate: nil))
        }
        let all = trials.filter { $0.direction == .up }
        let failed = all.filter { !$0.keeps }.map(\.load)
        let passed = all.filter(\.keeps).map(\.load)
        // What is above all that passed, and below all that failed: in between trials disagree.
        let low = passed.filter { load in failed.allSatisfy { $0 > load } }.max() ?? rules.minimum
        let high = failed.filter { load in passed.allSatisfy { $0 < load } }.min() ?? rules.maximum
        finish(.between(low: low, high: high, estimate: nil))
    }

    private mutating func finish(_ found: CapacityAnswer.Found) {
        assert(found.isOrdered, "an interval has its low end below")
        let answer = CapacityAnswer(found: found, threshold: firstBroken, comesBack: nil)
        guard case .between(let low, let high, _) = found, low > rules.minimum else {
            return stage = .over(.answer(answer))
        }
        goal = low * Self.below
        overload = rounded(high * Self.beyond)
        // Where no more than the capacity may be tried, there is no overload to come back from.
        stage = overload > high ? .down(answer, failed: 0) : .over(.answer(answer))
    }

    /// Of those trials that lie nearest to the edge, the threshold that was used up most.
    private var firstBroken: String? {
        let isBroken = { (trial: Trial) in !trial.keeps }
        let atEdge = edge?.trials ?? []
        let near = atEdge.contains(where: isBroken) ? atEdge : trials
        guard let first = near.first(where: isBroken) else { return nil }
        let sums = first.strains.indices.map { index in
            near.reduce(0) { sum, trial in
                sum
                    + (trial.strains.indices.contains(index)
                        ? min(trial.strains[index].use, 20) : 0)
            }
        }
        guard let maximum = sums.max(), let index = sums.firstIndex(of: maximum) else { return nil }
        return first.strains[index].expression
    }
}
