import CSQLite
import Glibc

/// Why a run database could not be opened, read or written.
package struct DatabaseError: Error, Equatable {
    package enum Reason: Equatable, Sendable {
        case missing
        case isFolder
        /// A pipe, a device or a socket.
        case noFile
        case cannotOpen
        /// Its folder takes no new file.
        case cannotMake
        case readOnly
        /// Its file is no longer where it was opened.
        case moved
        case locked
        case full
        case damaged
        /// SQLite cannot read it, or it is some other program's database.
        case foreign
        case newerSchema(Int64)
        case inputOutput
        case other
    }

    package let path: String
    package let reason: Reason
    /// SQLite's own words, or ours where it had none.
    package let message: String
    /// What was being asked, if it was SQL.
    package let sql: String?

    package init(path: String, reason: Reason, message: String = "", sql: String? = nil) {
        self.path = path
        self.reason = reason
        self.message = message
        self.sql = sql
    }

    /// What a call into SQLite came back with.
    init(path: String, code: Int32, connection: OpaquePointer?, sql: String? = nil) {
        let ofLastCall = errno
        var fault = connection.map { Int32(sqlite3_system_errno($0)) } ?? 0
        // SQLite does not keep what kept it from ending a transaction.
        if fault == 0, code & 0xFF == SQLITE_IOERR, [EIO, EFBIG, EDQUOT].contains(ofLastCall) {
            fault = ofLastCall
        }
        let reason = Reason(code, systemError: fault)
        // Nothing but a query's budget interrupts it.
        guard code & 0xFF != SQLITE_INTERRUPT else {
            self.init(path: path, reason: .damaged, message: QueryBudget.exceeded, sql: sql)
            return
        }
        var message = String(cString: connection.flatMap(sqlite3_errmsg) ?? sqlite3_errstr(code))
        // Of a failed call SQLite says only that one failed.
        if fault != 0, reason == .inputOutput || reason == .cannotOpen {
            message += ": " + String(cString: strerror(fault))
        }
        self.init(path: path, reason: reason, message: message, sql: sql)
    }
}

extension DatabaseError.Reason {
    /// A disk that gave way; nil: it did not.
    init?(systemError: Int32) {
        switch systemError {
        case ENOSPC, EDQUOT: self = .full
        case EIO: self = .inputOutput
        default: return nil
        }
    }

    /// SQLITE_READONLY_DBMOVED, which is computed in C's header.
    private static let databaseMoved = SQLITE_READONLY | 4 << 8

    fileprivate init(_ code: Int32, systemError: Int32) {
        // The low byte is the kind of error; the rest of an extended code refines it.
        switch code & 0xFF {
        case SQLITE_CANTOPEN where systemError == ENOENT: self = .missing
        case SQLITE_CANTOPEN where systemError == EISDIR: self = .isFolder
        case SQLITE_CANTOPEN: self = Self(systemError: systemError) ?? .cannotOpen
        case SQLITE_READONLY where code == Self.databaseMoved: self = .moved
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly
        case SQLITE_BUSY, SQLITE_LOCKED: self = .locked
        case SQLITE_FULL: self = .full
        // SQLite takes a disk that cannot be read for one that is damaged.
        case SQLITE_CORRUPT where systemError == EIO: self = .inputOutput
        case SQLITE_CORRUPT: self = .damaged
        case SQLITE_NOTADB: self = .foreign
        case SQLITE_IOERR: self = .inputOutput
        default: self = .other
        }
    }
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        "\(path.isEmpty ? "run database" : path): \(what)"
    }

    /// The same without the name of the file.
    package var what: String { problem + details }

    /// Whether nothing can be wrong but what the user named: no disk, and no other program.
    package var isOfInput: Bool {
        switch reason {
        case .isFolder, .noFile, .foreign, .newerSchema: true
        // Once it is open, a file that cannot be reached is the disk's doing.
        case .missing, .cannotOpen: sql == nil
        case .cannotMake: true
        case .readOnly: access(path, W_OK) != 0
        case .damaged, .locked, .full, .inputOutput, .moved, .other: false
        }
    }

    /// Whether it is the disk that gave way.
    package var isOfDisk: Bool {
        switch reason {
        case .full, .inputOutput: true
        case .missing, .isFolder, .noFile, .cannotOpen, .cannotMake, .readOnly, .moved, .locked,
            .damaged, .foreign, .newerSchema, .other:
            false
        }
    }

    private var problem: String {
        switch reason {
        case .missing: "no such file or folder"
        case .isFolder: "it is a folder, not a run database"
        case .noFile: "it is no file but a pipe, a device or a socket"
        case .cannotOpen: "it cannot be opened"
        case .cannotMake: "its folder takes no new file"
        case .readOnly: "it may not be written"
        case .moved: "it was moved, replaced or removed while it was written"
        case .locked: "another program is reading or writing it, and did not let go of it in time"
        case .full: "the disk is full"
        case .damaged: "the file is damaged"
        case .foreign: "it is not a run database of FleetSim"
        case .newerSchema(let version):
            "it was written by a newer FleetSim (schema \(version), this one knows \(Schema.version))"
        case .inputOutput: "the disk could not be read or written"
        case .other: "the database refused"
        }
    }

    private var details: String {
        // Where nothing is wrong but the file, the statement says nothing to its user.
        let query =
            isOfInput
            ? nil
            : sql.map {
                " in: " + $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
        return message.isEmpty ? "" : " (\(message)\(query.map { String($0.prefix(100)) } ?? ""))"
    }
}
