/// Which single calls a run keeps as rows.
package enum SingleCalls: String, CaseIterable, Sendable {
    case none, errors, all
}

extension Batch {
    /// Counts a call, and keeps it as a row when the run wants it.
    ///
    /// By how much the simulator itself was late is not held against the CSMS, and where
    /// simulated time runs faster than his, his is told. What was not answered counts with its age.
    /// Gives the response time, where one can be known.
    @discardableResult
    mutating func record(
        _ measure: MeasuredCall,
        of charger: Int,
        keeps: SingleCalls,
        lateness: SimDuration = .zero,
        speed: Double = 1,
        patience: SimDuration? = nil
    ) -> SimDuration? {
        assert(measure.sent.map { $0 <= measure.ended } != false, "a call leaves before it ends")
        func took(since start: SimTime?) -> SimDuration? {
            // Of the CSMS's calls the charger cannot know when they were made.
            guard measure.direction == .out, let start else { return nil }
            let span = max(.zero, measure.ended - start - lateness)
            return speed == 1 ? span : span.divided(by: speed)
        }
        let latency = took(since: measure.intended)
        calls.record(
            measure.action,
            measure.direction,
            measure.outcome,
            latency: latency,
            service: took(since: measure.sent),
            bytesSent: measure.bytesSent,
            bytesReceived: measure.bytesReceived,
            isOverdue: patience.map { $0 < latency ?? .zero } ?? false
        )
        guard keeps == .all || (keeps == .errors && measure.outcome != .ok) else { return latency }
        singles.append(
            CallRecord(
                charger: Int32(charger),
                action: measure.action,
                direction: measure.direction,
                intended: measure.intended,
                sent: measure.sent.map { $0 + lateness },
                replied: measure.replied,
                outcome: measure.outcome,
                error: measure.error?.name
            )
        )
        return latency
    }

    /// Has the call that was recorded last tell the code of its error as it was sent, if it has a row.
    mutating func respell(
        _ code: ErrorCode,
        as spelling: PeerName,
        of charger: Int,
        at time: SimTime
    ) {
        guard let last = singles.last, last.charger == charger, last.replied == time,
            last.error == code.name
        else { return }
        singles[singles.count - 1].error = spelling.text
    }
}

extension SessionRecord {
    /// A shortfall below this is none: ten watt-hours, a few seconds of charging.
    static let tolerance: Int64 = 10_000

    /// A driver who went without having had a bay: at the sight of the line, or at the end of his patience.
    init(_ visit: Visit, turnedAway outcome: Outcome, at time: SimTime, namesTag: Bool = true) {
        self.init(waiting: visit, namesTag: namesTag)
        left = time
        self.outcome = outcome
        shortfall = Shortfall(visit.demandMilliwattHours, for: .noBay)
    }

    /// A driver who still waited for a bay when the run ended.
    init(waiting visit: Visit, namesTag: Bool = true) {
        self.init(
            site: visit.site,
            visit: visit.index,
            tag: namesTag ? visit.token.text : nil,
            arrived: visit.arrived,
            requestedMilliwattHours: visit.demandMilliwattHours,
            deliveredMilliwattHours: 0,
            outcome: .open
        )
    }

    /// A car that still stood there when the run ended, with what it had got by then.
    init(
        open visit: Visit,
        _ log: VisitLog,
        delivered: Int64,
        charger: Int,
        connector: Int,
        namesTag: Bool = true
    ) {
        self.init(visit, log, charger: charger, connector: connector, namesTag: namesTag)
        left = nil
        shortfall = nil
        deliveredMilliwattHours = delivered
        outcome = .open
        assert(isConsistent, "a visit goes forward in time")
    }

    /// A car that had a bay and has left it.
    init(
        _ visit: Visit,
        _ log: VisitLog,
        charger: Int,
        connector: Int,
        namesTag: Bool = true
    ) {
        let missing = visit.demandMilliwattHours - log.deliveredMilliwattHours
        let isServed = log.started != nil && missing <= Self.tolerance
        self.init(
            site: visit.site,
            visit: visit.index,
            charger: Int32(charger),
            connector: Int32(connector),
            tag: namesTag ? visit.token.text : nil,
            arrived: visit.arrived,
            plugged: log.plugged,
            started: log.started,
            stopped: log.stopped,
            left: log.left,
            requestedMilliwattHours: visit.demandMilliwattHours,
            deliveredMilliwattHours: log.deliveredMilliwattHours,
            outcome: isServed ? .served : log.outcomeUnserved,
            reason: log.reason?.rawValue ?? log.errorAsReason,
            transaction: log.transactionID
        )
        shortfall = log.shortfall.value ?? Shortfall()
        isStartedRemotely = log.started != nil && log.isStartedRemotely
        // Of a car that is still there `left` is not known yet.
        assert(log.left == .zero || isConsistent, "a visit goes forward in time")
    }
}

extension VisitLog {
    /// What stands for a reason where no transaction has one: that the CSMS did answer, by an error.
    fileprivate var errorAsReason: String? {
        hindrance == .answeredByError && !metFault ? SessionRecord.answeredByError : nil
    }

    /// The outcome of a visit that did not bring what was wanted.
    fileprivate var outcomeUnserved: SessionRecord.Outcome {
        guard !metFault else { return .faulted }
        return switch hindrance {
        case .refused: .refused
        case .offline: .offline
        case .unanswered, .answeredByError: .unanswered
        case .taken: .taken
        case .outOfUse: .faulted
        case nil: if started != nil { .short } else { hasIdentified ? .refused : .reneged }
        }
    }
}

/// The id that the CSMS gave a transaction after its visit was over.
package struct LateTransaction: Equatable, Sendable {
    package var site: Int32
    package var visit: Int32
    package var id: TransactionID

    package init(site: Int32, visit: Int32, id: TransactionID) {
        self.site = site
        self.visit = visit
        self.id = id
    }

    static func precedes(_ one: LateTransaction, _ other: LateTransaction) -> Bool {
        (one.site, one.visit, one.id) < (other.site, other.visit, other.id)
    }
}
