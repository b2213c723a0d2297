/// How the reference CSMS is to be reached, and by whom.
package struct ServerSettings: Sendable {
    package var address: SocketAddress
    package var tls: TLSSettings?
    /// The password that every charger must give; nil: none is asked for.
    package var password: [UInt8]?
    /// Whether the common name of a charger's certificate must be its identity.
    package var checksNames = false
    /// Whether a charger that is not in the scenario is let in.
    package var takesUnknown = true
    /// How many of those may come to be known, each of which is remembered.
    package var maximumUnknown = 100_000
    /// How many connections may be open that have not been granted an upgrade yet.
    package var maximumHalfOpen = 4_096
    /// Threads, each with as many sockets as one process may open; workers of the CSMS are shared out.
    package var threads = 1
    /// Simulated seconds per real second.
    package var speed = 1.0
    /// What its clock says at the beginning.
    var clockStart: DateTime

    /// The clock is told in milliseconds since 1970.
    package init(address: SocketAddress, now: Int64) {
        self.address = address
        clockStart = DateTime(unixMilliseconds: now)
    }
}

extension ServerSettings {
    /// How much one thread lets its clients take.
    var limitsPerThread: Reactor.Limits {
        var limits = Reactor.Limits()
        limits.maximumUnsent = 64 << 10
        limits.longMessages = max(2, 32 / threads)
        limits.newcomers.total = max(16, maximumHalfOpen / threads)
        limits.newcomers.perAddress = max(4, maximumHalfOpen / threads / 4)
        return limits
    }
}

/// What a server has seen so far.
package struct ServerTally: Sendable {
    package var opened = 0
    package var closed = 0
    package var refused = 0
    package var frames = 0

    mutating func add(_ other: ServerTally) {
        opened += other.opened
        closed += other.closed
        refused += other.refused
        frames += other.frames
    }
}
