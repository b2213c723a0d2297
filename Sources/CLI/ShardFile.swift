import FleetSim
import Glibc

/// The file of a shard: a line that names its form, and then records, each with its length and a checksum.
///
/// A head, a record for each window, and how the shard ended. One without an end is of a run that was killed.
enum ShardFile {
    static let kind = OutputFile.Kind(name: "shard of fleetsim", beginnings: ["fleetsim shard "])
    fileprivate static let line = Array("fleetsim shard \(BatchCoder.version)\n".utf8)
    /// No window has more; a longer one is no shard's.
    fileprivate static let longest = 1 << 30

    fileprivate enum Record: UInt8 {
        case head = 1
        case window
        case end
    }

    /// FNV-1a: tells a damaged file, and is no guard against a forged one.
    fileprivate static func checksum(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

/// Writes a shard window by window.
struct ShardWriter {
    private let file: Descriptor
    private let path: String

    init(_ path: String, _ head: ShardHead, isPrivate: Bool, replacesAll: Bool) throws {
        try OutputFile.check(path, ShardFile.kind, replacesAll: replacesAll)
        self.path = path
        do throws(SystemFailure) {
            file = try Descriptor(writingAlone: path, mode: isPrivate ? 0o600 : 0o666)
            try file.write(ShardFile.line)
        } catch {
            throw Self.failure(path, error)
        }
        try write(.head, head)
    }

    func add(_ batch: borrowing Batch) throws { try write(.window, copy batch) }

    func finish(_ result: RunResult) throws {
        try write(.end, result)
        guard close(file.number) == 0 else { throw Self.failure(path, SystemFailure(errno)) }
    }

    private func write(_ record: ShardFile.Record, _ value: some BatchCoded) throws {
        var coder = BatchCoder()
        var value = value
        try coder.code(&value)
        var bytes = [record.rawValue]
        for word in [UInt64(coder.bytes.count), ShardFile.checksum(coder.bytes)] {
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        do throws(SystemFailure) {
            try file.write(bytes + coder.bytes)
        } catch {
            throw Self.failure(path, error)
        }
    }

    private static func failure(_ path: String, _ failure: SystemFailure) -> Failure {
        Failure(.unusable, ["fleetsim: cannot write the shard ‘\(path)’: \(failure)"])
    }
}

/// Reads a shard window by window.
struct ShardReader {
    enum Next {
        case window(Batch)
        case end(RunResult)
    }

    let path: String
    let head: ShardHead
    private let file: Descriptor
    /// Where the window ended that was read last.
    private var reached = SimTime.zero

    init(_ path: String) throws(Failure) {
        try InputFile.check(path)
        do throws(SystemFailure) {
            file = try Descriptor(opening: path, O_RDONLY)
        } catch {
            throw Failure(.badInput, ["fleetsim: cannot read ‘\(path)’: \(error)"])
        }
        self.path = path
        let line = try Self.bytes(ShardFile.line.count, of: file, path)
        guard line == ShardFile.line else {
            let isOther = line.starts(with: Array("fleetsim shard ".utf8))
            throw Failure(
                .badInput,
                [
                    "fleetsim: ‘\(path)’ is no shard"
                        + (isOther ? " that this version of fleetsim can read" : "")
                ]
            )
        }
        let record = try Self.record(of: file, path)
        guard record.kind == .head else { throw Self.damaged(path, "it has no head") }
        head = try Self.value(record.bytes, path)
    }

    func close() { _ = Glibc.close(file.number) }

    /// The next window, which begins where the one before it ended, or how the shard ended.
    mutating func next() throws(Failure) -> Next {
        let record = try Self.record(of: file, path)
        switch record.kind {
        case .window:
            let batch: Batch = try Self.value(record.bytes, path)
            guard batch.start == reached else {
                throw Self.damaged(
                    path,
                    "a window of it begins \(batch.start.seconds) into the run, and the one before "
                        + "it ends at \(reached.seconds)"
                )
            }
            assert(batch.end >= reached, "no window is read that goes back in time")
            reached = batch.end
            return .window(batch)
        case .end:
            let result: RunResult = try Self.value(record.bytes, path)
            guard result.reached == reached else {
                throw Self.damaged(
                    path,
                    "its run came to \(result.reached.seconds), its windows to \(reached.seconds)"
                )
            }
            return .end(result)
        case .head: throw Self.damaged(path, "it has two heads")
        }
    }

    private static func record(
        of file: Descriptor,
        _ path: String
    ) throws(Failure) -> (kind: ShardFile.Record, bytes: [UInt8]) {
        let start = try bytes(17, of: file, path)
        guard !start.isEmpty else {
            throw damaged(path, "it has no end: the run of this shard was not finished")
        }
        guard start.count == 17 else { throw damaged(path, "its last record is cut short") }
        guard let kind = ShardFile.Record(rawValue: start[0]) else {
            throw damaged(path, "it has a record of a kind that there is not")
        }
        func word(_ index: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(start[index + $1]) << (8 * UInt64($1)) }
        }
        guard word(1) <= UInt64(ShardFile.longest) else {
            throw damaged(path, "a record of it is said to be longer than any is")
        }
        let body = try bytes(Int(word(1)), of: file, path)
        guard body.count == Int(word(1)) else {
            throw damaged(path, "its last record is cut short")
        }
        guard ShardFile.checksum(body) == word(9) else {
            throw damaged(path, "a record of it is not as it was written")
        }
        return (kind, body)
    }

    /// As many bytes, or what there is.
    private static func bytes(
        _ count: Int,
        of file: Descriptor,
        _ path: String
    ) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        // A wrong length takes a megabyte of memory at most.
        var part = [UInt8](repeating: 0, count: min(count, 1 << 20))
        while bytes.count < count {
            let got = read(file.number, &part, min(part.count, count - bytes.count))
            guard got >= 0 else {
                if errno == EINTR { continue }
                throw Failure(
                    .unusable,
                    ["fleetsim: cannot read ‘\(path)’: \(SystemFailure(errno))"]
                )
            }
            guard got > 0 else { break }
            bytes += part[..<got]
        }
        return bytes
    }

    private static func value<Value: BatchCoded>(
        _ bytes: [UInt8],
        _ path: String
    ) throws(Failure) -> Value {
        var coder = BatchCoder(reading: bytes)
        var value = Value.blank
        do throws(BatchCoder.Failure) {
            try coder.code(&value)
            try coder.finish()
        } catch {
            throw damaged(path, "a record of it does not hold what it should")
        }
        return value
    }

    static func damaged(_ path: String, _ what: String) -> Failure {
        Failure(.badInput, ["fleetsim: the shard ‘\(path)’ cannot be used: \(what)"])
    }
}

extension SimTime {
    /// For a message.
    fileprivate var seconds: String { "\((Double(microseconds) / 1e6).terse) s" }
}
