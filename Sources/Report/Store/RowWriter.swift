import FleetSim
import Observing
import Scenarios

/// Writes the rows of windows through statements that are prepared once.
struct RowWriter: ~Copyable {
    private let callWindow: RowInsert<CallWindowRow>
    private let call: RowInsert<CallRecord>
    private let connectionWindow: RowInsert<ConnectionRow>
    private let effectWindow: RowInsert<EffectWindowRow>
    private let session: RowInsert<SessionRecord>
    private let lagWindow: RowInsert<LagRow>
    private let event: RowInsert<Notable>
    private let powerWindow: RowInsert<PowerRow>
    private var errors: ErrorWriter
    private let connectionFailure: RowInsert<FailureTable.Row>
    private let lateTransaction: Statement
    private let frame: RowInsert<FrameRecord>
    private let subsetWindow: RowInsert<SubsetRow>
    private let observation: RowInsert<ObservationRow>
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
        let start = batch.start
        for row in batch.calls.inOrder {
            try callWindow.add(CallWindowRow(row), at: start, to: run)
        }
        for record in batch.singles {
            assert(record.sent.map { $0 >= record.intended } ?? true, "never before it is due")
            try call.add(record, to: run)
        }
        for record in batch.frames { try frame.add(record, to: run) }
        try errors.add(batch, to: run)
        for row in batch.failures.inOrder { try connectionFailure.add(row, at: start, to: run) }
        let connections = ConnectionRow(counts: batch.connections, answers: batch.answers)
        try connectionWindow.add(connections, at: start, to: run)
        for row in batch.effects.inOrder {
            try effectWindow.add(EffectWindowRow(row), at: start, to: run)
        }
        for row in batch.subsets.rows {
            try subsetWindow.add(SubsetRow(row), at: batch.subsets.start ?? start, to: run)
        }
        for record in batch.sessions { try add(record, to: run) }
        // After the sessions: the id may come in the window in which the visit ended.
        for late in batch.lateTransactions {
            let key = SessionKey(run: run, site: late.site, visit: late.visit)
            guard let row = unnamed.removeValue(forKey: key) else { continue }
            try lateTransaction.run(late.id, row)
        }
        let lag = LagRow(events: batch.handled, lag: batch.lag, usage: usage)
        try lagWindow.add(lag, at: start, to: run)
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
        try observation.add(ObservationRow(at: time, source: source, figure: figure), to: run)
    }

    func add(_ notable: Notable, to run: Int64) throws(DatabaseError) {
        try event.add(notable, to: run)
    }
}

extension RowWriter {
    init(for database: borrowing Database) throws(DatabaseError) {
        self.init(
            callWindow: try RowInsert(RowTables.callWindow, database),
            call: try RowInsert(RowTables.call, database),
            connectionWindow: try RowInsert(RowTables.connectionWindow, database),
            effectWindow: try RowInsert(RowTables.effectWindow, database),
            session: try RowInsert(RowTables.session, database),
            lagWindow: try RowInsert(RowTables.lagWindow, database),
            event: try RowInsert(RowTables.event, database),
            powerWindow: try RowInsert(RowTables.powerWindow, database),
            errors: try ErrorWriter(for: database),
            connectionFailure: try RowInsert(RowTables.connectionFailure, database),
            lateTransaction: try database.prepare(Self.nameTransaction),
            frame: try RowInsert(RowTables.frame, database),
            subsetWindow: try RowInsert(RowTables.subsetWindow, database),
            observation: try RowInsert(RowTables.observation, database)
        )
    }

    private static var nameTransaction: String {
        "UPDATE session SET transaction_id = ? WHERE rowid = ?"
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
            let node = supply.nodes[Int(record.node)]
            try powerWindow.add(
                PowerRow(site: supply.name, node: node, record: record),
                at: window,
                to: run
            )
        }
    }

    private mutating func add(_ record: SessionRecord, to run: Int64) throws(DatabaseError) {
        assert(record.isConsistent, "a visit goes forward in time, and its energies agree")
        try session.add(record, to: run)
        // Only transactions have reasons for which they ended.
        guard record.transaction == nil, record.reason != nil else { return }
        let key = SessionKey(run: run, site: record.site, visit: record.visit)
        unnamed[key] = session.lastRowID
    }
}
