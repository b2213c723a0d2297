/// The virtual link of one charger to the CSMS.
struct Link {
    private(set) var isOpen = false
    /// Whether the last connection was ended by what the scenario does to the line.
    private(set) var wasCut = false
    /// Counts connections, so that what was sent over an earlier one is known and dropped.
    private(set) var epoch: UInt32 = 0
    /// What the scenario's faults make of it.
    var condition: LinkCondition
    private let latency: UInt8
    private var delays: RandomStream
    var service: RandomStream
    private var lastUp = SimTime.zero
    private var lastDown = SimTime.zero

    init(
        latency: Int,
        delays: RandomStream,
        service: RandomStream,
        condition: LinkCondition = LinkCondition()
    ) {
        self.condition = condition
        self.latency = UInt8(latency)
        self.delays = delays
        self.service = service
    }

    mutating func open() {
        assert(!isOpen, "a connection opens once")
        isOpen = true
    }

    mutating func close(byOwnLine: Bool = false) {
        isOpen = false
        wasCut = byOwnLine
        epoch &+= 1
    }

    /// When a frame that leaves now reaches the CSMS: a connection keeps the order of its frames.
    mutating func sendToCentral(from now: SimTime, _ laws: [Law]) -> SimTime {
        let departure = condition.isUntroubled ? now : condition.departure(at: now)
        lastUp = max(lastUp, departure + delay(laws))
        assert(lastUp >= now, "no frame gets there before it leaves")
        return lastUp
    }

    /// A charger that reads slowly has the frame when it has read this many bytes.
    mutating func sendToCharger(from now: SimTime, bytes: Int = 0, _ laws: [Law]) -> SimTime {
        guard !condition.isUntroubled else {
            lastDown = max(lastDown, now + delay(laws))
            return lastDown
        }
        let arrival = condition.departure(at: now) + delay(laws)
        let rate = condition.readingRate(at: now)
        let reading =
            rate.map { SimDuration(nanoseconds: Int64(bytes) * 1_000_000_000 / Int64($0)) } ?? .zero
        lastDown = max(lastDown, arrival) + reading
        assert(lastDown >= now, "no frame gets there before it leaves")
        return lastDown
    }

    private mutating func delay(_ laws: [Law]) -> SimDuration {
        // Only this part is taken out of the list: a law as a whole may hold lists, and is dear to copy.
        if let law = laws[Int(latency)].lognormal { return law.draw(using: &delays) }
        return laws[Int(latency)].draw(using: &delays)
    }

    /// TCP's three steps and the upgrade's two cross the link four times before the charger knows.
    mutating func handshake(_ laws: [Law]) -> SimDuration {
        var total = SimDuration.zero
        for _ in 0..<4 { total = total + delay(laws) }
        return total
    }
}
