import Foundation
import TestSupport
import Testing

/// A stream that is a pipe without a reader keeps nothing from ending.
@Suite struct `a pipe that is not read` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A named pipe that is open for reading here, and full if that is wanted.
    private final class FullPipe {
        let path: String
        private let descriptor: Int32

        init(_ path: String) throws {
            self.path = path
            try #require(mkfifo(path, 0o600) == 0)
            descriptor = open(path, O_RDWR | O_NONBLOCK)
            try #require(descriptor >= 0)
        }

        deinit { close(descriptor) }

        func fill() {
            let blank = [UInt8](repeating: UInt8(ascii: "."), count: 4_096)
            while write(descriptor, blank, blank.count) > 0 {}
            while write(descriptor, blank, 1) > 0 {}
        }

        /// What stands in it.
        func read() -> String {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = Foundation.read(descriptor, &bytes, bytes.count)
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
    }

    private func pipe(_ name: String) throws -> FullPipe { try FullPipe(folder.file(name)) }

    @Test func `of errors loses lines of a run, which goes on to its end`() throws {
        let errors = try pipe("errors")
        errors.fill()
        let outcome = try Program.run(
            [
                "run", "scenarios/first-day.yaml", "--duration", "1h", "--out",
                folder.file("run.sqlite"),
            ],
            shell: "exec 2<>\(errors.path)"
        )
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("complete"))
    }

    @Test func `of results does not keep a live run from ending when it is asked to`() throws {
        let (output, errors) = (try pipe("output"), try pipe("errors"))
        errors.fill()
        let database = folder.file("run.sqlite")
        let program = try Program(
            [
                "run", "scenarios/first-day.yaml", "--csms", "ws://127.0.0.1:1/", "--out", database,
            ],
            shell: "exec 1<>\(output.path) 2<>\(errors.path)"
        )
        try program.wait(until: "the run has begun") {
            FileManager.default.fileExists(atPath: database)
        }
        // The summary has no place to go.
        output.fill()
        program.signal(SIGTERM)
        try program.wait(until: "it ends") { !program.isRunning }
        #expect(try program.wait().status == 130)
    }

    /// A terminal whose other side stops to read.
    private final class StalledTerminal {
        let path: String
        private let screen: Int32
        private let line: Int32

        init() throws {
            screen = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)
            var (isLocked, number): (CInt, CInt) = (0, 0)
            try #require(screen >= 0 && ioctl(screen, Self.lock, &isLocked) == 0)
            try #require(ioctl(screen, Self.number, &number) == 0)
            path = "/dev/pts/\(number)"
            line = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
            try #require(line >= 0)
        }

        deinit {
            close(line)
            close(screen)
        }

        // TIOCSPTLCK and TIOCGPTN, which are computed in C's headers.
        private static let lock: UInt = 0x4004_5431
        private static let number: UInt = 0x8004_5430

        /// Fills it, but for as much as shows that there is room.
        func fillNearly() {
            let blank = [UInt8](repeating: UInt8(ascii: "."), count: 1_024)
            while write(line, blank, blank.count) > 0 {}
            var bytes = [UInt8](repeating: 0, count: 64)
            var wish = pollfd(fd: line, events: Int16(POLLOUT), revents: 0)
            while poll(&wish, 1, 0) == 0, read(screen, &bytes, bytes.count) > 0 {}
        }
    }

    @Test func `or a terminal that is not does not keep a live run from ending`() throws {
        let terminal = try StalledTerminal()
        let database = folder.file("run.sqlite")
        let program = try Program(
            [
                "run", "scenarios/first-day.yaml", "--csms", "ws://127.0.0.1:1/", "--out", database,
            ],
            shell: "exec 1<>\(terminal.path) 2<>\(terminal.path)"
        )
        try program.wait(until: "the run has begun") {
            FileManager.default.fileExists(atPath: database)
        }
        // The summary is longer than what it has room for.
        terminal.fillNearly()
        program.signal(SIGTERM)
        try program.wait(until: "it ends") { !program.isRunning }
        #expect(try program.wait().status == 130)
        let (_, rows) = try Python.run(
            script: "Tests/Oracles/sql.py",
            arguments: [database, "SELECT status FROM run"]
        )
        #expect(rows == "interrupted\n")
    }

    @Test func `of errors does not keep serve-csms from ending`() throws {
        let errors = try pipe("errors")
        let program = try Program(
            ["serve-csms", "--listen", "127.0.0.1:0"],
            shell: "exec 2<>\(errors.path)"
        )
        var said = ""
        try program.wait(until: "the address") {
            said += errors.read()
            return said.contains("listens at")
        }
        let port = try #require(said.firstMatch(of: /127\.0\.0\.1:(\d+)\//)).1
        errors.fill()
        // Frames that are none: what is told of them has no place to go.
        let (status, heard) = try Python.run(
            script: "Tests/Oracles/bad_frames.py",
            arguments: [String(port), "40"]
        )
        #expect(status == 0, "\(heard)")
        program.signal(SIGTERM)
        try program.wait(until: "it ends") { !program.isRunning }
        #expect(try program.wait().status == 0)
    }
}
