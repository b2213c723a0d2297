import FleetSim
import Glibc
import Scenarios

/// The file that a live run is written down in; its owner alone may read it.
///
/// It has a bound, at which it ends, whole and ready to be replayed, while the run goes on.
final class RecordingFile {
    static let kind = OutputFile.Kind(
        name: "recording of fleetsim",
        beginnings: ["fleetsim recording "]
    )
    /// Bytes that it may have unless more are allowed.
    static let usualBound = 4 << 30

    private let file: Descriptor
    private let path: String
    private let bound: Int
    /// Not where it is a pipe or the like, whose reader may be slow.
    private let isFile: Bool
    private var written = 0
    /// Up to when everything is in it.
    private var reached = SimTime.zero
    /// When and why it has ended before its run.
    private(set) var ended: Notable?

    init(
        _ target: Run.RecordingTarget,
        _ head: RecordingHead
    ) throws {
        let path = target.path
        try OutputFile.check(path, Self.kind, replacesAll: target.replacesAll)
        do throws(SystemFailure) {
            file =
                if let stream = Descriptor(path) {
                    stream
                } else {
                    // A pipe without a reader would be waited for.
                    try Descriptor(writingAlone: path, O_NONBLOCK, mode: 0o600)
                }
        } catch {
            let reason = error.code == ENXIO ? "no program reads it" : "\(error)"
            throw Self.failure(path, reason)
        }
        self.path = path
        bound = target.bound
        var facts = stat()
        isFile = fstat(file.number, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
        if isFile { fchmod(file.number, facts.st_mode & 0o700) }
        try write(head.text)
    }

    /// Adds what a tick recorded; a tick of which something is missing ends it.
    func add(_ tick: RecordedTick) throws {
        guard ended == nil else { return }
        guard tick.isWhole else {
            return try end("more was recorded than could be written at the same time")
        }
        // The last line must fit as well.
        guard written + tick.count <= bound - Self.longestEnd else {
            return try end("it has the \(ByteCount.text(bound)) that it may have (--max-recording)")
        }
        for piece in tick.pieces where try !put(piece) {
            ended = note("it was not read in time, and has no end")
            return
        }
        reached = tick.end
    }

    /// Writes the last line, unless that is written, and closes the file.
    func finish(_ result: RunResult) throws {
        if ended == nil { try write(RecordingHead.ending(result)) }
        // Some disks say only now that they have no room.
        guard close(file.number) == 0 else {
            throw Self.failure(path, "\(SystemFailure(errno))")
        }
    }

    private func end(_ reason: String) throws {
        try write(RecordingHead.ending(at: reached))
        ended = note(reason)
    }

    private func note(_ reason: String) -> Notable {
        Notable(
            at: reached,
            charger: nil,
            kind: Notable.recordingEnded,
            detail: "the recording ends here: \(reason)"
        )
    }

    private func write(_ text: String) throws {
        guard try put(Array(text.utf8)) else {
            throw Self.failure(path, "it was not read in time")
        }
    }

    /// Writes bytes; false: a pipe is not read for too long.
    private func put(_ bytes: [UInt8]) throws -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard isFile || isReady() else { return false }
            let piece = isFile ? rest : rest.prefix(Self.maximumAtOnce)
            do throws(SystemFailure) {
                try file.write(Array(piece))
            } catch {
                throw Self.failure(path, "\(error)")
            }
            rest = rest.dropFirst(piece.count)
            written += piece.count
        }
        return true
    }

    /// Whether a pipe takes something in time; a broken one takes all.
    private func isReady() -> Bool {
        var stream = pollfd(fd: file.number, events: Int16(POLLOUT), revents: 0)
        for _ in 0..<Self.patience {
            if poll(&stream, 1, 100) > 0 { return true }
            if Interrupts.haveCome { return false }
        }
        return false
    }

    /// A pipe that can be written at all takes that much without waiting (POSIX, PIPE_BUF).
    private static let maximumAtOnce = 4_096
    /// Tenths of a second for which the reader of a pipe is waited for.
    private static let patience = 10

    private static let longestEnd = 128

    private static func failure(_ path: String, _ reason: String) -> Failure {
        Failure(.unusable, ["fleetsim: cannot write the recording ‘\(path)’: \(reason)"])
    }

    /// Reads one that is no longer than this; what is none is not read to its end.
    static func read(_ path: String, atMost bound: Int) throws -> RecordedRun {
        try InputFile.check(path)
        guard OutputFile.start(of: path).map(kind.covers) != false else {
            throw Failure(.badInput, ["fleetsim: ‘\(path)’: \(RecordingError.notOne)"])
        }
        var facts = stat()
        guard stat(path, &facts) != 0 || facts.st_size <= bound else {
            let limit = "it is longer than \(ByteCount.text(bound)) (--max-recording)"
            throw InputFile.failure(path, limit)
        }
        let bytes = try InputFile.bytes(of: path, atMost: bound)
        do throws(RecordingError) {
            return try RecordedRun(bytes)
        } catch {
            throw Failure(.badInput, ["fleetsim: ‘\(path)’: \(error)"])
        }
    }
}

/// A number of bytes as a user writes and reads it.
enum ByteCount {
    private static let units: [(name: String, bytes: Int)] = [
        ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
    ]

    static var names: String { units.map(\.name).joined(separator: ", ") }

    /// A whole number and its unit.
    static func read(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = text.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Int(digits), let unit = units.first(where: { $0.name == name }) else {
            return nil
        }
        let (bytes, isTooMany) = number.multipliedReportingOverflow(by: unit.bytes)
        return isTooMany ? nil : bytes
    }

    static func text(_ bytes: Int) -> String {
        guard let unit = units.last(where: { bytes.isMultiple(of: $0.bytes) }) else {
            return "\(bytes) B"
        }
        return "\(bytes / unit.bytes) \(unit.name)"
    }
}
