import FoundationEssentials
import Glibc
import Scenarios

/// A file that a command writes at one go, and what it may replace.
struct OutputFile {
    /// What a file is known by for one that this program wrote.
    struct Kind {
        /// As a message names it.
        var name: String
        /// How such a file may begin.
        var beginnings: [String]
        /// What stands in its first two kilobytes besides.
        var mark = ""
    }

    private let path: String
    private let kind: Kind
    private let replacesAll: Bool
    /// Whether only its owner may read it, even where others could read the file that it replaces.
    private let isPrivate: Bool

    /// Refuses a place that holds something else, or where nothing can be written, before anything
    /// is worked out for it.
    ///
    /// What the command reads is never replaced, whatever else may be.
    init(
        _ path: String,
        _ kind: Kind,
        replacesAll: Bool,
        sparing inputs: [String] = [],
        isPrivate: Bool = false
    ) throws(Failure) {
        self.isPrivate = isPrivate
        self.path = path
        self.kind = kind
        self.replacesAll = replacesAll
        try Self.spare(inputs, from: path)
        try Self.check(path, kind, replacesAll: replacesAll)
        try tryOut()
    }

    /// Refuses to write where a command reads.
    static func spare(_ inputs: [String], from path: String) throws(Failure) {
        guard Descriptor(path) == nil, FileLocation(path).isAmong(inputs) else { return }
        throw Failure(
            .badInput,
            ["fleetsim: ‘\(path)’ is what this command works with, and is never replaced by it"]
        )
    }

    /// Makes the file that a text is written to first, and takes it away again.
    private func tryOut() throws(Failure) {
        var facts = stat()
        let exists = stat(path, &facts) == 0
        guard Descriptor(path) == nil, !exists || facts.st_mode & S_IFMT == S_IFREG else { return }
        let temporary = Self.temporary(for: FileLocation.target(of: path))
        do throws(SystemFailure) {
            close(try making(temporary).number)
            unlink(temporary)
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: SystemFailure) -> Failure {
        Failure(.unusable, ["fleetsim: cannot write ‘\(path)’: \(error)"])
    }

    /// A name that no process before has left, be it killed or of another container.
    private static func temporary(for target: String) -> String {
        let mark = String(UInt32.random(in: .min ... .max), radix: 16)
        return "\(target).\(getpid())-\(mark).part"
    }

    /// Nothing that is there is written to: another program might have it open.
    private func making(_ temporary: String) throws(SystemFailure) -> Descriptor {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
        return try Descriptor(opening: temporary, flags, mode: isPrivate ? 0o600 : 0o666)
    }

    /// Whether what stands at a path may be replaced.
    static func check(_ path: String, _ kind: Kind, replacesAll: Bool) throws(Failure) {
        guard !path.isEmpty else {
            throw Failure(.badInput, ["fleetsim: a file without a name cannot be written"])
        }
        try refuseStream(path)
        var facts = stat()
        guard stat(path, &facts) == 0 else { return }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR:
            throw Failure(.badInput, ["fleetsim: cannot write ‘\(path)’: it is a folder"])
        case S_IFREG where !replacesAll && Descriptor(path) == nil:
            guard facts.st_size > 0, let start = start(of: path) else { return }
            guard !kind.covers(start) else { return }
            let what = start.hasPrefix("SQLite format 3") ? "a database" : "no \(kind.name)"
            throw Failure(
                .badInput,
                ["fleetsim: ‘\(path)’ is \(what), and is replaced only with --force"]
            )
        default: return
        }
    }

    /// Refuses `-`, which would make a file of that name.
    static func refuseStream(_ path: String) throws(Failure) {
        guard path == "-" else { return }
        throw Failure(
            .badInput,
            ["fleetsim: ‘-’ is no file to write; standard output is /dev/stdout"]
        )
    }

