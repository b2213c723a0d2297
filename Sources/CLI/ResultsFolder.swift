import Glibc

/// The folders that results lie in.
enum ResultsFolder {
    /// Makes the folder of a file if it is not there yet: that one, and none above it, since a path
    /// with more of them is more likely a slip than a wish.
    static func make(for path: String) throws(Failure) {
        try make(path.folderOfPath)
    }

    /// Where results go that no option names: a scenario's name is that of a file in this folder, and leads
    /// to no other.
    static func path(of name: String) -> String {
        "results/" + name.replacing("/", with: "-")
    }

    /// Makes a folder in one that is there.
    static func make(_ folder: String) throws(Failure) {
        guard mkdir(folder, 0o777) != 0 else { return }
        let failure = SystemFailure(errno)
        // One that another run makes at the same time is as good.
        guard failure.code != EEXIST, !isFolder(folder) else { return }
        let above = folder.folderOfPath
        guard failure.code != ENOENT || isFolder(above) else {
            throw Failure(
                .badInput,
                [
                    "fleetsim: cannot make the folder ‘\(folder)’: there is no ‘\(above)’ to make "
                        + "it in"
                ]
            )
        }
        throw Failure(
            failure.isOfDisk ? .unusable : .badInput,
            ["fleetsim: cannot make the folder ‘\(folder)’: \(failure)"]
        )
    }

    private static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }
}

extension Arguments {
    /// Where a run database goes, as an option names it; what can be none is refused at once.
    func databasePath(_ name: String = "--out") throws(Failure) -> String? {
        guard let path = value(name) else { return nil }
        func refused(_ reason: String) -> Failure {
            Failure(.badInput, ["fleetsim: \(name) ‘\(path)’: \(reason)"])
        }
        guard path != "-" else {
            throw refused("a run database is a file, and cannot go to standard output")
        }
        var facts = stat()
        if stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR {
            throw refused("it is a folder, and a run database is a file")
        }
        guard !path.hasSuffix("/") else {
            throw refused("by its name it is a folder, and a run database is a file")
        }
        return path
    }
}

extension SystemFailure {
    /// Whether the disk gave way, and not what the user named was wrong.
    var isOfDisk: Bool { [ENOSPC, EDQUOT, EIO, EFBIG].contains(code) }
}
