import FleetSim
import FoundationEssentials
import Glibc
import Observing
import Scenarios

/// Writes runs into a run database, one after the other.
///
/// While a run is under way the file has a log beside it (SQLite's WAL), so that neither a reader nor
/// another run holds it up. What the log has is folded into the file as the run goes, and after the
/// end the file is alone again. What a kill leaves and why this way: docs/run-database.md.
package struct Store: ~Copyable {
    let database: Database
    private var rows: RowWriter
    private(set) var run: Int64?
    private var startedAt = Date(timeIntervalSince1970: 0)
    private var isLive = false
    private var eventsSoFar = 0
    /// Windows that wait for a transaction: while one is open no other run can add anything, so it begins
    /// only when all that it adds is there.
    private var waiting: [(batch: Batch, usage: ProcessUsage?)] = []
    private var rowsWaiting = 0
    private var sums: RunningSums?
    private var supplies: [Int32: RunManifest.SupplyEntry] = [:]
    private var log: WriteLog
    /// What was observed and waits for the next window.
    private var observations: [(source: String, at: SimTime, figure: Observation)] = []
    /// Of a soak.
    private var ageing: AgeingWindows?
    private var isSoak = false
    /// Whether a window is written half.
    private var isMidWindow = false
    /// What a full disk has left for the row that says how the run ended.
    private var room: RoomForEnd?

    /// Whether the user wants an end: then locks of others are not waited for as long.
    private let shouldEnd: () -> Bool
    /// Simulated seconds per real second.
    private var speed = 1.0

    /// Opens a file to which runs will be added, or makes it.
    package init(
        path: String,
        isPrivate: Bool = false,
        shouldEnd: @escaping () -> Bool = { false }
    ) throws(DatabaseError) {
        let database = try Database(
            path: path,
            access: isPrivate ? .writePrivately : .write,
            patience: Self.patience
        )
        database.stopWaiting(when: shouldEnd)
        guard database.mayWrite else { throw DatabaseError(path: path, reason: .readOnly) }
        try database.run(Self.settings)
        let isNew = try Schema.isEmpty(database)
        if !isNew { try Schema.check(database) }
        try database.closeToOthers()
        // A file that is to be brought to today's schema may be read by others as well.
        if !isNew { _ = try database.startLog() }
        try Schema.prepare(database)
        let log = try database.startLog()
        rows = try RowWriter(for: database)
        self.log = log
        self.database = database
        self.shouldEnd = shouldEnd
    }

    /// Adds a run and gives its number; all that is written before `finish` belongs to it.
    @discardableResult
    package mutating func begin(
        _ manifest: RunManifest,
        host: HostFacts,
        startedAt: Date,
        isSoak: Bool = false
    ) throws(DatabaseError) -> Int {
        precondition(run == nil, "a run is under way already")
        // What was measured in real time cannot be made again.
        if manifest.kind.isLive { try database.run("PRAGMA synchronous = NORMAL") }
        if log == .absent { log = try database.startLog() }
        room = try RoomForEnd.take(beside: database.path, scenario: manifest.scenarioText)
        let number: Int64
        do throws(DatabaseError) {
            try beginTransaction()
            try database.endRunsWithoutWriter()
            number = try database.addRun(manifest, host: host, startedAt: startedAt)
            _ = try commit(waiting: 0)
        } catch {
            room = nil
            try? database.run("ROLLBACK")
            throw error
        }
        run = number
        self.startedAt = startedAt
        supplies = manifest.supplies
        sums = RunningSums(manifest)
        self.isSoak = isSoak
        ageing = isSoak ? AgeingWindows(manifest) : nil
        observations = []
        isLive = manifest.kind.isLive
        speed = manifest.speed ?? 1
        eventsSoFar = 0
        waiting = []
        rowsWaiting = 0
        return Int(number)
    }

    /// Adds what one window measured.
    package mutating func write(
        _ batch: borrowing Batch,
        usage: ProcessUsage? = nil
    ) throws(DatabaseError) {
        precondition(run != nil, "no run is under way")
        assert(batch.end >= batch.start, "a window goes forward in time")
        waiting.append((copy batch, usage))
        rowsWaiting +=
            batch.singles.count + batch.sessions.count + batch.power.count + batch.frames.count
        // A live window takes a minute, and then the file should have it.
        guard
            waiting.count >= (isLive ? windowsAtOnce(batch) : Self.maximumWaiting)
                || rowsWaiting >= Self.maximumRowsWaiting
        else { return }
        try addWaiting()
        guard try commit(waiting: 0) else { return }
        switch log {
        case .absent: log = try database.startLog()
        case .folding: if isLive { try database.foldLog() }
        // Whether the reader has gone is asked once in a minute: to ask holds other readers up.
        case .growing: if isLive { log = try database.restartLog() }
        }
    }

    /// Adds what a source has told.
    package mutating func observe(
        _ source: String,
        _ figures: [(at: SimTime, figure: Observation)]
    ) throws(DatabaseError) {
        observations += figures.map { (source, $0.at, $0.figure) }
        guard observations.count >= Self.maximumRowsWaiting else { return }
        try addWaiting()
        _ = try commit(waiting: 0)
    }

    /// Adds the windows that wait, in a transaction that is open after it.
    private mutating func addWaiting() throws(DatabaseError) {
        guard let run else { preconditionFailure("no run is under way") }
        try beginTransaction()
        for (source, at, figure) in observations {
            try rows.add(figure, of: source, at: at, to: run)
        }
        observations = []
        guard let last = waiting.last else { return }
        isMidWindow = true
        for (batch, usage) in waiting {
            try rows.add(batch, usage: usage, to: run)
            try rows.add(batch.power, of: supplies, at: batch.start, to: run)
            eventsSoFar += batch.handled
            sums?.note(batch)
        }
        try sums?.write(to: database, run: run)
        try ageing?.merge(
            database,
            run: run,
            reached: last.batch.end,
            summedUpTo: sums?.edge
        )
        try database.noteProgress(of: run, simulated: last.batch.end, events: eventsSoFar)
        isMidWindow = false
        waiting = []
        rowsWaiting = 0
    }

    /// Adds something worth a row that no window tells of.
    package mutating func note(_ notable: Notable) throws(DatabaseError) {
        guard let run else { preconditionFailure("no run is under way") }
        try addWaiting()
        try rows.add(notable, to: run)
        _ = try commit(waiting: 0)
    }

    /// Adds rows that are written at one go.
    mutating func add(_ rows: (borrowing Database, Int64) throws(DatabaseError) -> Void)
        throws(DatabaseError)
    {
        guard let run else { preconditionFailure("no run is under way") }
        try addWaiting()
        isMidWindow = true
        try rows(database, run)
        isMidWindow = false
        _ = try commit(waiting: 0)
    }

    /// Ends a run that cannot go on, as far as the file still lets itself be written.
    package mutating func fail(_ reason: String, elapsed: Duration) {
        guard let run else { return }
        room = nil
        if !isMidWindow { try? addWaiting() }
        self.run = nil
        // Half a window would be counted as a whole one.
        if isMidWindow { try? database.run("ROLLBACK") }
        isMidWindow = false
        for isLastTry in [false, true] {
            do throws(DatabaseError) {
                try beginTransaction()
                try database.failRun(run, reason, endedAt: ended(after: elapsed), elapsed: elapsed)
                // Where the end of the run has waited already, it need not wait that long again.
                _ = try commit(waiting: Self.patienceOnceMore)
                break
            } catch {
                try? database.run("ROLLBACK")
                // On a full disk, room for one more row may be where the log is.
                if !isLastTry { try? database.foldLog() }
            }
        }
        try? database.endLog(log)
    }

    /// Ends the run and judges it: from here on the file is whole without its writer.
    ///
    /// A run that did not come to its end, or is not to be believed, is not judged.
    @discardableResult
    package mutating func finish(
        _ result: RunResult,
        judgedBy thresholds: [Threshold] = [],
        byDefault defaults: [Threshold] = [],
        elapsed: Duration
    ) throws(DatabaseError) -> [Verdict] {
        guard let run else { preconditionFailure("no run is under way") }
        try addWaiting()
        if log == .folding, try commit(waiting: 0) { try database.foldLog() }
        try beginTransaction()
        try database.finishRun(
            run,
            result,
            endedAt: ended(after: elapsed),
            elapsed: elapsed
        )
        try database.addCallSlots(of: Int(run), until: result.reached)
        if isSoak { try database.add(try database.measuredDrifts(of: Int(run)), to: run) }
        var verdicts: [Verdict] = []
        if result.status == .complete {
            verdicts = try database.verdicts(
                on: thresholds,
                byDefault: defaults,
                ofRun: Int(run)
            )
            try database.add(verdicts, to: run)
        }
        guard try commitAtTheEnd() else {
            throw DatabaseError(path: database.path, reason: .locked)
        }
        // All of it is written, and stands in the log where readers are in the way. A disk that fails now leaves
        // more behind than the file that its user will take for the whole.
        try database.endLog(log)
        self.run = nil
        room = nil
        log = .absent
        return verdicts
    }
}

