/// One part of a load: how many chargers are meant to be connected, and how they come to it.
///
/// The load is open: whatever the CSMS does, chargers come on and go off when their phase says.
package struct LoadPhase: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// Evenly up or down to a level.
        case ramp(over: Duration, to: LoadLevel)
        /// As it is.
        case hold(for: Duration)
        /// To a level at once, and held there.
        case step(to: LoadLevel, hold: Duration)
        /// To a level at once, and back after a while.
        case spike(to: LoadLevel, for: Duration)
    }

    package var kind: Kind
    /// What the user calls it.
    package var ownName: String?

    package init(_ kind: Kind, name: String? = nil) {
        self.kind = kind
        ownName = name
    }

    /// What follows a load that is shorter than its run is called: its last level, to the end.
    package static let rest = "rest"

    package var length: Duration {
        switch kind {
        case .ramp(let length, _), .hold(let length), .step(_, let length), .spike(_, let length):
            length
        }
    }

    /// The level that it goes to; nil where it stays as it is.
    package var level: LoadLevel? {
        get {
            switch kind {
            case .ramp(_, let level), .step(let level, _), .spike(let level, _): level
            case .hold: nil
            }
        }
        set {
            guard let newValue else { return }
            switch kind {
            case .ramp(let length, _): kind = .ramp(over: length, to: newValue)
            case .step(_, let length): kind = .step(to: newValue, hold: length)
            case .spike(_, let length): kind = .spike(to: newValue, for: length)
            case .hold: break
            }
        }
    }

    /// The word by which it stands in a scenario.
    package var word: String {
        switch kind {
        case .ramp: "ramp"
        case .hold: "hold"
        case .step: "step"
        case .spike: "spike"
        }
    }
}

/// How many of the chargers.
package enum LoadLevel: Equatable, Sendable {
    /// From 0 to 1.
    case share(Double)
    case chargers(Int)

    /// The number of chargers that it comes to in a fleet of this size.
    package func count(of total: Int) -> Int {
        switch self {
        case .share(let share): Int((share * Double(total)).rounded())
        case .chargers(let count): count
        }
    }
}

extension Scenario {
    /// The phases that a run has, by name: of those of its load all that take time.
    package var phaseNames: [String] {
        let own = zip(load, load.names).filter { $0.0.length > .zero }.map(\.1)
        return load.isEmpty || load.length >= duration ? own : own + [LoadPhase.rest]
    }
}

extension [LoadPhase] {
    /// How long all of them take.
    package var length: Duration { reduce(.zero) { $0 + $1.length } }

    /// What each is called: as the user says, or by its kind and its place, as in `hold-2`.
    package var names: [String] {
        enumerated().map { index, phase in phase.ownName ?? "\(phase.word)-\(index + 1)" }
    }
}
