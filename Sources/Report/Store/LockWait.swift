import CSQLite
import Glibc

/// Waits for locks that other connections hold.
///
/// SQLite's own wait cannot be cut short: a run would not end for a minute after Ctrl-C while another
/// program keeps a transaction open.
final class LockWait {
    var patience: LockPatience
    private let connection: OpaquePointer

    /// Has a connection wait so.
    init(_ connection: OpaquePointer, milliseconds: Int32) {
        self.connection = connection
        patience = LockPatience(milliseconds: milliseconds)
        sqlite3_busy_handler(
            connection,
            { context, looks in
                guard let context else { return 0 }
                let wait = Unmanaged<LockWait>.fromOpaque(context).takeUnretainedValue()
                guard let pause = wait.patience.pause(after: looks) else { return 0 }
                usleep(UInt32(pause) * 1_000)
                return 1
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Lets the connection go, whose statements may outlive its database.
    func close() {
        sqlite3_busy_handler(connection, nil, nil)
    }
}

/// How long a lock is waited for.
struct LockPatience {
    /// For each lock.
    var milliseconds: Int32
    /// Whether the user wants an end: then it is not waited for as long.
    var shouldEnd: () -> Bool = { false }
    private var waited: Int32 = 0
    /// In all since an end was wanted.
    private var waitedForEnd: Int32 = 0

    /// Milliseconds for each lock once an end is wanted, and for all of them.
    static let forEnd: Int32 = 1_000
    private static let maximumForEnd: Int32 = 2_000
    /// How long it sleeps between two looks at most.
    private static let longestPause: Int32 = 50

    init(milliseconds: Int32) {
        self.milliseconds = milliseconds
    }

    /// Milliseconds to sleep before the next look at a lock; nil: it has waited long enough.
    mutating func pause(after looks: Int32) -> Int32? {
        if looks == 0 { waited = 0 }
        let endIsWanted = shouldEnd()
        let limit = endIsWanted ? min(milliseconds, Self.forEnd) : milliseconds
        guard waited < limit, waitedForEnd < Self.maximumForEnd else { return nil }
        let pause = min(looks + 1, Self.longestPause, limit - waited)
        waited += pause
        if endIsWanted { waitedForEnd += pause }
        assert(pause > 0, "between two looks there is time")
        return pause
    }
}
