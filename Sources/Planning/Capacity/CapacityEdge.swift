import FleetSim
import Statistics

/// The trials around the load at which the first threshold breaks: where the next one goes, and what
/// they come to.
struct CapacityEdge: Sendable {
    /// Where the edge is taken to be, and by how much the logarithm of the use grows there when the load
    /// grows by the whole of it.
    private var centre: Double
    private var steepness: Double
    /// Those that were made here, and how many there are to be.
    private(set) var trials: [Trial] = []
    private let count: Int

    init(centre: Double, steepness: Double, count: Int) {
        self.centre = centre
        self.steepness = min(max(steepness, Self.slopes.lowerBound), Self.slopes.upperBound)
        self.count = count
        assert(centre > 0 && count > 0, "an edge lies at a load, and is tried")
    }

    private static let slopes = 4.0...40
    /// The logarithm of the use up to which it grows evenly.
    private static let straight = 2.3
    /// Beyond it a use says no more than that it is too much.
    private static let maximum = 20.0

    var isDone: Bool { trials.count >= count }

    /// Whether a threshold is kept altogether or not at all, as where calls begin to fail at once: then
    /// no curve can be fitted, and the interval is halved.
    var isStep: Bool {
        trials.count >= 3 && trials.allSatisfy { $0.use < 0.05 || $0.use > Self.maximum }
            && trials.contains(where: \.keeps) && !trials.allSatisfy(\.keeps)
    }

    /// By turns below and above the centre, so far that the use is expected to be half and double what
    /// it is there: further out its logarithm is no straight line.
    var nextLoad: Double {
        let offset = min(max(0.7 / steepness, 0.01), 0.15)
        return centre * (1 + (trials.count.isMultiple(of: 2) ? -offset : offset))
    }

    /// Takes a trial at the edge; all that there were tell where the next one goes.
    mutating func take(_ trial: Trial, among all: [Trial]) {
        trials.append(trial)
        guard !isStep else { return }
        if trials.count >= 3, let fit = curve(among: all) {
            centre = min(max(fit.estimate, centre * 0.85), centre * 1.15)
            steepness = min(max(fit.steepness, steepness / 2), steepness * 2)
        } else if trials.count >= 2 {
            centre = min(max(middle(of: near(all)), centre * 0.8), centre * 1.25)
        }
    }

    /// Where the use comes to 1; nil: there is no telling.
    func crossing(among all: [Trial]) -> BoundCrossing? {
        isStep ? nil : curve(among: all) ?? level(among: all)
    }

    /// The median of where each trial would have the edge, if the use grew as expected.
    private func middle(of trials: [Trial]) -> Double {
        let loads = trials.map { $0.load * (1 - $0.logarithm / steepness) }.sorted()
        guard !loads.isEmpty else { return centre }
        return (loads[(loads.count - 1) / 2] + loads[loads.count / 2]) / 2
    }

    private func near(_ all: [Trial]) -> [Trial] {
        all.filter { $0.direction == .up && (0.8...1.25).contains($0.load / centre) }
    }

    /// The curve through all trials near the edge; where little was measured that counts little.
    ///
    /// Far above the edge the share of calls beyond a bound no longer grows as the curve does, so what is
    /// expected there is left out. Which trials that are is decided by their loads, not by what they came
    /// to: else those that came out high would be missing.
    private func curve(among all: [Trial]) -> BoundCrossing? {
        let near = near(all)
        var found = BoundCrossing(near.filter { $0.verdict != .aborted }.map(Self.sample))
        for _ in 0..<2 {
            guard let crossing = found else { break }
            let bend = crossing.estimate * (1 + Self.straight / crossing.steepness)
            found = BoundCrossing(near.filter { $0.load <= bend }.map(Self.sample)) ?? found
        }
        return found
    }

    /// Where trials are too noisy to tell how steep the rise is.
    private func level(among all: [Trial]) -> BoundCrossing? {
        let samples = near(all).filter { $0.verdict != .aborted }.map(Self.sample)
        return BoundCrossing(samples, steepness: steepness)
    }

    private static func sample(_ trial: Trial) -> BoundCrossing.Sample {
        BoundCrossing.Sample(
            load: trial.load,
            figure: min(trial.use, maximum),
            weight: Double(max(1, trial.calls)),
            variance: trial.variance
        )
    }
}

extension Trial {
    /// The natural logarithm of the use, within what a trial can tell.
    var logarithm: Double { Elementary.ln(min(max(use, 0.02), 60)) }
}
