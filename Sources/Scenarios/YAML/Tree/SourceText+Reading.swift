import Glibc

extension SourceText {
    /// The bytes of a regular file; nil, and a problem, when there is no such thing to read.
    static func read(path: String, _ problems: inout Problems) -> [UInt8]? {
        do {
            return try contents(path: path, atMost: mostBytes)
        } catch {
            problems.add(error)
            return nil
        }
    }

    /// The bytes of a regular file that is no longer than this.
    static func contents(path: String, atMost most: Int) throws(Diagnostic) -> [UInt8] {
        // Without O_NONBLOCK a named pipe without a writer would hang the open.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Diagnostic(origin: .file, problem: "this is a directory")
        default: throw Diagnostic(origin: .file, problem: "this is not a regular file")
        }
        guard status.st_size <= most else { throw tooLarge(Int(status.st_size), most) }
        return try bytes(of: file, atMost: most)
    }

    /// All of it, or a little more than is allowed, as a file may grow while it is read.
    private static func bytes(of file: CInt, atMost most: Int) throws(Diagnostic) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= most {
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
