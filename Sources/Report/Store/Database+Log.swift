import CSQLite
import Glibc

/// What stands beside a file while it is written.
enum WriteLog {
    /// Nothing: the log cannot be had.
    case absent
    /// A log of which every program knows that has the file open: what stands in it is copied into the
    /// file as the run goes.
    case folding
    /// A log of which a reader may not know that was there before: it reads the file alone, which
    /// therefore stays as it is for as long as any other program has it open.
    case growing
}

/// The log (SQLite's WAL) beside a file while it is written.
extension Database {
    /// Puts what is written into a log from now on, even while other programs read the file.
    func startLog() throws(DatabaseError) -> WriteLog {
        if try hasJournal("WAL") != "wal", try !putLogBeside() { return .absent }
        let log: WriteLog = try namesLog() ? .folding : .growing
        try run("PRAGMA wal_autocheckpoint = \(log == .folding ? Self.maximumPagesOfLog : 0)")
        return log
    }

    /// Folds a log in that only grows and starts another, if no other program has the file open.
    func restartLog() throws(DatabaseError) -> WriteLog {
        try hasJournal("DELETE") == "wal" ? .growing : startLog()
    }

    /// Copies what stands in the log into the file, but for what a reader does not know of yet.
    func foldLog() throws(DatabaseError) {
        try run("PRAGMA wal_checkpoint(PASSIVE)")
    }

    /// Folds the log into the file, which is alone again; where others have it open, as far as they let
    /// that be done, and the last of them to close it does the rest.
    func endLog(_ log: WriteLog) throws(DatabaseError) {
        if try hasJournal("DELETE") == "wal", log == .folding { try foldLog() }
    }

    /// Makes one file in the plain format of what runs have left, if it is ours and no other program has it open.
    func makeWhole() throws(DatabaseError) {
        if isInTransaction { try run("ROLLBACK") }
        guard try number("PRAGMA application_id") == Schema.applicationID else { return }
        try endLog(.absent)
    }

    /// Begins a transaction that writes.
    func beginWriting() throws(DatabaseError) {
        try run("BEGIN IMMEDIATE")
        // A log that another run put there after SQLite had looked for one, and before its lock.
        while hasLogBeside, try journal() != "wal" {
            try run("ROLLBACK")
            try run("BEGIN IMMEDIATE")
        }
    }

    /// The log of a file that some program still has open, and that therefore holds rows of it; nil: there is
    /// none.
    package static func log(besides path: String) -> String? {
        guard let file = realpath(path, nil) else { return nil }
        defer { free(file) }
        let log = String(cString: file) + "-wal"
        return isLog(log) ? log : nil
    }

    private var hasLogBeside: Bool { Self.isLog(logPath) }

    /// Whether there is a log, as SQLite judges it: an empty one is none.
    private static func isLog(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && facts.st_size > 0
    }

    /// Gives a file a log though others read it as one that has none; false: that cannot be done.
    ///
    /// To say in the file that there is a log, SQLite would wait for all its readers. But it uses a log
    /// that is there whatever the file says. So one is put there, under the lock of a writer,
    /// and not a byte of the file changes for those who read it.
    private func putLogBeside() throws(DatabaseError) -> Bool {
        try run("BEGIN IMMEDIATE")
        let isThere = hasLogBeside || makeLog()
        try run("ROLLBACK")
        guard isThere else { return false }
        // SQLite looks for it with the next transaction.
        if (try? number("SELECT count(*) FROM sqlite_schema")) != nil, try journal() == "wal" {
            return true
        }
        var facts = stat()
        if stat(logPath, &facts) == 0, facts.st_size == Self.headOfLog { unlink(logPath) }
        return false
    }

    /// Writes the head of a log that holds nothing.
    ///
    /// SQLite writes its own over it with the first page.
    private func makeLog() -> Bool {
        var facts = stat()
        let file = open(logPath, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        // Who may read the file may read its log.
        if stat(path, &facts) == 0 {
            fchmod(file, facts.st_mode & 0o777)
            _ = fchown(file, facts.st_uid, facts.st_gid)
        }
        let head = [UInt8](repeating: 0, count: Self.headOfLog)
        return write(file, head, head.count) == head.count
    }

    /// Whether the file itself says that it has a log: then every program that opened it knows of it.
    private func namesLog() throws(DatabaseError) -> Bool {
        // The version of the format for readers (SQLite's file format, §1.3): 2 is WAL.
        try byte(at: 19) == 2
    }

    /// Wants another kind of journal, waits for no one, and gives the kind that there is now.
    private func hasJournal(_ kind: String) throws(DatabaseError) -> String {
        var found = ""
        let patience = patienceForLocks
        patienceForLocks = 0
        defer { patienceForLocks = patience }
        do throws(DatabaseError) {
            try read("PRAGMA journal_mode = \(kind)") { row in found = row.text(at: 0) }
        } catch  where error.reason == .locked {
            return try journal()
        }
        return found
    }

    private func journal() throws(DatabaseError) -> String {
        var found = ""
        try read("PRAGMA journal_mode") { row in found = row.text(at: 0) }
        return found
    }

    /// Pages of 4 KiB by which a log grows before it is folded in.
    private static let maximumPagesOfLog = 2_048
    /// Bytes of a log's head (SQLite's file format, §4.1).
    private static let headOfLog = 32
}
