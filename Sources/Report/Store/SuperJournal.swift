import Glibc

/// The file that a journal names of changes to several databases at once.
///
/// SQLite takes such a journal back with the others of its kind, and then deletes the file that it names,
/// whichever that is. No run changes two databases at once, so none of ours names one.
enum SuperJournal {
    /// Why SQLite must not open the journal at a path; nil: it may.
    ///
    /// At a FIFO it would wait until something is written to it, and the program with it.
    static func complaint(about journal: String) -> String? {
        var facts = stat()
        guard lstat(journal, &facts) == 0 else { return nil }
        guard facts.st_mode & S_IFMT == S_IFREG else { return "its -journal is not a regular file" }
        return isNamed(in: journal)
            ? "its -journal names another file, which SQLite would delete" : nil
    }

    /// Whether a journal ends with such a name.
    ///
    /// Behind the name stand its length, the sum of its bytes and the mark of a journal (as SQLite's pager reads
    /// them).
    private static func isNamed(in journal: String) -> Bool {
        let file = open(journal, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_size >= 16 else { return false }
        var end = [UInt8](repeating: 0, count: 16)
        guard pread(file, &end, end.count, facts.st_size - 16) == end.count else { return false }
        return end[..<4] != [0, 0, 0, 0] && Array(end[8...]) == mark
    }

    private static let mark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
}
