/// Servers without a line: who finds all of them busy goes away (M/G/c/c).
///
/// The law of the service does not matter, only its mean.
package struct ErlangB: Equatable, Sendable {
    package let servers: Int
    /// How many customers come during one mean service.
    package let offered: Double
    /// The share of customers who find all servers busy.
    package let blocking: Double

    package init(servers: Int, offered: Double) {
        precondition(servers >= 0 && offered >= 0, "neither servers nor load are negative")
        self.servers = servers
        self.offered = offered
        var blocking = 1.0
        for server in 0..<servers {
            blocking = offered * blocking / (Double(server + 1) + offered * blocking)
        }
        self.blocking = blocking
        assert(0...1 ~= blocking, "a probability lies between 0 and 1")
    }

    /// The mean number of busy servers.
    package var carried: Double { offered * (1 - blocking) }

    /// The least servers with which no greater share is blocked.
    package static func servers(offered: Double, blocking maximum: Double) -> Int {
        precondition(maximum > 0 && offered >= 0, "some blocking there always is")
        var servers = 0
        var blocking = 1.0
        while blocking > maximum {
            servers += 1
            blocking = offered * blocking / (Double(servers) + offered * blocking)
        }
        return servers
    }
}
