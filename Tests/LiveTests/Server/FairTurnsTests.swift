import Glibc
import Testing

@testable import FleetSim

@Suite struct `turns of channels` {
    private static let flood = [[UInt8]](repeating: RawClient.frame("[]"), count: 8_000).flatMap {
        $0
    }

    @Test func `a flood of small frames leaves the others their turn`() throws {
        var bench = try ReactorBench()
        let (flooder, _) = try bench.client()
        let (calm, _) = try bench.client()
        flooder.push(Self.flood)
        var before = 0
        while before == 0 { before = bench.round().count }
        // The flood lies ready to the last frame, and yet a round takes in a part of it.
        #expect(before <= 300)
        calm.send(RawClient.frame("[1]"))
        let order = bench.rounds(until: 1)
        #expect(order.firstIndex(of: 1) ?? .max <= Turns.framesOfFirstTurn)
        let all = bench.rest().count + before + order.filter { $0 == 0 }.count
        #expect(all == 8_000)
    }

    @Test func `of a hundred floods each gets as much as another`() throws {
        var bench = try ReactorBench()
        var flooders: [RawClient] = []
        for _ in 0..<100 {
            let (client, _) = try bench.client()
            flooders.append(client)
        }
        let part = Array(Self.flood.prefix(1_000 * RawClient.frame("[]").count))
        for flooder in flooders { flooder.send(part) }
        var counts = [Int](repeating: 0, count: 100)
        while counts.allSatisfy({ $0 < 500 }) {
            for text in bench.round() { counts[Int(text.owner)] += 1 }
        }
        let spread = (counts.max() ?? 0) - (counts.min() ?? 0)
        #expect(spread <= Turns.framesOfFirstTurn + 2 * Turns.framesPerTurn, "\(counts)")
    }

    @Test func `many pings are answered by one pong, which is the last one's`() throws {
        var bench = try ReactorBench()
        let (client, _) = try bench.client()
        let pings = (0..<400).flatMap { RawClient.frame(Array("\($0)".utf8), .ping) }
        client.send(pings)
        _ = bench.rest()
        client.send(RawClient.frame([], .close))
        _ = bench.rest()
        var pongs: [String] = []
        while let length = client.hear(2).last, length > 0 {
            pongs.append(String(decoding: client.hear(Int(length)), as: UTF8.self))
        }
        #expect(pongs.last == "399")
        #expect(pongs.count <= 1 + 400 / Turns.framesOfFirstTurn)
        #expect(pongs == pongs.sorted { Int($0) ?? 0 < Int($1) ?? 0 })
    }

    @Test func `a channel that is paused is not read, and loses nothing`() throws {
        var bench = try ReactorBench()
        let (client, id) = try bench.client()
        let frames = (0..<300).map { RawClient.frame("[\($0)]") }
        bench.reactor.pause(id)
        client.send(frames.flatMap { $0 })
        #expect(bench.rest().isEmpty)
        bench.reactor.resume(id)
        let lengths = bench.rest().map(\.count)
        #expect(lengths == (0..<300).map { "[\($0)]".utf8.count })
    }

    @Test func `a channel that is paused amid what was read goes on where it was`() throws {
        var bench = try ReactorBench()
        let (client, id) = try bench.client()
        client.send((0..<50).flatMap { RawClient.frame("[\($0)]") })
        var seen: [String] = []
        while seen.count < 50 {
            bench.reactor.wait(.milliseconds(20))
            while let event = bench.reactor.next() {
                guard case .text(let bytes) = event.what else { continue }
                seen.append(String(decoding: bytes, as: UTF8.self))
                bench.reactor.pause(id)
            }
            bench.reactor.resume(id)
        }
        #expect(seen == (0..<50).map { "[\($0)]" })
    }

    @Test func `the end of a channel comes after what was sent before`() throws {
        var bench = try ReactorBench()
        var (client, _): (RawClient?, ChannelID) = try bench.client()
        client?.send((0..<100).flatMap { RawClient.frame("[\($0)]") })
        client = nil
        var texts = 0
        while true {
            bench.reactor.wait(.milliseconds(20))
            while let event = bench.reactor.next() {
                switch event.what {
                case .text: texts += 1
                case .ended:
                    #expect(texts == 100)
                    return
                case .opened, .asked, .ping, .pong: break
                }
            }
        }
    }

    @Test func `a client that does not read is not read either, until it does`() throws {
        var bench = try ReactorBench { $0.maximumUnsent = 1_000 }
        let (client, id) = try bench.client(room: 4_096)
        let answer = [UInt8](repeating: UInt8(ascii: "x"), count: 400_000)
        client.send((0..<200).flatMap { _ in RawClient.frame("[]") })
        var taken = 0
        var idle = 0
        // Until the server takes no more, though it has not taken all.
        while idle < 20 {
            let more = bench.answered(answer, over: id)
            taken += more
            idle = more == 0 ? idle + 1 : 0
        }
        #expect(taken < 200)
        #expect(bench.reactor.channels[id.slot].backlog.count <= 401_000)
        while taken < 200 {
            client.drain()
            taken += bench.answered(answer, over: id)
        }
        #expect(taken == 200)
    }
}

