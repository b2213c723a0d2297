/// How ‘fleetsim capacity’ lets chargers come on in its trials.
package struct CapacitySpec: Equatable, Sendable {
    /// At which moments of their interval chargers send heartbeats.
    package enum Phases: String, CaseIterable, Codable, Sendable {
        /// Each at a moment that is drawn, as in a fleet that has come together over years; anew in each
        /// interval, so that a trial sees many fleets and not one.
        case random
        /// An interval after it has booted: as a restart of all of them leaves it.
        case boots
    }

    package var phases = Phases.random

    package init() {}
}

/// When the heartbeats of a trial go out.
package struct HeartbeatRhythm: Equatable, Sendable {
    /// In place of the interval that the CSMS asks for; nil: that one.
    package var interval: Duration?
    /// None goes out before.
    package var from: Duration
    /// Whether each comes at a moment of its interval that is drawn.
    package var isDrawn: Bool

    package init(interval: Duration? = nil, from: Duration = .zero, isDrawn: Bool = true) {
        self.interval = interval
        self.from = from
        self.isDrawn = isDrawn
    }
}
