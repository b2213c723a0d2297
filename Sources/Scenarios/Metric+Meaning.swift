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
        + EffectName.allCases.map(Metric.effects) + [.lag, .breaches]
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

extension Metric.Quantity {
    /// What a threshold compares it with: the unit, and a bound as one is written.
    var written: (unit: String, most: String, least: String) {
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

extension EffectName {
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
