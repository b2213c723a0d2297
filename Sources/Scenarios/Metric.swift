/// A figure of a run that can be asked for.
package enum Metric: Equatable, Sendable {
    case calls(CallSubject, CallMeasure)
    case connections(ConnectionMeasure)
    /// Until when the CSMS answered.
    case answers
    case sessions(SessionMeasure)
    /// The time until something that the CSMS asked for shows.
    case effects(EffectName)
    /// By how much events were late, in a run in real time.
    case lag
    /// Rules of the protocol that chargers broke.
    case breaches
    /// By how much a figure rose per hour, beyond doubt.
    case drift(DriftMeasure)
}

/// Whose calls, or which.
package enum CallSubject: Equatable, Sendable {
    /// All that chargers make: `calls`.
    case ofChargers
    /// All that the CSMS makes: `commands`.
    case ofCSMS
    case action(CallName)
}

package enum CallMeasure: String, CaseIterable, Sendable {
    /// From when a call was due to its reply, and from when it was sent.
    case latency, service
    case count, rate
    /// Those that brought no answer, or an error for one.
    case failed
    case errors, timeouts, lost
    /// Not answered yet at the end; those among them that are older than their charger waits failed.
    case open
    /// Answered in order, with a refusal.
    case rejected
}

package enum ConnectionMeasure: String, CaseIterable, Sendable {
    /// Chargers that were connected at the end.
    case connected
    case opened, failed, closed
    /// Chargers that tried and were never connected.
    case refused
    /// Closed by the other side, or by what lies between.
    case dropped
    /// From asking for a connection to having it.
    case handshake
}

package enum SessionMeasure: String, CaseIterable, Sendable {
    case count
    /// The share of the wanted energy that was delivered.
    case energyServed = "energy_served"
    case served, short, balked, reneged, refused, faulted, offline, unanswered, taken
    /// Not over yet at the end: no other figure counts them.
    case open
}

package enum EffectName: String, CaseIterable, Sendable {
    case answer, configuration, limit
    case remoteStart = "remote-start"
    case trigger
}

package enum DriftMeasure: String, CaseIterable, Sendable {
    /// The 99th percentile of response time.
    case latency
    /// Of what was observed: what is measured in bytes, and anything.
    case memory, observed
}

/// Which of many times counts.
package enum Statistic: Equatable, Sendable {
    /// What this percentage does not exceed.
    case percentile(Double)
    case mean, max
}

extension Metric {
    /// What kind of figure it is, and so what it is compared with.
    package enum Quantity: Sendable {
        /// Many times, of which a statistic is taken.
        case time
        /// A number, or its share of all.
        case part
        case share, count, rate
        /// Of the run: a share of it, or a time since it began.
        case moment
    }

    package var quantity: Quantity {
        switch self {
        case .calls(_, .latency), .calls(_, .service), .connections(.handshake), .effects, .lag:
            .time
        case .calls(_, .count), .sessions(.count), .breaches, .connections(.opened),
            .connections(.closed), .connections(.dropped):
            .count
        case .calls(_, .rate): .rate
        case .sessions(.energyServed), .drift: .share
        case .answers: .moment
        case .calls, .connections(.failed), .connections(.connected), .connections(.refused),
            .sessions:
            .part
        }
    }

    /// As it is written.
    package var text: String {
        switch self {
        case .calls(.ofChargers, let measure): "calls.\(measure.rawValue)"
        case .calls(.ofCSMS, let measure): "commands.\(measure.rawValue)"
        case .calls(.action(let name), let measure): "\(name.word).\(measure.rawValue)"
        case .connections(let measure): "connections.\(measure.rawValue)"
        case .answers: "csms.answers"
        case .sessions(let measure): "sessions.\(measure.rawValue)"
        case .effects(let name): "effects.\(name.rawValue)"
        case .lag: "lag"
        case .breaches: "breaches"
        case .drift(let measure): "drift.\(measure.rawValue)"
        }
    }
}

extension Statistic {
    package var text: String {
        switch self {
        case .percentile(let percent): "p\(Int(exactly: percent).map(String.init) ?? "\(percent)")"
        case .mean: "mean"
        case .max: "max"
        }
    }
}
