import FleetSim
import Observing
import Scenarios

/// Writes the rows of windows through statements that are prepared once.
struct RowWriter: ~Copyable {
    private let callWindow: Statement
    private let call: Statement
    private let connectionWindow: Statement
    private let effectWindow: Statement
    private let session: Statement
    private let lagWindow: Statement
    private let event: Statement
    private let powerWindow: Statement
    private let callError: Statement
    private let connectionFailure: Statement
    private let lateTransaction: Statement
    private let frame: Statement
    private let subsetWindow: Statement
    private let observation: Statement
    /// The rows of sessions that may still get the id of their transaction.
    private var unnamed: [SessionKey: Int64] = [:]

    private struct SessionKey: Hashable {
        var run: Int64
        var site: Int32
        var visit: Int32
    }

    /// Adds the rows of one window.
    mutating func add(_ batch: borrowing Batch, usage: ProcessUsage?, to run: Int64)
        throws(DatabaseError)
    {
        for row in batch.calls.inOrder { try add(row, at: batch.start, to: run) }
        for record in batch.singles { try add(record, to: run) }
        for record in batch.frames {
            try frame.run(run, record.charger, record.at, record.direction.rawValue, record.text)
        }
        for row in batch.callErrors.inOrder { try add(row, at: batch.start, to: run) }
        for row in batch.failures.inOrder { try add(row, at: batch.start, to: run) }
        try add(batch.connections, batch.answers, at: batch.start, to: run)
        for row in batch.effects.inOrder { try add(row, at: batch.start, to: run) }
        for row in batch.subsets.rows {
            try subsetWindow.add(row, at: batch.subsets.start ?? batch.start, to: run)
        }
        for record in batch.sessions { try add(record, to: run) }
        // After the sessions: the id may come in the window in which the visit ended.
        for late in batch.lateTransactions {
            let key = SessionKey(run: run, site: late.site, visit: late.visit)
            guard let row = unnamed.removeValue(forKey: key) else { continue }
            try lateTransaction.run(late.id, row)
        }
        let lag = batch.lag.lag.quantiles([0.5, 0.99])
        try lagWindow.run(
            run,
            batch.start,
            batch.handled,
            lag[0],
            lag[1],
            batch.lag.lag.max,
            batch.lag.late,
            usage?.cpuPercent,
            usage?.residentBytes,
            batch.lag.lateByHost,
            batch.lag.waited,
            usage?.pressureMicroseconds
        )
        let unfinished = batch.unfinished.notable(at: batch.end)
        for notable in batch.notables + (unfinished.map { [$0] } ?? []) {
            try add(notable, to: run)
        }
    }

    func add(
        _ figure: Observation,
        of source: String,
        at time: SimTime,
        to run: Int64
    ) throws(DatabaseError) {
        try observation.run(
            run,
            time,
            source.visible,
            figure.name.visible,
            figure.labels.visible,
            figure.value
        )
    }

    func add(_ notable: Notable, to run: Int64) throws(DatabaseError) {
        try event.run(run, notable.at, notable.charger, notable.kind, notable.detail)
    }
}

extension RowWriter {
    init(for database: borrowing Database) throws(DatabaseError) {
        self.init(
            callWindow: try database.prepare(Insert.callWindow),
            call: try database.prepare(Insert.call),
            connectionWindow: try database.prepare(Insert.connectionWindow),
            effectWindow: try database.prepare(Insert.effectWindow),
            session: try database.prepare(Insert.session),
            lagWindow: try database.prepare(Insert.lagWindow),
            event: try database.prepare(Insert.event),
            powerWindow: try database.prepare(Insert.powerWindow),
            callError: try database.prepare(Insert.callError),
            connectionFailure: try database.prepare(Insert.connectionFailure),
            lateTransaction: try database.prepare(Insert.lateTransaction),
            frame: try database.prepare(Insert.frame),
            subsetWindow: try database.prepare(Insert.subsetWindow),
            observation: try database.prepare(Insert.observation)
        )
    }
}

