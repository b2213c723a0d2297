import Glibc
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `what a turn may take` {
    private static let long = RawClient.frame([UInt8](repeating: UInt8(ascii: "x"), count: 900_000))

    @Test func `a round has four steps of handshakes, however many wait`() {
        var turns = Turns()
        for slot in 0..<10 as Range<Int32> {
            turns.appendHandshake(ChannelID(slot: slot, generation: 1))
        }
        turns.beginRound()
        var steps = 0
        while turns.nextWaiting() != nil { steps += 1 }
        #expect(steps == 4)
        #expect(turns.waitingHandshakes == 6)
    }

    @Test func `of a long message 64 KiB are read, and then it is another's turn`() throws {
        var bench = try ReactorBench()
        let (first, id) = try bench.client()
        let (flooder, _) = try bench.client()
        // As much as several turns read lies ready before the first.
        var room: Int32 = 200_000
        let size = socklen_t(MemoryLayout<Int32>.size)
        let socket = bench.reactor.channels[id.slot].socket
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, size)
        var sent = 0
        var unread: Int32 = 0
        while unread < 150_000 {
            sent += first.push(Array(Self.long.dropFirst(sent)))
            _ = ioctl(socket, UInt(FIONREAD), &unread)
        }
        flooder.push((0..<2_000).flatMap { _ in RawClient.frame("[]") })
        // What is missing of the message whenever the other has said something.
        var missing: [Int] = []
        while missing.count < 1_000 {
            bench.reactor.wait(.milliseconds(20))
            while let event = bench.reactor.next() {
                guard case .text = event.what, event.owner == 1 else { continue }
                missing.append(bench.reactor.channels[id.slot].receiver.missingBytes)
            }
        }
        let begun = missing.drop { $0 == 0 }
        let turns = zip(begun, begun.dropFirst()).map { $0 - $1 }
        #expect((1...64 << 10).contains(turns.max() ?? 0), "\(turns.max() ?? 0)")
    }

    @Test func `no connection is taken in while 64 handshakes wait`() throws {
        try Descriptors.require(1_000)
        let authority = try TestAuthority()
        let settings = try SecureBench.server(of: authority)
        var bench = try ReactorBench(tls: try TLSContext(.server, settings))
        let clients = try (0..<300).map { _ in try RawClient(to: bench.address) }
        var maximum = 0
        while bench.reactor.count < clients.count {
            _ = bench.round()
            maximum = max(maximum, bench.reactor.turns.waitingHandshakes)
        }
        #expect((1...64).contains(maximum))
    }
}

@Suite struct `what waits for a peer that reads nothing` {
    @Test func `is cut off with it when it is too much, though the peer is silent`() throws {
        var bench = try ReactorBench { $0.longestBacklog = 1 << 20 }
        let (client, id) = try bench.client(room: 4_096)
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
        var end: ChannelEnd?
        // The system's own buffers take some megabytes.
        for _ in 0..<300 where end == nil {
            text.withUnsafeBytes { bench.reactor.send($0, over: id) }
            bench.reactor.wait(.zero)
            while let event = bench.reactor.next() {
                if case .ended(let what) = event.what { end = what }
            }
        }
        guard case .clogged? = end else {
            Issue.record("\(bench.reactor.channels[id.slot].backlog.count) bytes wait")
            return
        }
        #expect(client.hearsTheEnd())
    }

    @Test func `of a station's frames are sixteen in the server, until half of them are served`()
        throws
    {
        let address = try SocketAddress.resolve("127.0.0.1", port: 0, isToListen: true)[0]
        let listener = try ListeningSocket(at: address)
        defer { listener.close() }
        var lines = ServerLines(
            try Reactor(seed: 1, number: 0),
            stations: 1,
            sites: 1,
            chances: RandomStream(seed: 1, entity: 0, purpose: .service)
        )
        try lines.reactor.listen(at: listener)
        let client = try RawClient(to: listener.address)
        client.send(RawClient.request("CP"))
        var frames = 0
        Self.takeAll(&lines, client, &frames)
        #expect(frames == 16)
        for _ in 0..<7 { lines.noteServed(0, bytes: 2) }
        Self.takeAll(&lines, client, &frames)
        #expect(frames == 16)
        lines.noteServed(0, bytes: 2)
        Self.takeAll(&lines, client, &frames)
        #expect(frames == 24)
    }

    private static func takeAll(
        _ lines: inout ServerLines,
        _ client: RawClient,
        _ frames: inout Int
    ) {
        repeat {
            lines.reactor.wait(.milliseconds(20))
            while let event = lines.reactor.next() {
                switch event.what {
                case .asked:
                    lines.open(event.channel, as: 0, 1)
                    client.send((0..<100).flatMap { _ in RawClient.frame("[]") })
                case .text(let bytes):
                    lines.noteArrival(0, bytes: bytes.count)
                    frames += 1
                case .opened, .ping, .pong, .ended: break
                }
            }
        } while lines.reactor.turns.isBehind || frames < 16
    }

    @Test func `of a recording has room up to a bound, which is given back`() {
        let room = RecordingRoom()
        var taken = 0
        while taken < 1_000, room.take(1 << 20) { taken += 1 }
        #expect(taken == 32)
        room.giveBack(2 << 20)
        #expect(room.take(2 << 20) && !room.take(1))
        room.giveBack(32 << 20)
        room.close()
        #expect(!room.take(1))
    }
}
