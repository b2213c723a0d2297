import Glibc

extension SourceText {
    /// The bytes of a regular file; nil, and a problem, when there is no such thing to read.
    static func read(path: String, _ problems: inout Problems) -> [UInt8]? {
        do {
            return try contents(path: path, atMost: maximumBytes)
        } catch {
            problems.add(error)
            return nil
        }
    }

    /// The bytes of a regular file that is no longer than this.
    static func contents(path: String, atMost maximum: Int) throws(Diagnostic) -> [UInt8] {
        if path == InputText.standardInput {
            return try allBytes(of: STDIN_FILENO, atMost: maximum)
        }
        // Without O_NONBLOCK a named pipe without a writer would hang the open.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        // What a shell has opened, as in <(…), has a writer.
        case S_IFIFO where path.hasPrefix("/dev/fd/") || path == "/dev/stdin":
            _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
            return try allBytes(of: file, atMost: maximum)
        case S_IFDIR: throw Diagnostic(origin: .file, problem: "this is a directory")
        default: throw Diagnostic(origin: .file, problem: "this is not a regular file")
        }
        guard status.st_size <= maximum else { throw tooLarge(Int(status.st_size), maximum) }
        return try bytes(of: file, atMost: maximum)
    }

    /// All that comes until its end.
    private static func allBytes(of file: CInt, atMost maximum: Int) throws(Diagnostic) -> [UInt8] {
        let bytes = try bytes(of: file, atMost: maximum)
        guard bytes.count <= maximum else { throw tooLarge(bytes.count, maximum) }
        return bytes
    }

    /// All of it, or a little more than is allowed, as a file may grow while it is read.
    private static func bytes(of file: CInt, atMost maximum: Int) throws(Diagnostic) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= maximum {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(errno) }
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
        }
        return bytes
    }

    private static func failure(_ code: CInt) -> Diagnostic {
        switch code {
        case ENOENT: Diagnostic(origin: .file, problem: "there is no such file")
        case EACCES: Diagnostic(origin: .file, problem: "no permission to read it")
        default: Diagnostic(origin: .file, problem: String(cString: strerror(code)))
        }
    }
}

/// Text that a user names on the command line: a file, standard input, or what a shell pipes in.
package enum InputText {
    /// The name of standard input.
    package static let standardInput = "-"

    /// What a path is called in messages: what came over standard input has no name of its own.
    package static func shown(_ path: String) -> String {
        path == standardInput ? "<stdin>" : path
    }

    /// All of it; a failure says what is wrong with it, in words that follow its name.
    package static func bytes(
        of path: String,
        atMost maximum: Int = SourceText.maximumTableBytes
    ) throws(InputFailure) -> [UInt8] {
        do throws(Diagnostic) {
            return try SourceText.contents(path: path, atMost: maximum)
        } catch {
            throw InputFailure(problem: error.problem)
        }
    }
}

/// Why a text cannot be read.
package struct InputFailure: Error {
    package var problem: String
}
