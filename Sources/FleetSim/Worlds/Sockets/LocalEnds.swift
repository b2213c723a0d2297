/// Where chargers call from: which address each has, and who chooses its port.
///
/// Linux looks for a free port of one address by trying one half of its range, the even ports as a
/// rule, until that half is full; from then on every `connect` tries all of that half in vain before
/// it comes to the other. Measured on Linux 6.18, each half of 9,200 ports: 14 µs for a connection
/// until the first half is full, then 510 to 630 µs for each further one (0.9 ms with the usual
/// 14,116). A `bind` to no port in particular looks through the odd half first, and leaves nothing to
/// be looked for to the `connect`. So every second charger of an address binds: 15 µs up to 90 % of
/// all ports, 31 µs on the way to 98 %. Three addresses instead of one: 16 µs throughout.
struct LocalEnds: Sendable {
    /// Where one charger calls from.
    struct End: Sendable {
        /// nil: whichever address the system sees fit.
        var address: SocketAddress?
        /// Whether a port is bound before the connection is begun.
        var bindsPort: Bool
    }

    private let addresses: [SocketAddress]
    private let named: [SocketAddress]
    private let ports: PortRange
    private let targets: [SocketAddress]

    /// Ends for calls to a CSMS, from addresses that were named or from what the system has.
    ///
    /// Between two ends on this machine there are sixteen million addresses for nothing, so none of
    /// them has to be crowded.
    init(
        _ chargers: Int,
        to targets: [SocketAddress],
        from named: [SocketAddress],
        ports: PortRange = .ofThisMachine
    ) {
        self.ports = ports
        self.named = named
        self.targets = targets
        guard named.isEmpty, targets.allSatisfy({ $0.isLoopback && !$0.isIPv6 }) else {
            addresses = named
            return
        }
        let each = max(1, ports.count / 4)
        addresses = (0..<max(1, (chargers + each - 1) / each)).map(SocketAddress.loopback)
    }

    /// Chargers take addresses in turn, and of each address every second one binds its port.
    subscript(charger: Int) -> End {
        guard !addresses.isEmpty else {
            return End(address: nil, bindsPort: !charger.isMultiple(of: 2))
        }
        let turn = charger / addresses.count
        return End(
            address: addresses[charger % addresses.count],
            bindsPort: !turn.isMultiple(of: 2)
        )
    }

    /// The addresses that the first chargers call from, where several were named.
    func sources(of chargers: Int) -> SubsetColumn {
        guard named.count > 1 else { return SubsetColumn() }
        let hosts = addresses.map(\.host)
        return SubsetColumn((0..<chargers).lazy.map { hosts[$0 % hosts.count] })
    }

    /// Why that many chargers cannot call from these addresses, and what would help; nil if they can.
    ///
    /// The last tenth of the ports is left to the machine's other programs, and because a free port
    /// among the last few is long to find.
    func shortage(
        for chargers: Int,
        among own: () -> [SocketAddress] = { SocketAddress.ofThisMachine() }
    ) -> String? {
        let each = max(1, ports.count * 9 / 10)
        let count = max(1, addresses.count)
        guard chargers > each * count else { return nil }
        let wanted = (chargers + each - 1) / each
        let from = count == 1 ? "one address" : "\(count) addresses"
        let used = Set(addresses.map(\.host))
        let free = own().filter { $0.isIPv6 == targets[0].isIPv6 && !used.contains($0.host) }
            .map(\.host)
        let more = free.count + used.count < wanted ? "‘ip address add’ gives it more" : nil
        let names = free.isEmpty ? nil : "this machine has \(free.joined(separator: ", "))"
        let known = [names, more].compactMap(\.self).joined(separator: "; ")
        let has = known.isEmpty ? "" : " (\(known))"
        let help =
            targets[0].isLoopback
            ? "\(named.isEmpty ? "" : "leave --source out and ")call it at 127.0.0.1, which is called "
                + "from as many addresses as are needed"
            : "name \(wanted) addresses of this machine, each with --source\(has)"
        return """
            \(chargers) chargers cannot call from \(from): each is good for \(each) connections, as \
            Linux gives out the ports \(ports.first) to \(ports.last) here; \(help), or allow more \
            ports (sysctl net.ipv4.ip_local_port_range)
            """
    }
}

/// The ports that the system gives out to those who name none.
struct PortRange: Equatable, Sendable {
    var first: Int
    var last: Int

    var count: Int { last - first + 1 }

    static var ofThisMachine: PortRange {
        SystemFile.read("/proc/sys/net/ipv4/ip_local_port_range").flatMap(PortRange.init) ?? .usual
    }

    /// What Linux has unless it is told otherwise.
    static let usual = PortRange(first: 32_768, last: 60_999)

    /// Reads what Linux says of it: two numbers.
    init?(_ text: String) {
        let numbers = text.split(whereSeparator: \.isWhitespace).map { Int($0) }
        guard numbers.count == 2, let first = numbers[0], let last = numbers[1],
            1...65_535 ~= first, first...65_535 ~= last
        else { return nil }
        self.init(first: first, last: last)
    }

    init(first: Int, last: Int) {
        self.first = first
        self.last = last
    }
}
