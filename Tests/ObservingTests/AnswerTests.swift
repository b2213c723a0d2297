import Foundation
import Testing

@testable import Observing

@Suite struct `an answer by HTTP` {
    private func answer(_ text: String, by count: Int, ends: Bool = true) throws -> HTTPAnswer {
        var answer = HTTPAnswer(longestHead: 1_024, longestBody: 1_000)
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: count) {
            try answer.take(bytes[start..<min(start + count, bytes.count)])
        }
        if ends, !answer.isWhole { try answer.end() }
        return answer
    }

    @Test(
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nup 1\n",
            "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nup 1\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nup\r\n3\r\n 1\n\r\n0\r\nA: b\r\n\r\n",
        ],
        [1, 2, 7, 1_000]
    )
    func `is put together however it comes`(text: String, count: Int) throws {
        let answer = try answer(text, by: count)
        #expect(answer.isWhole && String(decoding: answer.body, as: UTF8.self) == "up 1\n")
    }

    @Test(arguments: [
        ("HTTP/1.1 404 Not Found\r\n\r\n", "404 Not Found"),
        ("HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n", "301 Moved"),
        ("SSH-2.0-OpenSSH\r\n", "does not speak HTTP"),
        ("", "hung up without an answer"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nup", "cut short"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", "longer than"),
        ("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "length that is none"),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", "compressed"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "chunk"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", "chunk"),
    ])
    func `that is no page is told in words`(text: String, words: String) {
        do throws(LookError) {
            var answer = HTTPAnswer(longestHead: 1_024, longestBody: 1_000)
            try answer.take(Array(text.utf8)[...])
            try answer.end()
            Issue.record("\(text) was taken for a page")
        } catch {
            #expect(error.description.contains(words), "\(error)")
        }
    }

    @Test(arguments: [
        String(repeating: "x", count: 2_000),
        "HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 500),
        "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 2_000),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + String(repeating: "64\r\n" + String(repeating: "x", count: 100) + "\r\n", count: 20),
    ])
    func `without end is not read to its end`(text: String) {
        #expect(throws: LookError.self) { try answer(text, by: 100) }
    }

    @Test(arguments: [
        ("http://localhost", "localhost", 80), ("http://[::1]:9100/metrics", "::1", 9_100),
        ("http://10.0.0.1:8080?x=1", "10.0.0.1", 8_080),
    ])
    func `comes from where its URL says`(url: String, host: String, port: UInt16) throws {
        let page = try #require(HTTPPage(url))
        #expect(page.host == host && page.port == port)
    }

    @Test(arguments: ["https://a", "http://", "http://a:0", "http://a:99999", "http://u:p@a/", "a"])
    func `comes from no other place`(url: String) {
        #expect(HTTPPage(url) == nil)
    }
}

@Suite struct `a command that is observed` {
    private let long = Deadline(in: 600)

    @Test func `gives what it prints`() throws {
        let output = try CommandOutput(command: "echo 'a 1'; echo 2").read(until: long)
        #expect(String(decoding: output, as: UTF8.self) == "a 1\n2\n")
    }

    @Test(arguments: [
        ("exit 3", "exit code 3"), ("yes", "more than 1 MiB"), ("kill -9 $$", "signal 9"),
    ])
    func `that does anything else is told`(command: String, words: String) {
        do throws(LookError) {
            _ = try CommandOutput(command: command).read(until: long)
            Issue.record("\(command) was taken for numbers")
        } catch {
            #expect(error.description.contains(words), "\(error)")
        }
    }

    @Test func `that hangs is ended with all that it has started`() throws {
        let mark = FileManager.default.temporaryDirectory
            .appendingPathComponent("fleetsim-observed-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: mark) }
        let command = CommandOutput(command: "(while :; do :; done) & echo $! > \(mark.path); wait")
        #expect(throws: LookError.self) {
            // Broken off once its child is there, however long that takes.
            try command.read(
                until: Deadline(in: 600) {
                    FileManager.default.fileExists(atPath: mark.path)
                        && !((try? String(contentsOf: mark, encoding: .utf8)) ?? "").isEmpty
                }
            )
        }
        let text = try String(contentsOf: mark, encoding: .utf8)
        let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        while let state = Self.state(of: child), state != "Z" { sched_yield() }
    }

    /// nil: it is gone.
    private static func state(of process: Int32) -> Substring? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        else {
            return nil
        }
        return text.split(separator: ")").last?.split(separator: " ").first
    }
}

@Suite struct `a process that is observed` {
    @Test func `tells its memory, threads and files, and then its processor time`() throws {
        var figures = ProcessFigures(getpid())
        let first = try figures.look(at: 0)
        #expect(first.map(\.name) == ["resident_bytes", "threads", "open_files"])
        #expect(first.allSatisfy { $0.value ?? 0 > 0 })
        #expect(try figures.look(at: 1).contains { $0.name == "cpu_percent" })
    }

    @Test func `that is none is told`() {
        var figures = ProcessFigures(Int32.max)
        #expect(throws: LookError.self) { try figures.look(at: 0) }
    }
}
