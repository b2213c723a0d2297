import Glibc
import Scenarios

/// A file that a command reads at one go, and nothing else: a pipe or a device might never end.
enum InputFile {
    static func bytes(of path: String, atMost maximum: Int) throws(Failure) -> [UInt8] {
        try check(path)
        do throws(InputFailure) {
            return try InputText.bytes(of: path, atMost: maximum)
        } catch {
            throw failure(path, error.problem)
        }
    }

    /// Refuses what is no file.
    static func check(_ path: String) throws(Failure) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw failure(path, "\(SystemFailure(errno))") }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw failure(path, "it is a folder")
        default: throw failure(path, "it is no file but a pipe, a device or a socket")
        }
    }

    static func failure(_ path: String, _ reason: String) -> Failure {
        Failure(.badInput, ["fleetsim: cannot read ‘\(path)’: \(reason)"])
    }
}
