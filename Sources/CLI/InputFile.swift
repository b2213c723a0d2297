import Foundation

/// A file that a command reads at one go.
enum InputFile {
    /// All that it has; what is no file might never end.
    static func bytes(of path: String) throws(Failure) -> [UInt8] {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw failure(path, "\(SystemFailure(errno))") }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw failure(path, "it is a folder")
        default: throw failure(path, "it is no file but a pipe, a device or a socket")
        }
        do {
            return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw failure(path, error.localizedDescription)
        }
    }

    private static func failure(_ path: String, _ reason: String) -> Failure {
        Failure(.badInput, ["fleetsim: cannot read ‘\(path)’: \(reason)"])
    }
}
