import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Observing

@Suite struct `a page that is observed` {
    private let long = Deadline(in: 600)

    private func fetch(_ answer: String, by count: Int = 1_000) throws(LookError) -> String {
        let server = OneAnswer(Array(answer.utf8), by: count)
        let page = try HTTPPage("http://127.0.0.1:\(server.port)/metrics")
        return String(decoding: try page.fetch(until: long), as: UTF8.self)
    }

    @Test(
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nup 1\n",
            "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nup 1\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nup\r\n3\r\n 1\n\r\n0\r\nA: b\r\n\r\n",
        ],
        [1, 7, 1_000]
    )
    func `is put together however it comes`(text: String, count: Int) throws {
        #expect(try fetch(text, by: count) == "up 1\n")
    }

    @Test(arguments: [
        ("HTTP/1.1 404 Not Found\r\n\r\n", "status 404"),
        ("HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n", "status 301"),
        ("SSH-2.0-OpenSSH\r\n", "does not speak HTTP"),
        ("", "hung up without an answer"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nup", "cut short"),
        (
            "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: HTTPPage.longest + 1),
            "longer than 8 MiB"
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "chunk"),
    ])
    func `and is none is told in words`(text: String, words: String) {
        do throws(LookError) {
            _ = try fetch(text, by: 1 << 20)
            Issue.record("it was taken for a page")
        } catch {
            #expect(error.description.lowercased().contains(words.lowercased()), "\(error)")
        }
    }

    @Test func `is not waited for longer than it may take`() throws {
        let server = OneAnswer([], hangs: true)
        let page = try HTTPPage("http://127.0.0.1:\(server.port)/")
        #expect(throws: LookError.tooLate) {
            // Broken off once the request is there, however long that takes.
            try page.fetch(until: Deadline(in: 600) { server.wasAsked })
        }
    }

    @Test func `is read over TLS if its certificate is good`() throws {
        let authority = try TestAuthority()
        let server = try OpenSSLServer(
            try authority.certify("page", as: "IP:127.0.0.1"),
            "-www"
        )
        let url = "https://127.0.0.1:\(server.port)/"
        let page = try HTTPPage(url, authorities: authority.root)
        #expect(String(decoding: try page.fetch(until: long), as: UTF8.self).contains("s_server"))
        #expect(throws: LookError.self) { try HTTPPage(url).fetch(until: long) }
        let other = try TestAuthority()
        #expect(throws: LookError.self) {
            try HTTPPage(url, authorities: other.root).fetch(until: long)
        }
    }
}

/// A server on loopback that gives each who asks the same bytes and hangs up.
private final class OneAnswer: Sendable {
    let port: UInt16
    private let socket: Int32
    private let asked = Atomic<Bool>(false)

    var wasAsked: Bool { asked.load(ordering: .acquiring) }

    init(_ bytes: [UInt8], by count: Int = 1_000, hangs: Bool = false) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                precondition(
                    bind(socket, pointer, length) == 0 && listen(socket, 4) == 0
                        && getsockname(socket, pointer, &length) == 0
                )
            }
        }
        self.socket = socket
        port = UInt16(bigEndian: address.sin_port)
        precondition(
            DetachedThread.start { [self] in
                let peer = accept(socket, nil, nil)
                var request = [UInt8](repeating: 0, count: 4_096)
                _ = recv(peer, &request, request.count, 0)
                asked.store(true, ordering: .releasing)
                // What hangs is let go when the other end has gone.
                if hangs { while recv(peer, &request, request.count, 0) > 0 {} }
                for start in stride(from: 0, to: bytes.count, by: count) {
                    let piece = bytes[start..<min(start + count, bytes.count)]
                    guard Self.send(piece, to: peer) else { break }
                }
                shutdown(peer, Int32(SHUT_WR))
                while recv(peer, &request, request.count, 0) > 0 {}
                close(peer)
            }
        )
    }

    private static func send(_ bytes: ArraySlice<UInt8>, to peer: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    deinit { close(socket) }
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
