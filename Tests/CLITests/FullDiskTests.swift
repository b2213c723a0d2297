import Foundation
import TestSupport
import Testing

/// On a disk of its own, in a namespace of mounts that ends with the test.
@Suite struct `a disk that is full` {
    private static let isolation = ["unshare", "--user", "--map-root-user", "--mount"]

    /// Whether such a disk can be had: not every host lets it be mounted.
    static let canMount: Bool = {
        let folder = FileManager.default.temporaryDirectory.path
        let mount = "mount -t tmpfs -o size=64k none \(folder)"
        return (try? shell(isolation + ["sh", "-c", mount]))?.status == 0
    }()

    private static func shell(_ words: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = Program.root
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }

    @Test(.enabled(if: canMount), arguments: Array(stride(from: 280, through: 900, by: 20)))
    func `has a run that says so itself, wherever in the log it became full`(kilobytes: Int) throws
    {
        let folder = try TemporaryFolder()
        let script = """
            mount -t tmpfs -o size=\(kilobytes)k none "$1" || exit 99
            "$2" run scenarios/first-day.yaml --duration 365d --calls all --quiet \
                --out "$1/r.sqlite" > /dev/null 2>&1
            code=$?
            "$2" report "$1/r.sqlite" --format json
            exit $code
            """
        let program = ProcessInfo.processInfo.environment["FLEETSIM"] ?? ".build/release/fleetsim"
        let (status, output) = try Self.shell(
            Self.isolation + ["sh", "-c", script, "sh", folder.path, program]
        )
        #expect(status == 3)
        // Where there is no room for its tables and its row there is no run.
        guard !output.isEmpty else { return #expect(kilobytes < 400) }
        #expect(output.contains("\"status\": \"failed\""), "\(kilobytes): \(output.prefix(600))")
        #expect(output.contains("the disk is full"), "\(kilobytes)")
    }
}
