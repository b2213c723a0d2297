import Glibc
import Testing

@testable import FleetSim

@Suite struct `where chargers call from` {
    private static let here = [SocketAddress.loopback(0)]

    private func address(_ host: String) throws -> SocketAddress {
        try SocketAddress.resolve(host, port: 0, isToListen: true)[0]
    }

    /// How many of the chargers call from each address, and how many of those bind their port.
    private func spread(_ ends: LocalEnds, over chargers: Int) -> [String: [Int]] {
        var counts: [String: [Int]] = [:]
        for charger in 0..<chargers {
            let end = ends[charger]
            counts[end.address?.host ?? "any", default: [0, 0]][end.bindsPort ? 1 : 0] += 1
        }
        return counts
    }

    @Test func `on this machine 17,000 chargers call from three addresses from the start`() {
        let ends = LocalEnds(17_000, to: Self.here, from: [], ports: .usual)
        #expect((0..<6).map { ends[$0].address?.host } == (0..<6).map { "127.0.0.\($0 % 3 + 1)" })
        let spread = spread(ends, over: 17_000)
        #expect(spread.count == 3)
        for (_, counts) in spread {
            // A half of the ports is 14,116.
            #expect(counts.allSatisfy { (2_500...3_000).contains($0) })
        }
    }

    @Test(arguments: [1, 7_000, 100_000, 1_000_000])
    func `no address is crowded on this machine, whatever the number`(chargers: Int) {
        for ports in [PortRange.usual, PortRange(first: 50_000, last: 50_999)] {
            let ends = LocalEnds(chargers, to: Self.here, from: [], ports: ports)
            let counts = spread(ends, over: chargers).values.map { $0[0] + $0[1] }
            #expect(counts.allSatisfy { $0 <= ports.count / 4 })
            #expect(counts.reduce(0, +) == chargers)
            #expect(ends.shortage(for: chargers) == nil)
        }
    }

    @Test func `addresses that were named are taken in turn, and both halves of their ports`()
        throws
    {
        let named = [try address("192.0.2.1"), try address("192.0.2.2")]
        let ends = LocalEnds(40_000, to: [try address("198.51.100.1")], from: named, ports: .usual)
        let spread = spread(ends, over: 40_000)
        #expect(
            spread == ["192.0.2.1": [10_000, 10_000], "192.0.2.2": [10_000, 10_000]]
        )
        #expect(ends.shortage(for: 40_000) == nil)
    }

    @Test func `without a name every second charger binds a port of whatever address it gets`()
        throws
    {
        let ends = LocalEnds(9, to: [try address("198.51.100.1")], from: [], ports: .usual)
        #expect(spread(ends, over: 9) == ["any": [5, 4]])
    }

    @Test func `too many for their addresses are told before they start which to add`() throws {
        let away = [try address("198.51.100.1")]
        let own = [try address("192.0.2.7"), try address("2001:db8::1")]
        let ends = LocalEnds(30_000, to: away, from: [], ports: .usual)
        #expect(ends.shortage(for: 25_000) == nil)
        let complaint = try #require(ends.shortage(for: 30_000, among: { own }))
        #expect(
            complaint
                == """
                30000 chargers cannot call from one address: each is good for 25408 connections, as \
                Linux gives out the ports 32768 to 60999 here; name 2 addresses of this machine, each \
                with --source (this machine has 192.0.2.7; ‘ip address add’ gives it more), or allow more \
                ports (sysctl net.ipv4.ip_local_port_range)
                """
        )
        let named = LocalEnds(60_000, to: away, from: [own[0]], ports: .usual)
        let more = try #require(named.shortage(for: 60_000, among: { own }))
        #expect(more.contains("name 3 addresses") && !more.contains("this machine has"))
        // A CSMS on this machine is called from no address that others know it by.
        let here = [try address("127.0.0.1")]
        let near = LocalEnds(60_000, to: here, from: [try address("127.0.0.5")], ports: .usual)
        let advice = try #require(near.shortage(for: 60_000, among: { own }))
        #expect(advice.contains("leave --source out and call it at 127.0.0.1"))
        #expect(!advice.contains("192.0.2.7"))
    }

    @Test func `only what the system has too little of can be made good by ending a client`() {
        let errors: [(Int32, Bool)] = [
            (EMFILE, true), (ENFILE, true), (ENOBUFS, true), (ENOMEM, true), (EPERM, false),
            (EINVAL, false), (EOPNOTSUPP, false),
        ]
        for (code, isShortage) in errors {
            #expect(SystemError(call: "accept", code: code).isShortage == isShortage)
        }
    }

    @Test(
        arguments: [
            ("32768\t60999\n", PortRange.usual), ("1 65535", PortRange(first: 1, last: 65_535)),
            ("", nil), ("60999 32768", nil), ("0 100", nil), ("1 70000", nil), ("a b", nil),
            ("1 2 3", nil),
        ]
    )
    func `the range of ports is read as Linux writes it`(text: String, range: PortRange?) {
        #expect(PortRange(text) == range)
    }

    @Test func `sockets come from the address that they are to have, bound or not`() throws {
        let listener = try TCP.listen(at: .loopback(0), isShared: false)
        defer { TCP.close(listener) }
        let target = try #require(SocketAddress.local(of: listener))
        let ends = LocalEnds(40, to: [target], from: [.loopback(4), .loopback(9)])
        var ports: Set<String> = []
        for charger in 0..<40 {
            let socket = try TCP.connect(to: target, from: ends[charger])
            defer { TCP.close(socket) }
            let local = try #require(SocketAddress.local(of: socket))
            #expect(local.host == (charger.isMultiple(of: 2) ? "127.0.0.5" : "127.0.0.10"))
            #expect(local.port != 0)
            ports.insert(local.description)
        }
        let unnamed = LocalEnds.End(address: nil, bindsPort: true)
        let socket = try TCP.connect(to: target, from: unnamed)
        defer { TCP.close(socket) }
        #expect(SocketAddress.local(of: socket)?.host == "127.0.0.1")
        #expect(ports.count > 1)
    }
}
