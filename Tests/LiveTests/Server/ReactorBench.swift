@testable import FleetSim

/// A reactor with clients on loopback, driven round by round.
struct ReactorBench: ~Copyable {
    var reactor: Reactor
    let address: SocketAddress
    private let listener: ListeningSocket
    private var opened: Int32 = 0

    init(
        tls: TLSContext? = nil,
        change: (inout Reactor.Limits) -> Void = { _ in }
    ) throws {
        var limits = Reactor.Limits()
        change(&limits)
        let endpoint = try SocketAddress.resolve("127.0.0.1", port: 0, isToListen: true)[0]
        let listener = try ListeningSocket(at: endpoint)
        var reactor = try Reactor(tls: tls, limits: limits, seed: 1, number: 0)
        try reactor.listen(at: listener)
        self.listener = listener
        address = listener.address
        self.reactor = reactor
    }

    deinit { listener.close() }

    /// A client whose upgrade is granted; its owner is its number.
    mutating func client(room: Int32? = nil) throws -> (client: RawClient, id: ChannelID) {
        let client = try RawClient(to: address, room: room)
        client.send(RawClient.request("CP"))
        while true {
            reactor.wait(.seconds(1))
            while let event = reactor.next() {
                guard case .asked = event.what else { continue }
                reactor.accept(event.channel, subprotocol: "ocpp1.6", owner: opened)
                opened += 1
                _ = client.hearHead()
                return (client, event.channel)
            }
        }
    }

    /// Whose texts came in one round, in order, and how long they were.
    mutating func round() -> [(owner: Int32, count: Int)] {
        var texts: [(owner: Int32, count: Int)] = []
        reactor.wait(.milliseconds(20))
        while let event = reactor.next() {
            if case .text(let bytes) = event.what { texts.append((event.owner, bytes.count)) }
        }
        return texts
    }

    /// A round in which every text is answered: how many there were.
    mutating func answered(_ answer: [UInt8], over id: ChannelID) -> Int {
        var texts = 0
        reactor.wait(.milliseconds(5))
        while let event = reactor.next() {
            guard case .text = event.what else { continue }
            texts += 1
            answer.withUnsafeBytes { reactor.send($0, over: id) }
        }
        return texts
    }

    /// Rounds until a text of an owner comes: all that came up to it.
    mutating func rounds(until owner: Int32) -> [Int32] {
        var texts: [Int32] = []
        while !texts.contains(owner) { texts += round().map(\.owner) }
        return texts
    }

    /// Rounds until nothing more comes.
    mutating func rest() -> [(owner: Int32, count: Int)] {
        var texts: [(owner: Int32, count: Int)] = []
        while true {
            let more = round()
            texts += more
            if more.isEmpty, !reactor.turns.isBehind { return texts }
        }
    }
}
