import Foundation

@testable import FleetSim

/// A CSMS on loopback that does what a test tells it to, however wrong: each line has a thread.
///
/// It stands on sockets that wait, apart from the reactor under test.
final class StubCSMS: @unchecked Sendable {
    typealias Conduct = @Sendable (StubLine) throws -> Void

    let url: String
    private let listener: Int32
    private let conduct: Conduct
    private let stop = StopSign()
    private let threads = DispatchGroup()
    private let lock = NSLock()
    // The lock guards what is below it.
    private var opened = 0
    private var heard: [String: Int] = [:]

    init(_ conduct: @escaping Conduct) throws {
        let address = try SocketAddress.resolve("127.0.0.1", port: 0, isToListen: true)[0]
        listener = try TCP.listen(at: address, isShared: false)
        url = "ws://\(SocketAddress.local(of: listener) ?? address)/ocpp"
        self.conduct = conduct
        inThread { [self] in
            defer { TCP.close(listener) }
            // Who called before the end is counted, however late this thread comes to it.
            while try welcome() || !stop.isSet {}
        }
    }

    /// Hangs up on all chargers, and waits until that is done.
    func end() {
        stop.set()
        threads.wait()
    }

    /// How many connections of TCP it took.
    var connections: Int { lock.withLock { opened } }

    /// How many calls of an action it heard.
    func count(_ action: Action) -> Int { lock.withLock { heard[action.name, default: 0] } }

    var calls: Int { lock.withLock { heard.values.reduce(0, +) } }

    func note(_ call: StubCall) { lock.withLock { heard[call.action, default: 0] += 1 } }

    /// Takes the next call; false if there is none for the moment.
    private func welcome() throws -> Bool {
        var descriptor = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 20) > 0, let socket = try TCP.accept(listener) else {
            return false
        }
        let number = lock.withLock {
            opened += 1
            return opened
        }
        inThread { [self] in
            let line = StubLine(socket, number: number, of: self, stop)
            defer { line.hangUp() }
            try conduct(line)
        }
        return true
    }

    /// A line that goes while it is spoken on is an end like any other.
    private func inThread(_ work: @escaping @Sendable () throws -> Void) {
        threads.enter()
        Thread.detachNewThread { [threads] in
            try? work()
            threads.leave()
        }
    }
}

/// A call as a charger made it.
struct StubCall {
    let id: String
    let action: String

    /// nil: it is not a call.
    init?(_ text: String) {
        guard let frame = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any],
            frame.count == 4, frame[0] as? Int == 2,
            let id = frame[1] as? String, let action = frame[2] as? String
        else { return nil }
        self.id = id
        self.action = action
    }

    /// The answer of a CSMS that grants everything.
    var answer: String { answer(id: id) }

    func answer(id: String) -> String { "[3,\"\(id)\",\(grant)]" }

    private var grant: String {
        let accepted = #"{"status":"Accepted"}"#
        return switch action {
        case "BootNotification":
            #"{"currentTime":"2026-03-02T00:00:00Z","interval":30,"status":"Accepted"}"#
        case "Heartbeat": #"{"currentTime":"2026-03-02T00:00:00Z"}"#
        case "Authorize": "{\"idTagInfo\":\(accepted)}"
        case "StartTransaction": "{\"transactionId\":41,\"idTagInfo\":\(accepted)}"
        default: "{}"
        }
    }
}
