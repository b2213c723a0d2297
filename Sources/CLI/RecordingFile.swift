import FleetSim
import Foundation

/// The file that a live run is written down in.
struct RecordingFile {
    private let handle: FileHandle
    private let path: String

    init(_ path: String, _ head: RecordingHead) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw Failure(.unusable, ["fleetsim: cannot write the recording ‘\(path)’"]) }
        self.path = path
        self.handle = handle
        try add(Array(head.text.utf8))
    }

    func add(_ bytes: [UInt8]) throws {
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            throw Failure(
                .unusable,
                ["fleetsim: cannot write the recording ‘\(path)’: \(error.localizedDescription)"]
            )
        }
    }

    func finish(_ result: RunResult) throws {
        try add(Array(RecordingHead.ending(result).utf8))
        try handle.close()
    }

    static func read(_ path: String) throws -> RecordedRun {
        do {
            return try RecordedRun(Array(Data(contentsOf: URL(fileURLWithPath: path))))
        } catch let error as RecordingError {
            throw Failure(.badInput, ["fleetsim: ‘\(path)’: \(error)"])
        } catch {
            throw Failure(
                .badInput,
                ["fleetsim: cannot read ‘\(path)’: \(error.localizedDescription)"]
            )
        }
    }
}
