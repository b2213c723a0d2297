import Glibc

/// Room on the disk that a run keeps for the row that says how it ended, should the disk be full by then.
///
/// It is a file without a name in the folder of the database: it goes with the process, however that ends.
/// Where the file system has no such files there is none, and a full disk may leave the run unended.
struct RoomForEnd: ~Copyable {
    private let file: Int32

    private init(_ file: Int32) {
        self.file = file
    }

    deinit { close(file) }

    /// Takes the room, which the row of a run with that scenario needs; nil: it cannot be had.
    static func take(
        beside path: String,
        scenario: String
    ) throws(DatabaseError) -> RoomForEnd? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        let folders = String(cString: resolved).split(separator: "/").dropLast()
        let file = open(
            "/" + folders.joined(separator: "/"),
            unnamed | O_RDWR | O_CLOEXEC,
            0o600
        )
        guard file >= 0 else { return nil }
        let room = RoomForEnd(file)
        // The row has the scenario in it, and is written anew with it.
        let code = posix_fallocate(file, 0, minimumBytes + 2 * scenario.utf8.count)
        guard code != ENOSPC, code != EDQUOT else {
            throw DatabaseError(path: path, reason: .full, message: String(cString: strerror(code)))
        }
        return room
    }

    /// O_TMPFILE of Linux, which Swift cannot read in C's header: a bit of its own with that of a folder.
    private static let unnamed = 0o20_000_000 | O_DIRECTORY
    private static let minimumBytes = 1 << 16
}