    /// Writes the whole text or leaves what there was.
    ///
    /// What is no file (a pipe, a terminal) is written
    /// as it goes; through a symbolic link the file that it names is replaced.
    func write(_ text: String) throws(Failure) {
        do throws(SystemFailure) {
            if let descriptor = Descriptor(path) {
                return try Terminal.write(text, to: descriptor.number)
            }
            var facts = stat()
            if stat(path, &facts) == 0, facts.st_mode & S_IFMT != S_IFREG {
                let pipe = try Descriptor(opening: path, O_WRONLY)
                defer { close(pipe.number) }
                return try Terminal.write(text, to: pipe.number)
            }
            try replace(FileLocation.target(of: path), by: Array(text.utf8))
        } catch {
            // A reader that has gone away wanted no more.
            guard error.code != EPIPE else { return }
            throw failure(error)
        }
    }

    private func replace(_ target: String, by bytes: [UInt8]) throws(SystemFailure) {
        let temporary = Self.temporary(for: target)
        var facts = stat()
        let exists = stat(target, &facts) == 0
        let file = try making(temporary)
        do throws(SystemFailure) {
            defer { close(file.number) }
            if exists { fchmod(file.number, facts.st_mode & (isPrivate ? 0o700 : 0o777)) }
            try file.write(bytes)
            // What takes its place must be there before it does.
            guard fsync(file.number) == 0 else { throw SystemFailure(errno) }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, target) == 0 else {
            let failure = SystemFailure(errno)
            unlink(temporary)
            throw failure
        }
    }

    /// How a file begins, up to its first two kilobytes; nil: it cannot be read.
    static func start(of path: String) -> String? {
        guard let file = try? Descriptor(opening: path, O_RDONLY) else { return nil }
        defer { close(file.number) }
        var bytes = [UInt8](repeating: 0, count: 2_048)
        let count = read(file.number, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

extension OutputFile.Kind {
    func covers(_ start: String) -> Bool {
        beginnings.contains { start.hasPrefix($0) } && (mark.isEmpty || start.contains(mark))
    }
}

/// A file descriptor, written to until all of it is there.
struct Descriptor {
    let number: Int32

    init(number: Int32) {
        self.number = number
    }

    /// One of this process that a path such as /dev/stdout stands for.
    init?(_ path: String) {
        let folders = ["/dev/fd/", "/proc/self/fd/"]
        switch path {
        case "/dev/stdout": number = STDOUT_FILENO
        case "/dev/stderr": number = STDERR_FILENO
        default:
            guard let folder = folders.first(where: path.hasPrefix),
                let number = Int32(path.dropFirst(folder.count)), number > 0
            else { return nil }
            self.number = number
        }
    }

    init(opening path: String, _ flags: Int32, mode: mode_t = 0o666) throws(SystemFailure) {
        number = open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw SystemFailure(errno) }
    }

    /// Opens a file to write it anew, bit by bit, and refuses one that another program is writing so: each
    /// would write over what the other wrote.
    init(writingAlone path: String, _ flags: Int32 = 0, mode: mode_t) throws(SystemFailure) {
        try self.init(opening: path, O_WRONLY | O_CREAT | flags, mode: mode)
        var facts = stat()
        guard fstat(number, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return }
        // Some file systems know no locks.
        let isTaken = flock(number, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
        guard !isTaken, ftruncate(number, 0) == 0 else {
            let failure = SystemFailure(isTaken ? EWOULDBLOCK : errno)
            close(number)
            throw failure
        }
    }

    func write(_ bytes: [UInt8]) throws(SystemFailure) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { rest in
                Glibc.write(number, rest.baseAddress, rest.count)
            }
            if count > 0 {
                done += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // A terminal or a pipe that another program has made so.
                var wish = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                poll(&wish, 1, -1)
            case let code: throw SystemFailure(code)
            }
        }
    }
}

/// Why the system refused.
struct SystemFailure: Error, CustomStringConvertible {
    let code: Int32

    init(_ code: Int32) {
        self.code = code
    }

    var description: String {
        code == EWOULDBLOCK ? "another program is writing it" : String(cString: strerror(code))
    }
}