@Suite struct `long messages` {
    private static let long = RawClient.frame([UInt8](repeating: UInt8(ascii: "x"), count: 900_000))

    @Test func `only a number of them are in the making at a time`() throws {
        var bench = try ReactorBench { $0.longMessages = 2 }
        var clients: [(client: RawClient, id: ChannelID)] = []
        for _ in 0..<6 { clients.append(try bench.client()) }
        // All but the last byte; what does not go now goes later.
        var rests = clients.map { _ in Self.long.dropLast()[...] }
        var idle = 0
        while idle < 20 {
            var pushed = 0
            for index in clients.indices where !rests[index].isEmpty {
                let count = clients[index].client.push(Array(rests[index].prefix(1 << 16)))
                rests[index] = rests[index].dropFirst(count)
                pushed += count
            }
            let texts = bench.round().count
            #expect(texts == 0)
            idle = pushed == 0 && !bench.reactor.turns.isBehind ? idle + 1 : 0
        }
        let held = clients.map { bench.reactor.channels[$0.id.slot].receiver.heldBytes }
        #expect(held.filter { $0 > 128 << 10 }.count == 2, "\(held)")
        let bound = 2 * 1_000_000 + 4 * (128 << 10)
        #expect(held.reduce(0, +) < bound)
        #expect(rests.filter(\.isEmpty).count >= 2)
        // The others come when those are done.
        var done: Set<Int32> = []
        while done.count < 6 {
            for index in clients.indices {
                if rests[index].isEmpty, rests[index].startIndex > 0 {
                    clients[index].client.send(Array(Self.long.suffix(1)))
                    rests[index] = [][...]
                } else if !rests[index].isEmpty {
                    let count = clients[index].client.push(Array(rests[index].prefix(1 << 16)))
                    rests[index] = rests[index].dropFirst(count)
                }
            }
            for text in bench.round() {
                #expect(text.count == 900_000)
                done.insert(text.owner)
            }
        }
        let after = clients.map { bench.reactor.channels[$0.id.slot].receiver.heldBytes }
        #expect(after.allSatisfy { $0 == 0 })
    }

    @Test func `one that takes too long is ended once another waits`() throws {
        var bench = try ReactorBench {
            $0.longMessages = 1
            $0.messagePatience = .zero
        }
        let (first, _) = try bench.client()
        let (second, _) = try bench.client()
        first.send(Array(Self.long.prefix(100_000)))
        #expect(bench.rest().isEmpty)
        second.push(Array(Self.long.prefix(100_000)))
        _ = bench.rest()
        // It has asked by now, and the next round sees to it.
        _ = bench.rest()
        _ = bench.rest()
        let told = Array(first.hear(4).suffix(2))
        #expect(told == [0x03, 0xF0], "it is told 1008 once the other has asked")
    }

    @Test func `one that was kept from being read gets its time once more, and no longer`() throws {
        var bench = try ReactorBench {
            $0.longMessages = 1
            $0.messagePatience = .zero
        }
        let (first, id) = try bench.client()
        let (second, _) = try bench.client()
        first.send(Array(Self.long.prefix(100_000)))
        #expect(bench.rest().isEmpty)
        bench.reactor.pause(id)
        second.push(Array(Self.long.prefix(100_000)))
        for _ in 0..<3 { _ = bench.rest() }
        let isOpen = bench.reactor.channels.holds(id)
        #expect(isOpen, "it is not to blame")
        let state = bench.reactor.channels[id.slot].state
        #expect(state == .open)
        bench.reactor.resume(id)
        for _ in 0..<3 { _ = bench.rest() }
        #expect(Array(first.hear(4).suffix(2)) == [0x03, 0xF0], "it is told 1008")
    }

    @Test func `one that reads in steps hears its peer's farewell all the same`() throws {
        var bench = try ReactorBench()
        let id: ChannelID
        do {
            let (client, opened) = try bench.client()
            id = opened
            bench.reactor.allow(id, toRead: 0)
            bench.reactor.close(id)
            client.send(RawClient.frame([], .close))
            for _ in 0..<3 { _ = bench.rest() }
        }
        for _ in 0..<3 { _ = bench.rest() }
        let isOpen = bench.reactor.channels.holds(id)
        let cutOff = bench.reactor.farewellsCutOff
        #expect(!isOpen && cutOff == 0)
    }

