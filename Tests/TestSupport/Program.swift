import Foundation

/// The command as users start it, built for debug or release by `./scripts/test`.
package struct Program {
    package enum Build: String, CaseIterable, Sendable {
        case debug, release

        /// The one for release is what FLEETSIM names: `./scripts/test` builds it with the tests.
        var path: String {
            let named = self == .release ? ProcessInfo.processInfo.environment["FLEETSIM"] : nil
            return named ?? Program.root.appendingPathComponent(".build/\(rawValue)/fleetsim").path
        }
    }

    package struct NotBuilt: Error, CustomStringConvertible {
        let path: String

        package var description: String {
            "there is no \(path): run ./scripts/test, which builds it"
        }
    }

    /// What a finished process left.
    package struct Outcome {
        package var status: Int32
        package var output: String
        package var errors: String
        /// Whether a signal ended it.
        package var wasKilled: Bool
    }

    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private let process = Process()
    private let output: URL
    private let errors: URL

    /// Starts the command; its streams go to files, so that they need not be drained.
    package init(
        _ arguments: [String],
        build: Build = .release,
        environment: [String: String] = [:],
        shell: String? = nil
    ) throws {
        let path = build.path
        guard FileManager.default.isExecutableFile(atPath: path) else { throw NotBuilt(path: path) }
        let folder = FileManager.default.temporaryDirectory
        let name = "fleetsim-\(UUID().uuidString)"
        output = folder.appendingPathComponent(name + ".out")
        errors = folder.appendingPathComponent(name + ".err")
        for url in [output, errors] { try Data().write(to: url) }
        if let shell {
            // The shell prepares something, such as a limit, and then becomes the command.
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = ["-c", "\(shell); exec \"$0\" \"$@\"", path] + arguments
        } else {
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
        }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = Self.root
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    package func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// The same, of a process of its own.
    package func signalFromElsewhere(_ number: Int32) throws {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "kill -\(number) \(process.processIdentifier) 2>/dev/null"]
        try shell.run()
        shell.waitUntilExit()
    }

    /// What it has said on its stream of errors so far.
    package var said: String {
        get throws { try String(contentsOf: errors, encoding: .utf8) }
    }

    package var isRunning: Bool { process.isRunning }

    /// Waits until something holds of what the program does.
    ///
    /// It throws if the program ends before, and after a quarter of an hour, as a last resort.
    package func wait(until what: String, _ holds: () throws -> Bool) throws {
        let end = Date(timeIntervalSinceNow: 900)
        while true {
            let wasRunning = isRunning
            if try holds() { return }
            guard wasRunning, Date.now < end else {
                throw Unfulfilled(what: what, wasRunning: wasRunning, said: try said)
            }
            usleep(2_000)
        }
    }

    /// What the program says on its stream of errors, once it has said something of that form.
    package func hear<Output>(_ form: Regex<Output>, _ what: String) throws -> Output {
        var found: Output?
        try wait(until: what) {
            found = try said.firstMatch(of: form)?.output
            return found != nil
        }
        guard let found else { throw Unfulfilled(what: what, wasRunning: false, said: "") }
        return found
    }

    /// A program that was waited for in vain.
    package struct Unfulfilled: Error, CustomStringConvertible {
        let what: String
        let wasRunning: Bool
        let said: String

        package var description: String {
            "waited for \(what), and the program \(wasRunning ? "hung" : "ended"): \(said)"
        }
    }

    package func wait() throws -> Outcome {
        process.waitUntilExit()
        defer { for url in [output, errors] { try? FileManager.default.removeItem(at: url) } }
        return Outcome(
            status: process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8),
            wasKilled: process.terminationReason == .uncaughtSignal
        )
    }

    /// Runs the command to its end.
    package static func run(
        _ arguments: [String],
        build: Build = .release,
        environment: [String: String] = [:],
        shell: String? = nil
    ) throws -> Outcome {
        try Program(arguments, build: build, environment: environment, shell: shell).wait()
    }
}

extension Program {
    /// Runs the command to its end, with a signal that waits for it from the start: it comes as soon as
    /// signals are listened for.
    package static func run(_ arguments: [String], awaitedBy signal: Int32) throws -> Outcome {
        let script = """
            import os, signal, sys
            signal.pthread_sigmask(signal.SIG_BLOCK, [\(signal)])
            os.kill(os.getpid(), \(signal))
            os.execv(sys.argv[1], sys.argv[1:])
            """
        return try run(arguments, shell: "exec python3 -c '\(script)' \"$0\" \"$@\"")
    }
}

/// A folder of a test's own, which goes with it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("fleetsim-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    package func file(_ name: String) -> String { path + "/" + name }

    package func read(_ name: String) throws -> String {
        try String(contentsOfFile: file(name), encoding: .utf8)
    }

    package func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