extension RowWriter {
    /// Adds what flowed at the nodes of sites.
    func add(
        _ records: [PowerRecord],
        of supplies: [Int32: RunManifest.SupplyEntry],
        at window: SimTime,
        to run: Int64
    ) throws(DatabaseError) {
        for record in records {
            guard let supply = supplies[record.site],
                supply.nodes.indices.contains(Int(record.node))
            else { preconditionFailure("no site \(record.site) has a node \(record.node)") }
            try powerWindow.run(
                run,
                window,
                supply.name,
                supply.nodes[Int(record.node)],
                record.limitMilliamperes,
                record.l1,
                record.l2,
                record.l3,
                record.milliwatts / 1_000,
                record.wantedMilliwatts / 1_000
            )
        }
    }

    private func add(
        _ row: CallTable.Row,
        at window: SimTime,
        to run: Int64
    ) throws(DatabaseError) {
        assert(row.isConsistent, "a row counts each call once")
        // Where no time can be known there is none, rather than one of zero.
        let latency = row.latency.count > 0 ? row.latency : nil
        let quantiles = latency?.quantiles([0.5, 0.9, 0.99])
        try callWindow.run(
            run,
            window,
            row.action.name,
            row.direction.name,
            row.outcome.name,
            row.count,
            row.bytesSent,
            row.bytesReceived,
            latency?.encodedV2(),
            row.service.count > 0 ? row.service.encodedV2() : nil,
            quantiles?[0],
            quantiles?[1],
            quantiles?[2],
            latency?.max,
            row.overdue
        )
    }

    private func add(
        _ row: CallErrorTable.Row,
        at window: SimTime,
        to run: Int64
    ) throws(DatabaseError) {
        try callError.run(
            run,
            window,
            row.action.name,
            row.direction.name,
            row.code.name,
            row.count,
            row.texts.map(\.visible).joined(separator: "\n")
        )
    }

    private func add(
        _ row: FailureTable.Row,
        at window: SimTime,
        to run: Int64
    ) throws(DatabaseError) {
        try connectionFailure.run(run, window, row.kind, row.reason, row.count, row.keptOut)
    }

    private func add(_ record: CallRecord, to run: Int64) throws(DatabaseError) {
        try call.run(
            run,
            record.charger,
            record.action.name,
            record.direction.name,
            record.intended,
            record.sent,
            record.replied,
            record.outcome.name,
            record.error
        )
    }

    private func add(
        _ counts: ConnectionCounts,
        _ answers: AnswerWatch,
        at window: SimTime,
        to run: Int64
    ) throws(DatabaseError) {
        let within = counts.course.range(endingWith: counts.connected)
        try connectionWindow.run(
            run,
            window,
            counts.connecting,
            counts.connected,
            counts.failed,
            counts.opened,
            counts.closed,
            counts.handshake.count > 0 ? counts.handshake.quantile(0.99) : nil,
            counts.handshake.count > 0 ? counts.handshake.encodedV2() : nil,
            answers.last,
            answers.silentSince,
            answers.waiting,
            within.lowerBound,
            within.upperBound
        )
    }

    private func add(
        _ row: (effect: Effect, latency: Histogram),
        at window: SimTime,
        to run: Int64
    ) throws(DatabaseError) {
        let quantiles = row.latency.quantiles([0.5, 0.9, 0.99])
        try effectWindow.run(
            run,
            window,
            row.effect.name,
            row.latency.count,
            row.latency.encodedV2(),
            quantiles[0],
            quantiles[1],
            quantiles[2],
            row.latency.max
        )
    }

    private mutating func add(_ record: SessionRecord, to run: Int64) throws(DatabaseError) {
        assert(record.isConsistent, "a visit goes forward in time, and its energies agree")
        try session.run(
            run,
            record.site,
            record.visit,
            record.charger,
            record.connector,
            record.label,
            record.tag,
            record.arrived,
            record.plugged,
            record.started,
            record.stopped,
            record.left,
            Double(record.requestedMilliwattHours) / 1_000,
            record.deliveredWattHours,
            record.outcome.name,
            record.reason,
            record.transaction,
            record.missingWattHours(.noBay),
            record.missingWattHours(.stay),
            record.missingWattHours(.vehicle),
            record.missingWattHours(.limit),
            record.missingWattHours(.floor),
            record.missingWattHours(.fault),
            record.started.map { _ in record.isStartedRemotely ? "csms" : "driver" }
        )
        // Only transactions have reasons for which they ended.
        guard record.transaction == nil, record.reason != nil else { return }
        let key = SessionKey(run: run, site: record.site, visit: record.visit)
        unnamed[key] = session.lastRowID
    }
}