    @Test func `grants go to those who wait, in order`() {
        var messages = LongMessages(maximum: 1, patience: .seconds(10))
        let ids = (0..<3).map { ChannelID(slot: $0, generation: 1) }
        #expect(messages.ask(ids[0], at: .zero) == 1)
        #expect(messages.ask(ids[1], at: .zero) == nil)
        #expect(messages.ask(ids[2], at: .zero) == nil)
        #expect(messages.nextWaiting() == nil)
        #expect(messages.overdue(at: .zero + .seconds(9)) == nil)
        #expect(messages.overdue(at: .zero + .seconds(10))?.id == ids[0])
        #expect(messages.overdue(at: .zero + .seconds(11)) == nil, "it is named once")
        messages.excuse(1, at: .zero + .seconds(11))
        #expect(messages.overdue(at: .zero + .seconds(20)) == nil)
        #expect(messages.overdue(at: .zero + .seconds(21))?.id == ids[0], "it was excused once")
        messages.giveBack(1)
        #expect(messages.nextWaiting() == ids[1])
        #expect(messages.ask(ids[1], at: .zero) == 2)
        #expect(messages.nextWaiting() == nil)
    }
}

@Suite struct `connections without an upgrade` {
    @Test func `the oldest makes room for a new one`() throws {
        var bench = try ReactorBench {
            $0.newcomers.total = 3
            $0.newcomers.grace = .zero
        }
        let idle = try (0..<10).map { _ in try RawClient(to: bench.address) }
        let (calm, _) = try bench.client()
        calm.send(RawClient.frame("[]"))
        #expect(bench.rest().count == 1)
        #expect(bench.reactor.newcomers.count <= 3)
        #expect(idle[0].hearsTheEnd())
        // Those who talk are counted no longer.
        for _ in 0..<5 { _ = try bench.client() }
        #expect(bench.reactor.count <= 6 + 3)
    }

    @Test func `a head that drips is not waited for longer than one that does not come`() throws {
        var bench = try ReactorBench { $0.newcomers.patience = .zero }
        let dripping = try RawClient(to: bench.address)
        dripping.push(Array("GET /".utf8))
        while bench.reactor.newcomers.count == 0, bench.reactor.count == 0 {
            bench.reactor.wait(.milliseconds(5))
            while bench.reactor.next() != nil {}
        }
        dripping.push(Array("ocpp".utf8))
        bench.reactor.wait(.milliseconds(5))
        #expect(bench.reactor.count == 0)
        #expect(dripping.hearsTheEnd())
    }

    private func id(_ slot: Int32) -> ChannelID { ChannelID(slot: slot, generation: 1) }

    private var limits: Newcomers.Limits {
        Newcomers.Limits(
            total: 6,
            perAddress: 3,
            grace: .seconds(1),
            patience: .seconds(15)
        )
    }

    @Test func `an address with more than its share gives up its own first`() {
        var newcomers = Newcomers(limits)
        newcomers.add(id(0), from: 7, at: .zero)
        for slot in 1...4 { newcomers.add(id(Int32(slot)), from: 9, at: .zero) }
        let later = SimTime.zero + .seconds(2)
        #expect(newcomers.excess(from: 9, at: .zero) == nil, "each gets a second")
        #expect(newcomers.excess(from: 9, at: later) == id(1))
        newcomers.remove(id(1))
        #expect(newcomers.excess(from: 9, at: later) == nil)
        // For want of descriptors, too.
        #expect(newcomers.oldest(at: later) == id(2))
        newcomers.remove(id(2))
        #expect(newcomers.oldest(at: later) == id(0))
    }

    @Test func `when all places are taken a new one waits until the oldest has had its second`() {
        var newcomers = Newcomers(limits)
        for slot in 0..<6 { newcomers.add(id(Int32(slot)), from: UInt64(slot), at: .zero) }
        #expect(!newcomers.hasRoom(at: .zero + .milliseconds(900)))
        #expect(newcomers.hasRoom(at: .zero + .seconds(1)))
        newcomers.add(id(6), from: 6, at: .zero + .seconds(1))
        #expect(newcomers.excess(from: 6, at: .zero + .seconds(1)) == id(0))
    }

    @Test func `patience ends by when one came, and a place that is used again is another's`() {
        var newcomers = Newcomers(limits)
        newcomers.add(id(0), from: 1, at: .zero)
        newcomers.remove(id(0))
        let second = ChannelID(slot: 0, generation: 3)
        newcomers.add(second, from: 1, at: .zero + .seconds(5))
        newcomers.remove(id(0))
        #expect(newcomers.count == 1)
        #expect(newcomers.overdue(at: .zero + .seconds(19)) == nil)
        #expect(newcomers.overdue(at: .zero + .seconds(20)) == second)
    }
}
