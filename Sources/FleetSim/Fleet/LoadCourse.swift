import Scenarios

/// A load worked out: its phases, and when how many chargers come on or go off.
///
/// Places count from the first charger that comes on; the last one on is the first to go off, so
/// that at any level the same chargers are on.
struct LoadCourse: Sendable {
    struct Turn: Equatable, Sendable {
        var at: SimTime
        var index: Int
        var isOn: Bool
    }

    private(set) var phases: [Phase] = []
    private(set) var turns: [Turn] = []
    private var level = 0

    /// Phases end with the run at the latest, and reach its end.
    init(_ load: [LoadPhase], chargers: Int, until end: SimTime) {
        var start = SimTime.zero
        for (phase, name) in zip(load, load.names) {
            let stop = start + SimDuration(phase.length)
            follow(phase.kind, from: start, to: stop, chargers: chargers)
            if stop > start, start < end {
                phases.append(Phase(name: name, start: start, end: min(stop, end)))
            }
            start = stop
        }
        if !load.isEmpty, start < end {
            phases.append(Phase(name: LoadPhase.rest, start: start, end: end))
        }
        assert(
            zip(phases, phases.dropFirst()).allSatisfy { $0.end == $1.start },
            "no gap between phases"
        )
    }

    private mutating func follow(
        _ kind: LoadPhase.Kind,
        from start: SimTime,
        to stop: SimTime,
        chargers: Int
    ) {
        switch kind {
        case .hold: break
        case .step(let target, _): jump(to: target.count(of: chargers), at: start)
        case .ramp(_, let target):
            ramp(to: target.count(of: chargers), from: start, over: stop - start)
        case .spike(let target, _):
            let before = level
            jump(to: target.count(of: chargers), at: start)
            jump(to: before, at: stop)
        }
    }

    private mutating func jump(to target: Int, at moment: SimTime) {
        while level != target { turn(towards: target, at: moment) }
    }

    /// At every moment the level is the whole number nearest to the straight line.
    private mutating func ramp(to target: Int, from start: SimTime, over span: SimDuration) {
        assert(span >= .zero, "a ramp goes forward in time")
        let steps = Int64((target - level).magnitude)
        guard steps > 0 else { return }
        // In two parts, since a long span times a large fleet is more than 64 bits hold.
        let (whole, rest) = span.nanoseconds.quotientAndRemainder(dividingBy: 2 * steps)
        for step in 0..<steps {
            let halves = 2 * step + 1
            let passed = whole * halves + rest * halves / (2 * steps)
            turn(towards: target, at: start + SimDuration(nanoseconds: passed))
        }
    }

    private mutating func turn(towards target: Int, at moment: SimTime) {
        assert(turns.last.map { $0.at <= moment } != false, "turns in the order of time")
        let isOn = target > level
        turns.append(Turn(at: moment, index: isOn ? level : level - 1, isOn: isOn))
        level += isOn ? 1 : -1
        assert(level >= 0, "no more chargers go off than came on")
    }
}
