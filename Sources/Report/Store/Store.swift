import FleetSim
import Foundation
import Scenarios

/// Writes runs into a run database, one after the other.
///
/// While a run is under way a transaction is always open, so SQLite's lock for writers is always
/// held: by it a reader tells a run that is being written from one whose writer was killed, and a
/// second writer is turned away. A kill leaves at most a journal beside the file, which the next
/// reader rolls back; what was committed stays. Nothing is synced to the disk, since a kill takes
/// nothing from the kernel's cache: only a crash of the whole machine could tear the file.
package struct Store: ~Copyable {
    let database: Database
    private var rows: RowWriter
    private(set) var run: Int64?
    private var windowsPerCommit = 1
    private var windowsWaiting = 0
    private var eventsSoFar = 0
    private var reachedSoFar = SimTime.zero
    private var supplies: [Int32: RunManifest.SupplyEntry] = [:]

    /// Opens a file to which runs will be added, or makes it.
    package init(path: String) throws(DatabaseError) {
        let database = try Database(path: path, access: .write)
        guard database.mayWrite else { throw DatabaseError(path: path, reason: .readOnly) }
        if try Schema.isEmpty(database) { try Schema.create(in: database) }
        try Schema.check(database)
        try Schema.upgrade(database)
        try database.run(Self.settings)
        rows = try RowWriter(for: database)
        self.database = database
    }

    /// Adds a run and gives its number; all that is written before `finish` belongs to it.
    @discardableResult
    package mutating func begin(
        _ manifest: RunManifest,
        host: HostFacts,
        startedAt: Date
    ) throws(DatabaseError) -> Int {
        precondition(run == nil, "a run is under way already")
        try database.becomeWriter()
        let number = try database.addRun(manifest, host: host, startedAt: startedAt)
        run = number
        supplies = manifest.supplies
        // A live window takes a minute, and then it should be there to be looked at.
        windowsPerCommit = manifest.mode == .live ? 1 : Self.virtualWindowsPerCommit
        windowsWaiting = 0
        eventsSoFar = 0
        reachedSoFar = .zero
        try database.run("COMMIT")
        try database.run("BEGIN IMMEDIATE")
        return Int(number)
    }

    /// Adds what one window measured.
    package mutating func write(
        _ batch: borrowing Batch,
        usage: ProcessUsage? = nil
    ) throws(DatabaseError) {
        guard let run else { preconditionFailure("no run is under way") }
        try rows.add(batch, usage: usage, to: run)
        try rows.add(batch.power, of: supplies, at: batch.start, to: run)
        eventsSoFar += batch.handled
        reachedSoFar = batch.end
        windowsWaiting += 1
        guard windowsWaiting >= windowsPerCommit else { return }
        try database.noteProgress(of: run, simulated: batch.end, events: eventsSoFar)
        do throws(DatabaseError) {
            try database.run("COMMIT")
        } catch  where error.reason == .locked {
            // Somebody reads the file for longer than we wait: the next window tries again.
            return
        }
        try database.run("BEGIN IMMEDIATE")
        windowsWaiting = 0
    }

    /// Adds something worth a row that no window tells of.
    package func note(_ notable: Notable) throws(DatabaseError) {
        guard let run else { preconditionFailure("no run is under way") }
        try rows.add(notable, to: run)
    }

    /// Ends a run that cannot go on, as far as the file still lets itself be written.
    package mutating func fail(_ reason: String, endedAt: Date, elapsed: Duration) {
        guard let run else { return }
        self.run = nil
        do throws(DatabaseError) {
            try database.noteProgress(of: run, simulated: reachedSoFar, events: eventsSoFar)
            try database.failRun(run, reason, endedAt: endedAt, elapsed: elapsed)
            try database.run("COMMIT")
        } catch {
            // What the last transaction would have added is lost; the row of the run is there.
            try? database.run("ROLLBACK")
            try? database.failRun(run, reason, endedAt: endedAt, elapsed: elapsed)
        }
    }

    /// Ends the run and judges it: from here on the file is whole without its writer.
    ///
    /// A run that did not come to its end, or is not to be believed, is not judged.
    @discardableResult
    package mutating func finish(
        _ result: RunResult,
        judgedBy thresholds: [Threshold] = [],
        byDefault defaults: [Threshold] = [],
        endedAt: Date,
        elapsed: Duration
    ) throws(DatabaseError) -> [Verdict] {
        guard let run else { preconditionFailure("no run is under way") }
        try database.finishRun(run, result, endedAt: endedAt, elapsed: elapsed)
        var verdicts: [Verdict] = []
        if result.status == .complete {
            verdicts = try database.verdicts(
                on: thresholds,
                byDefault: defaults,
                ofRun: Int(run)
            )
            try database.add(verdicts, to: run)
        }
        try database.addCallSlots(of: Int(run), until: result.reached)
        database.waitForLocks(milliseconds: Self.patienceAtTheEnd)
        defer { database.waitForLocks(milliseconds: Self.patience) }
        try database.run("COMMIT")
        self.run = nil
        return verdicts
    }
}

extension Store {
    /// Virtual windows pass in a millisecond or so; 16 in one transaction cost a third less.
    private static let virtualWindowsPerCommit = 16
    /// Milliseconds to wait for readers, who are done in a fraction of a second.
    private static let patience: Int32 = 250
    /// The last transaction cannot be put off, and nothing waits for it.
    private static let patienceAtTheEnd: Int32 = 60_000

    /// A cache that holds all that 16 windows change, so that none of it is written early.
    private static let settings = """
        PRAGMA journal_mode = DELETE;
        PRAGMA synchronous = OFF;
        PRAGMA cache_size = -65536;
        PRAGMA busy_timeout = \(patience);
        """
}
