/// The virtual link of one charger to the CSMS.
struct Link {
    private(set) var isOpen = false
    /// Counts connections, so that what was sent over an earlier one is known and dropped.
    private(set) var epoch: UInt32 = 0
    /// How many losses lie over one another: it is there when none does.
    private var losses: UInt8 = 0
    /// Whether the CSMS turns the charger away, or is not where it is sought.
    var isMisdirected = false
    private let latency: UInt8
    private var delays: RandomStream
    var service: RandomStream
    private var lastUp = SimTime.zero
    private var lastDown = SimTime.zero

    init(latency: Int, delays: RandomStream, service: RandomStream) {
        self.latency = UInt8(latency)
        self.delays = delays
        self.service = service
    }

    /// Whether a handshake can come to its end.
    var leads: Bool { losses == 0 && !isMisdirected }

    mutating func lose() { losses &+= 1 }

    mutating func comeBack() { losses &-= 1 }

    mutating func open() {
        isOpen = true
    }

    mutating func close() {
        isOpen = false
        epoch &+= 1
    }

    /// When a frame that leaves now reaches the CSMS: a connection keeps the order of its frames.
    mutating func reachesCentral(from now: SimTime, _ laws: [Law]) -> SimTime {
        lastUp = max(lastUp, now + laws[Int(latency)].draw(using: &delays))
        return lastUp
    }

    mutating func reachesCharger(from now: SimTime, _ laws: [Law]) -> SimTime {
        lastDown = max(lastDown, now + laws[Int(latency)].draw(using: &delays))
        return lastDown
    }

    /// TCP's three steps and the upgrade's two cross the link four times before the charger knows.
    mutating func handshake(_ laws: [Law]) -> SimDuration {
        var total = SimDuration.zero
        for _ in 0..<4 { total = total + laws[Int(latency)].draw(using: &delays) }
        return total
    }
}