extension SessionRecord {
    fileprivate func missingWattHours(_ cause: Shortfall.Cause) -> Double? {
        shortfall.map { Double($0[cause]) / 1_000 }
    }
}

extension Statement {
    /// Adds the calls of a part of the fleet.
    fileprivate func add(
        _ row: SubsetTable.Row,
        at window: SimTime,
        to run: Int64
    ) throws(DatabaseError) {
        var times = ResponseTimes()
        let (answered, unanswered) = (row.answered.histogram, row.unanswered.histogram)
        times.add(answered, .ok, longest: Int(row.answered.max))
        times.add(unanswered, .timeout, longest: Int(row.unanswered.max))
        let quantiles = times.count > 0 ? times.quantiles([0.5, 0.99]) : []
        try self.run(
            run,
            window,
            row.trait.name,
            row.name.visible,
            row.count,
            row.failed,
            answered.count > 0 ? answered.encodedV2() : nil,
            unanswered.count > 0 ? unanswered.encodedV2() : nil,
            quantiles.first?.microseconds,
            quantiles.last?.microseconds,
            quantiles.isEmpty ? nil : Int(max(row.answered.max, row.unanswered.max))
        )
    }
}

/// What is written for each row.
private enum Insert {
    static let callWindow = """
        INSERT INTO call_window (run, window_us, action, direction, outcome, count, bytes_sent,
            bytes_received, latency, service, p50_us, p90_us, p99_us, max_us, overdue)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let call = """
        INSERT INTO call (run, charger, action, direction, intended_us, sent_us, replied_us,
            outcome, error)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let connectionWindow = """
        INSERT INTO connection_window (run, window_us, connecting, connected, failed, opened,
            closed, handshake_p99_us, handshake, last_answer_us, silent_since_us, waiting,
            connected_least, connected_most)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let effectWindow = """
        INSERT INTO effect_window (run, window_us, effect, count, latency, p50_us, p90_us, p99_us,
            max_us)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let session = """
        INSERT INTO session (run, site, visit, charger, connector, label, id_tag, arrived_us,
            plugged_us, started_us, stopped_us, left_us, requested_wh, delivered_wh, outcome,
            reason, transaction_id, missing_no_bay_wh, missing_stay_wh, missing_vehicle_wh,
            missing_limit_wh, missing_floor_wh, missing_fault_wh, started_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let lagWindow = """
        INSERT INTO lag_window (run, window_us, events, lag_p50_us, lag_p99_us, lag_max_us,
            late, cpu_percent, rss_bytes, late_by_host, waited_us, pressure_us)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let powerWindow = """
        INSERT INTO power_window (run, window_us, site, node, limit_ma, l1_ma, l2_ma, l3_ma,
            power_w, demand_w)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let callError = """
        INSERT INTO call_error (run, window_us, action, direction, code, count, text)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    static let connectionFailure = """
        INSERT INTO connection_failure (run, window_us, kind, reason, count, kept_out)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    static let observation = """
        INSERT INTO observation (run, at_us, source, name, labels, value) VALUES (?, ?, ?, ?, ?, ?)
        """
    static let subsetWindow = """
        INSERT INTO subset_window (run, window_us, trait, name, count, failed, latency, unanswered,
            p50_us, p99_us, max_us)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let lateTransaction = "UPDATE session SET transaction_id = ? WHERE rowid = ?"
    static let frame =
        "INSERT INTO frame (run, charger, at_us, direction, text) VALUES (?, ?, ?, ?, ?)"
    static let event =
        "INSERT INTO event (run, at_us, charger, kind, detail) VALUES (?, ?, ?, ?, ?)"
}
