import Foundation

/// Where run databases lie.
enum ResultsFolder {
    /// Makes the folder of a run database if it is not there yet.
    static func make(for path: String) throws(Failure) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var made = folder.hasPrefix("/") ? "" : "."
        for name in folder.split(separator: "/") {
            made += "/" + name
            // One that another run makes at the same time is as good.
            guard mkdir(made, 0o777) != 0, errno != EEXIST, !isFolder(made) else { continue }
            let failure = SystemFailure(errno)
            throw Failure(
                failure.isOfDisk ? .unusable : .badInput,
                ["fleetsim: cannot make the folder ‘\(folder)’: \(failure)"]
            )
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        let failure = errno
        defer { errno = failure }
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }
}

extension SystemFailure {
    /// Whether the disk gave way, and not what the user named was wrong.
    var isOfDisk: Bool { [ENOSPC, EDQUOT, EIO, EFBIG].contains(code) }
}
