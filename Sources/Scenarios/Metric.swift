/// A figure of a run that can be asked for.
package enum Metric: Equatable, Sendable {
    case calls(CallSubject, CallMeasure)
    case connections(ConnectionMeasure)
    /// Until when the CSMS answered.
    case answers
    case sessions(SessionMeasure)
    /// The time until something that the CSMS asked for shows.
    case effects(Effect)
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

extension CallMeasure {
    fileprivate func meaning(of calls: String) -> String {
        switch self {
        case .latency: "response time of \(calls), from when each was due to its answer"
        case .service: "service time of \(calls), from when each was sent to its answer"
        case .count: "number of \(calls)"
        case .rate: "number of \(calls) in a second"
        case .failed: "\(calls) that had no answer in their time, or an error for one"
        case .errors: "\(calls) that a CALLERROR answered"
        case .timeouts: "\(calls) that were not answered in time"
        case .lost: "\(calls) whose connection was gone before an answer came"
        case .open: "\(calls) that were not answered yet at the end"
        case .rejected: "\(calls) that were answered in order, with a refusal"
        }
    }
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

extension ConnectionMeasure {
    fileprivate var meaning: String {
        switch self {
        case .connected: "chargers connected at the end"
        case .opened: "connections that were made"
        case .failed: "attempts to connect that failed, of all attempts"
        case .refused: "chargers that tried to connect and never were connected"
        case .closed: "connections that ended"
        case .dropped: "connections that the other side ended, or what lies between"
        case .handshake: "time from asking for a connection to having it"
        }
    }
}

package enum SessionMeasure: String, CaseIterable, Sendable {
    case count
    /// The share of the wanted energy that was delivered.
    case energyServed = "energy_served"
    case served, short, balked, reneged, refused, faulted, offline, unanswered, taken
    /// Not over yet at the end: no other figure counts them.
    case open
}

extension SessionMeasure {
    fileprivate var meaning: String {
        switch self {
        case .count: "visits that ended"
        case .energyServed: "energy delivered, of what drivers wanted"
        case .served: "visits that got what was wanted"
        case .short: "visits that got less"
        case .balked: "drivers who found no bay and did not wait"
        case .reneged: "drivers who waited and gave up"
        case .refused: "visits whose driver the CSMS refused"
        case .faulted: "visits that a fault of the charger ended"
        case .offline: "visits without a charge, since the charger had no connection to ask over"
        case .unanswered: "visits without a charge, since the CSMS gave no answer to use"
        case .taken: "visits without a charge, since the connector was kept for another"
        case .open: "visits not over at the end; no other figure counts them"
        }
    }
}

/// Something that the CSMS asks for and that shows in what a charger sends later.
package enum Effect: String, CaseIterable, Sendable {
    /// Any call of the CSMS, until it is answered.
    case answer
    case configuration, limit
    case remoteStart = "remote-start"
    case trigger
}

extension Effect {
    fileprivate var meaning: String {
        switch self {
        case .answer: "from when the CSMS was due to call to the answer of the charger"
        case .configuration: "from a due ChangeConfiguration to the first message that shows it"
        case .limit: "from a due SetChargingProfile to the first reading within the limit"
        case .remoteStart: "from a due RemoteStartTransaction to StartTransaction"
        case .trigger: "from a due TriggerMessage to the message"
        }
    }
}

package enum DriftMeasure: String, CaseIterable, Sendable {
    /// The 99th percentile of response time.
    case latency
    /// Of what was observed: what is measured in bytes, and anything.
    case memory, observed
}

extension DriftMeasure {
    fileprivate var meaning: String {
        let what =
            switch self {
            case .latency: "p99 of response time"
            case .memory: "observed memory"
            case .observed: "any observed figure"
            }
        return "rise per hour of \(what), in % of its mean; the band’s lower end"
    }
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
        case .percentile(let percent): "p\(percent.terse)"
        case .mean: "mean"
        case .max: "max"
        }
    }
}

extension Metric.Quantity {
    /// What a threshold compares it with: the unit, and a bound as one is written.
    var written: (unit: String, maximum: String, minimum: String) {
        switch self {
        case .time: ("s", "p99 < 2s", "p99 > 2s")
        case .part: ("number, %", "< 0.1%", "> 99%")
        case .share: ("%", "< 5%", "> 95%")
        case .count: ("number", "< 10", "> 10")
        case .rate: ("/s", "< 5/s", "> 5/s")
        case .moment: ("%, s", "< 75%", "> 75%")
        }
    }
}

extension Metric {
    /// Every metric that a threshold can be of: those of all calls, then of each call by its name,
    /// then the others.
    package static let all: [Metric] = ofAllCalls + ofEachCall + others

    /// Those that are listed one by one; each call by its name has the same as `calls`.
    static let ofAllCalls: [Metric] = [CallSubject.ofChargers, .ofCSMS].flatMap { subject in
        CallMeasure.allCases.map { Metric.calls(subject, $0) }
    }
    static let ofEachCall: [Metric] = CallName.allCases.flatMap { name in
        CallMeasure.allCases.map { Metric.calls(.action(name), $0) }
    }
    static let others: [Metric] =
        ConnectionMeasure.allCases.map(Metric.connections) + [.answers]
        + SessionMeasure.allCases.map(Metric.sessions)
        + Effect.allCases.map(Metric.effects) + [.lag, .breaches]
        + DriftMeasure.allCases.map(Metric.drift)

    /// Whether one wants much of it.
    var isGood: Bool {
        switch self {
        case .calls(_, .count), .calls(_, .rate), .connections(.connected), .connections(.opened),
            .sessions(.count), .sessions(.energyServed), .sessions(.served), .answers:
            true
        case .calls, .connections, .sessions, .effects, .lag, .breaches, .drift: false
        }
    }

    /// What it is, in a sentence for those who choose among metrics.
    package var meaning: String {
        switch self {
        case .calls(.ofChargers, let measure): measure.meaning(of: "calls of chargers")
        case .calls(.ofCSMS, let measure): measure.meaning(of: "calls of the CSMS")
        case .calls(.action(let name), let measure):
            measure.meaning(of: "\(name.rawValue) calls")
        case .connections(let measure): measure.meaning
        case .answers:
            "until when the CSMS answered, as a share of the run or as a time"
        case .sessions(let measure): measure.meaning
        case .effects(let name): name.meaning
        case .lag: "by how much the simulator was late, in a run in real time; p50, p99, max only"
        case .breaches: "rules of the protocol that chargers broke, as the reference CSMS saw"
        case .drift(let measure): measure.meaning
        }
    }
}