extension Store {
    /// When a run is over: the clock on the wall, which may be put back, is asked at its beginning alone.
    private func ended(after elapsed: Duration) -> Date {
        assert(elapsed >= .zero, "a run takes time")
        return startedAt.addingTimeInterval(elapsed / .seconds(1))
    }

    private func beginTransaction() throws(DatabaseError) {
        if !database.isInTransaction { try database.beginWriting() }
    }

    /// Ends the transaction; false: there is no log, and another program reads the file for longer than this waits,
    /// so that what is written stays in memory until the next time.
    private func commit(waiting milliseconds: Int32) throws(DatabaseError) -> Bool {
        assert(database.isInTransaction, "what is committed was begun")
        database.patienceForLocks = milliseconds
        defer { database.patienceForLocks = Self.patience }
        do throws(DatabaseError) {
            try database.run("COMMIT")
        } catch  where error.reason == .locked {
            return false
        }
        try database.refuseMoved()
        return true
    }

    /// The same, with a look between whether it is to wait no longer.
    private func commitAtTheEnd() throws(DatabaseError) -> Bool {
        var waited: Int32 = 0
        while waited < (shouldEnd() ? Self.patienceOnceMore : Self.patience) {
            if try commit(waiting: Self.slice) { return true }
            waited += Self.slice
        }
        return false
    }

