import FleetSim
import Glibc
import Scenarios

/// The file that a live run is written down in; its owner alone may read it.
struct RecordingFile {
    static let kind = OutputFile.Kind(
        name: "recording of fleetsim",
        beginnings: ["fleetsim recording "]
    )

    private let file: Descriptor
    private let path: String

    init(_ path: String, _ head: RecordingHead, replacesAll: Bool) throws {
        try OutputFile.check(path, Self.kind, replacesAll: replacesAll)
        self.path = path
        do throws(SystemFailure) {
            file =
                if let stream = Descriptor(path) {
                    stream
                } else {
                    try Descriptor(opening: path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
                }
        } catch {
            throw Self.failure(path, error)
        }
        var facts = stat()
        if fstat(file.number, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG {
            fchmod(file.number, facts.st_mode & 0o700)
        }
        try add(Array(head.text.utf8))
    }

    func add(_ bytes: [UInt8]) throws {
        do throws(SystemFailure) {
            try file.write(bytes)
        } catch {
            throw Self.failure(path, error)
        }
    }

    func finish(_ result: RunResult) throws {
        try add(Array(RecordingHead.ending(result).utf8))
        // Some disks say only now that they have no room.
        guard close(file.number) == 0 else { throw Self.failure(path, SystemFailure(errno)) }
    }

    private static func failure(_ path: String, _ failure: SystemFailure) -> Failure {
        Failure(.unusable, ["fleetsim: cannot write the recording ‘\(path)’: \(failure)"])
    }

    static func read(_ path: String) throws -> RecordedRun {
        do {
            return try RecordedRun(try InputText.bytes(of: path, atMost: .max))
        } catch let error as RecordingError {
            throw Failure(.badInput, ["fleetsim: ‘\(path)’: \(error)"])
        } catch let error as InputFailure {
            throw Failure(.badInput, ["fleetsim: cannot read ‘\(path)’: \(error.problem)"])
        }
    }
}
