import FleetSim
import Statistics

/// The search for the most that a CSMS takes: results of trials in, the next trial or the answer out.
///
/// It climbs by eights until a trial fails. From one that overloads the CSMS it knows how many calls
/// that answers at most, so two or three longer trials get near the edge. There seven long ones, on
/// both sides of it and each with chance of its own, give the answer with its interval
/// (`BoundCrossing`). A last one goes back down from an overload.
package struct CapacitySearch: Sendable {
    package struct Rules: Sendable {
        package var start: Double
        /// Loads below and above are not tried.
        package var least: Double
        package var most: Double
        package var isWhole: Bool
        package var goesDown = true
        /// How many trials it is to take in all, where the edge is found in time.
        package var budget = 12
        /// How many calls trials measure: far from the edge, on the way to it, at it.
        package var calls = (far: 5_000, near: 10_000, edge: 40_000)

        package init(start: Double, least: Double, most: Double, isWhole: Bool) {
            self.start = start
            self.least = least
            self.most = most
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
        case down(CapacityAnswer)
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
    private var edge: Edge?

    /// Around which load the last trials lie, and which of all those are.
    private struct Edge {
        var centre: Double
        var steepness: Double
        var trials: [Trial] = []
        var count: Int
    }

    package init(_ rules: Rules) {
        self.rules = rules
        goal = min(max(rules.start, rules.least), rules.most)
    }

    package var next: Step {
        switch stage {
        case .climb: .trial(order(goal, calls: rules.calls.far))
        case .approach: .trial(order(goal, calls: rules.calls.near))
        case .edge: .trial(order(goal, calls: rules.calls.edge))
        case .down: .trial(order(goal, calls: rules.calls.near, .down))
        case .over(let step): step
        }
    }

    /// Takes what the trial came to that was asked for last.
    package mutating func take(_ trial: Trial) {
        guard trial.verdict != .untrusted else {
            attempt += 1
            guard attempt >= Self.attempts else { return }
            return stage = .over(.untrusted(trial.reason ?? "the simulator was late"))
        }
        attempt = 0
        trials.append(trial)
        if trial.direction == .up { note(trial) }
        switch stage {
        case .climb: climb(after: trial)
        case .approach(let count): approach(after: trial, count: count + 1)
        case .edge: narrow(after: trial)
        case .down(var answer):
            answer.comesBack = trial.keeps
            stage = .over(.answer(answer))
        case .over: break
        }
    }

    /// Takes that this machine cannot make the trial that was asked for last: it goes no further.
    package mutating func excludeLast() {
        guard case .trial(let order) = next else { return }
        if case .down(let answer) = stage { return stage = .over(.answer(answer)) }
        rules.most = min(rules.most, order.load) * 0.8
        guard rules.most > max((kept ?? 0) * 1.02, rules.least) else {
            return finish(kept.map { .atLeast($0) } ?? .lessThan(rules.least))
        }
        goal = min(goal, rules.most)
    }

    /// A trial that was not believed is done again as often.
    private static let attempts = 3
    private static let stride = 8.0
    /// How many trials at the edge there are at least, and where there is nothing in the way.
    private static let (fewest, usual) = (4, 7)
    /// A CSMS that answers a smaller part of what is due is overloaded.
    private static let keepingUp = 0.97

    private func order(
        _ load: Double,
        calls: Int,
        _ direction: TrialOrder.Direction = .up
    ) -> TrialOrder {
        TrialOrder(
            number: trials.count,
            attempt: attempt,
            load: rounded(load),
            direction: direction,
            calls: calls,
            ratePerLoad: trials.last { $0.keeps && $0.calls > 0 && $0.direction == .up }
                .map { $0.rate / $0.load },
            answeredRate: trials.map(\.answeredRate).max().flatMap { $0 > 0 ? $0 : nil }
        )
    }

    /// To four digits: no figure is as exact, and equal searches ask for equal loads on any machine.
    private func rounded(_ load: Double) -> Double {
        var unit = 1.0
        while load >= 10_000 * unit { unit *= 10 }
        while !rules.isWhole, load < 1_000 * unit { unit /= 10 }
        let number = (load / unit).rounded() * unit
        return min(max(rules.isWhole ? number.rounded() : number, rules.least), rules.most)
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

    /// The load whose calls the CSMS can just answer, unless it has kept its thresholds beyond it.
    private var ceiling: Double? {
        saturation.flatMap { saturation in
            (kept ?? 0) < saturation * 0.98 ? saturation : nil
        }
    }
}

// The three parts of the way.
extension CapacitySearch {
    private mutating func climb(after trial: Trial) {
        if trial.keeps {
            guard trial.asked < rules.most * 0.999 else { return finish(.atLeast(trial.load)) }
            return goal = min(trial.asked * Self.stride, rules.most)
        }
        if kept == nil, ceiling == nil {
            guard trial.asked > rules.least * 1.001 else { return finish(.lessThan(trial.load)) }
            return goal = max(trial.asked / Self.stride, rules.least)
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
        let left = rules.budget - trials.count - (rules.goesDown ? 1 : 0)
        guard isNear || count >= 4 || left <= Self.fewest else {
            goal = centre
            stage = .approach(count)
            return
        }
        edge = Edge(
            centre: centre,
            steepness: min(max(slope * centre, 4), 40),
            count: min(max(left, Self.fewest), Self.usual)
        )
        goal = edgeLoad()
        stage = .edge
    }

    /// Where the use comes to 1 if its logarithm grows evenly, from a trial to what is known beyond it.
    private func projection(from trial: Trial) -> (load: Double, slope: Double) {
        let logarithm = Elementary.ln(min(max(trial.use, 0.02), 60))
        let here = trial.load
        let slope: Double =
            if let saturation = ceiling, saturation > here * 1.001 {
                (4.1 - logarithm) / (saturation - here)
            } else if let kept, kept < here * 0.999, !trial.keeps {
                max((logarithm + 3) / (here - kept), 12 / here)
            } else if let broken, broken > here * 1.001 {
                (3.4 - logarithm) / (broken - here)
            } else {
                10 / here
            }
        var load = here - logarithm / max(slope, 1e-300)
        if let saturation = ceiling { load = min(load, saturation * 0.99) }
        if !trial.keeps, let kept, kept < here { load = max(load, (kept + here) / 2 - here / 4) }
        return (min(max(load, here / 4), here * 4), slope)
    }

    /// The loads of the last trials: by turns below and above the centre, so far that the use is
    /// expected to differ by a factor of about 3 each way: further out its logarithm is no straight line.
    private func edgeLoad() -> Double {
        guard let edge else { return goal }
        let offset = min(max(1.1 / edge.steepness, 0.01), 0.15)
        let sign: Double = edge.trials.count.isMultiple(of: 2) ? -1 : 1
        let load = edge.centre * (1 + sign * offset)
        return min(load, (ceiling ?? .infinity) * 0.998)
    }

    private mutating func narrow(after trial: Trial) {
        guard var edge else { return }
        edge.trials.append(trial)
        let isStep = isStep(edge)
        if edge.trials.count >= 3, !isStep, let fit = fit(edge) {
            edge.centre = min(max(fit.estimate, edge.centre * 0.85), edge.centre * 1.15)
            let range = edge.steepness / 2...edge.steepness * 2
            edge.steepness = min(max(fit.steepness, range.lowerBound), range.upperBound)
        } else if edge.trials.count >= 2, !isStep {
            // Where all failed, or all passed, the edge lies further on.
            let share = min(max(1.1 / edge.steepness, 0.01), 0.15)
            if edge.trials.allSatisfy({ !$0.keeps }) { edge.centre *= 1 - share }
            if edge.trials.allSatisfy(\.keeps) { edge.centre *= 1 + share }
        }
        self.edge = edge
        guard edge.trials.count >= edge.count else {
            return goal = isStep ? halved : edgeLoad()
        }
        conclude(edge, isStep: isStep)
    }

    private func fit(_ edge: Edge) -> BoundCrossing? {
        BoundCrossing(loads: edge.trials.map(\.load), figures: edge.trials.map(\.use))
    }

    /// With the trials on the way to the edge, as far as they are near: where those at the edge are too
    /// noisy to tell a rise.
    private func widerFit(_ edge: Edge) -> BoundCrossing? {
        let near = trials.filter { trial in
            trial.direction == .up && (0.8...1.25).contains(trial.load / edge.centre)
        }
        return BoundCrossing(loads: near.map(\.load), figures: near.map { min($0.use, 60) })
    }

    /// Whether a threshold is kept altogether or not at all, as where calls begin to fail at once: then
    /// no curve can be fitted, and the interval is halved.
    private func isStep(_ edge: Edge) -> Bool {
        edge.trials.count >= 3 && edge.trials.allSatisfy { $0.use < 0.05 || $0.use > 20 }
    }

    private var halved: Double {
        guard let kept, let broken else { return goal }
        return (min(kept, broken) * max(kept, broken)).squareRoot()
    }

    private mutating func conclude(_ edge: Edge, isStep: Bool) {
        if !isStep, let fit = fit(edge) ?? widerFit(edge) {
            return finish(.between(low: fit.low, high: fit.high, estimate: fit.estimate))
        }
        guard isStep else {
            // Too noisy for a curve: what lies at the ends of the edge, without a confidence.
            let loads = edge.trials.map(\.load)
            let failed = trials.filter { !$0.keeps && $0.direction == .up }.map(\.load)
            let high = max(loads.max() ?? edge.centre, failed.min() ?? 0)
            let low = min(loads.min() ?? edge.centre, kept ?? .infinity)
            return finish(.between(low: low, high: high, estimate: nil))
        }
        let all = trials.filter { $0.direction == .up }
        let failed = all.filter { !$0.keeps }.map(\.load)
        let passed = all.filter(\.keeps).map(\.load)
        // What is above all that passed, and below all that failed: in between trials disagree.
        let low = passed.filter { load in failed.allSatisfy { $0 > load } }.max() ?? rules.least
        let high = failed.filter { load in passed.allSatisfy { $0 < load } }.min() ?? rules.most
        finish(.between(low: low, high: high, estimate: nil))
    }

    private mutating func finish(_ found: CapacityAnswer.Found) {
        let answer = CapacityAnswer(found: found, threshold: firstBroken, comesBack: nil)
        guard rules.goesDown, case .between(let low, _, _) = found, low > rules.least else {
            return stage = .over(.answer(answer))
        }
        goal = low * 0.9
        stage = .down(answer)
    }

    /// Of those trials that lie nearest to the edge, the threshold that was used up most.
    private var firstBroken: String? {
        let isBroken = { (trial: Trial) in !trial.keeps }
        let atEdge = edge?.trials ?? []
        let near = atEdge.contains(where: isBroken) ? atEdge : trials
        guard let first = near.first(where: isBroken) else { return nil }
        let sums = first.strains.indices.map { place in
            near.reduce(0) { sum, trial in
                sum
                    + (trial.strains.indices.contains(place)
                        ? min(trial.strains[place].use, 20) : 0)
            }
        }
        guard let most = sums.max(), let place = sums.firstIndex(of: most) else { return nil }
        return first.strains[place].expression
    }
}
