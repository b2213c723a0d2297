/// Which single calls a run keeps as rows.
package enum SingleCalls: String, CaseIterable, Sendable {
    case none, errors, all
}

extension Batch {
    /// Counts a call that ended, and keeps it as a row when the run wants it.
    ///
    /// By how much the simulator itself was late is not held against whoever answers, and where
    /// simulated time runs faster than his, his is told.
    mutating func record(
        _ measure: CallMeasure,
        of charger: Int,
        keeps: SingleCalls,
        lateness: SimDuration = .zero,
        speed: Double = 1
    ) {
        func took(since start: SimTime?) -> SimDuration? {
            guard let replied = measure.replied, let start else { return nil }
            let span = max(.zero, replied - start - lateness)
            guard speed != 1 else { return span }
            return SimDuration(nanoseconds: Int64(Double(span.nanoseconds) / speed))
        }
        calls.record(
            measure.action,
            measure.direction,
            measure.outcome,
            latency: took(since: measure.intended),
            service: took(since: measure.sent),
            bytesSent: measure.bytesSent,
            bytesReceived: measure.bytesReceived
        )
        guard keeps == .all || (keeps == .errors && measure.outcome != .ok) else { return }
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
    }
}

extension SessionRecord {
    /// A shortfall below this is none: ten watt-hours, a few seconds of charging.
    static let tolerance: Int64 = 10_000

    /// A car that found no free bay.
    init(balked visit: Visit) {
        self.init(
            site: visit.site,
            visit: visit.index,
            tag: visit.tag.text,
            arrived: visit.arrived,
            left: visit.arrived,
            requestedMilliwattHours: visit.demandMilliwattHours,
            deliveredMilliwattHours: 0,
            outcome: .balked
        )
    }

    /// A car whose driver has waited for a bay in vain.
    init(_ visit: Visit, gaveUpAt time: SimTime) {
        self.init(balked: visit)
        left = time
        outcome = .reneged
    }

    /// A car that had a bay and has left it.
    init(_ visit: Visit, _ log: VisitLog, charger: Int, connector: Int) {
        let missing = visit.demandMilliwattHours - log.deliveredMilliwattHours
        let outcome: Outcome =
            if log.started != nil, missing <= Self.tolerance {
                .served
            } else if log.metFault {
                .faulted
            } else if log.started != nil {
                .short
            } else {
                log.hasIdentified || log.plugged != nil ? .refused : .reneged
            }
        self.init(
            site: visit.site,
            visit: visit.index,
            charger: Int32(charger),
            connector: Int32(connector),
            tag: visit.tag.text,
            arrived: visit.arrived,
            plugged: log.plugged,
            started: log.started,
            stopped: log.stopped,
            left: log.left,
            requestedMilliwattHours: visit.demandMilliwattHours,
            deliveredMilliwattHours: log.deliveredMilliwattHours,
            outcome: outcome,
            reason: log.reason?.rawValue.string,
            transaction: log.transactionID.map { Int32(clamping: $0) }
        )
    }
}
