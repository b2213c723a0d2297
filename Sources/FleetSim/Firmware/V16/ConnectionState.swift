import Scenarios

/// How a charger stands with the CSMS: its connection, whether it is taken in, how often it has tried in vain.
///
/// A connection that stands ends a wait: only then, and until the charger goes down, has it been up.
struct ConnectionState {
    /// Whether and how the link to the CSMS stands.
    enum Link: UInt8 {
        case off, waiting, connecting, up
    }

    /// Whether the CSMS has taken the charger in.
    enum Registration: UInt8 {
        /// Nothing sent since it came up, or no usable answer yet.
        case unknown
        case pending, rejected, accepted
    }

    // In an order in which little room is left between them, since every charger has one.
    private var chance: RandomStream
    /// Failed attempts to connect in a row.
    private var failures: Int32 = 0
    private(set) var link = Link.off
    private(set) var registration = Registration.unknown
    /// Whether a connection has stood since it came up.
    private(set) var hasBeenUp = false

    /// What is random of its waits is drawn from a stream of its own.
    init(chance: RandomStream) { self.chance = chance }

    /// Whether the CSMS hears what the charger sends of its own accord.
    var isHeard: Bool { link == .up && registration == .accepted }

    mutating func dial() {
        assert(link == .off || link == .waiting, "a charger has one connection")
        link = .connecting
    }

    mutating func open() {
        assert(link == .connecting, "a connection was asked for")
        link = .up
        hasBeenUp = true
        failures = 0
    }

    mutating func lose() { link = .waiting }

    mutating func goDown() {
        link = .off
        registration = .unknown
        failures = 0
        hasBeenUp = false
    }

    mutating func register(_ status: RegistrationStatus) {
        assert(link == .up, "an answer comes over a connection")
        registration =
            switch status {
            case .accepted: .accepted
            case .pending: .pending
            case .rejected: .rejected
            }
    }

    mutating func forgetRegistration() { registration = .unknown }

    /// The wait before the next attempt: longer after each failure, with a random part so that a fleet
    /// does not come back as one.
    mutating func waitToDial(_ law: ConnectionBehaviour.BackOff) -> SimDuration {
        assert(link != .up, "a charger that is connected does not dial")
        let jitter = draw() * Double(SimDuration(law.jitter).nanoseconds)
        let wait = law.wait(after: Int(failures)) + SimDuration(nanoseconds: Int64(jitter))
        if failures < .max { failures += 1 }
        link = .waiting
        return wait
    }

    /// From 0 to 1, for what else is random of when it calls.
    mutating func draw() -> Double { chance.unit() }
}