    /// How many windows of a live run are written in one transaction: where they are shorter than a disk is
    /// quick, each by itself would hold the run up.
    private func windowsAtOnce(_ batch: borrowing Batch) -> Int {
        assert(speed > 0, "simulated time goes on as real time does")
        let real = Double((batch.end - batch.start).microseconds) / speed
        return real > 0 ? Int(min(Self.usualWrite / real, Double(Self.maximumWaiting))) : 1
    }

    /// Microseconds between two transactions of a live run that no disk minds.
    private static let usualWrite = 100_000.0
    /// Virtual windows pass in a millisecond or so, and each transaction writes the last page of every
    /// table to the log anew.
    private static let maximumWaiting = 16
    /// Single calls and sessions, so that those of a large fleet do not gather in memory.
    private static let maximumRowsWaiting = 20_000
    /// Milliseconds to wait for other runs, which hold the file for as long as they add a window.
    private static let patience: Int32 = 60_000
    private static let patienceOnceMore = LockPatience.forEnd
    private static let slice: Int32 = 100

    /// The cache holds what a window changes; whether a log may be folded in shows once there is one.
    private static let settings = """
        PRAGMA synchronous = OFF;
        PRAGMA cache_size = -65536;
        PRAGMA wal_autocheckpoint = 0;
        """
}
