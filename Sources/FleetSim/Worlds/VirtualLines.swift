/// The links of virtual time, and what is under way over them.
struct VirtualLines: StationLines, ~Copyable {
    /// What becomes due on the links.
    enum Step: UInt64 {
        /// A charger's frame reaches the CSMS.
        case reachesCentral = 8
        /// A frame of the CSMS reaches a charger.
        case reachesCharger
        case handshakeDone
        /// A charger learns that the CSMS closed.
        case closeArrives
        /// A fault of a link begins or ends.
        case fault
        /// What a driver says by the app reaches the CSMS.
        case appMessage
    }

    /// What is due for the links or for the CSMS, as it stands in the queue: 4 bits for the step, 28 for
    /// the charger or site, 32 for a number.
    struct Due {
        let word: UInt64

        var csmsStep: CSMSStep? { CSMSStep(rawValue: word >> 60) }
        var step: Step? { Step(rawValue: word >> 60) }
        var entity: Int { Int(word >> 32 & 0xFFF_FFFF) }
        var number: UInt32 { UInt32(truncatingIfNeeded: word) }
        var slot: FrameSlot { FrameSlot(index: Int32(number)) }
    }

    var links: UniqueList<Link>
    let latencies: [Law]
    private var queue = EventQueue()

    init(_ links: [Link], latencies: [Law]) {
        self.links = UniqueList(links)
        self.latencies = latencies
    }

    static var servesAtOnce: Bool { false }

    var stations: Range<Int> { links.indices }

    /// Nothing is due before this moment; nil when nothing is due at all.
    var earliest: SimTime? { queue.earliest }

    var probablyNext: Due? { queue.probablyNext.map(Due.init) }

    mutating func next(until limit: SimTime) -> (due: Due, at: SimTime)? {
        queue.pop(until: limit).map { (Due(word: $0.payload), $0.time) }
    }

    func connection(of station: Int) -> UInt32? {
        links[station].isOpen ? links[station].epoch : nil
    }

    mutating func send(
        _ frame: UnsafeRawBufferPointer,
        to station: Int,
        at now: SimTime,
        keeping frames: inout FramePool
    ) {
        let slot = frames.store(frame, charger: station, epoch: links[station].epoch)
        let arrival = links[station].sendToCharger(from: now, bytes: frame.count, latencies)
        push(.reachesCharger, station, UInt32(slot.index), at: arrival)
    }

    mutating func cut(_ station: Int, at now: SimTime) { cut(station, byOwnLine: false, at: now) }

    /// Closes a connection, as the charger will soon notice.
    mutating func cut(_ charger: Int, byOwnLine: Bool, at now: SimTime) {
        links[charger].close(byOwnLine: byOwnLine)
        let arrives = links[charger].sendToCharger(from: now, latencies)
        push(.closeArrives, charger, links[charger].epoch, at: arrives)
    }

    mutating func noteServed(_ station: Int, bytes: Int) {}

    mutating func serviceTime(of station: Int, by law: Law) -> SimDuration {
        law.draw(using: &links[station].service)
    }

    mutating func schedule(_ step: CSMSStep, _ entity: Int, _ number: UInt32, at time: SimTime) {
        push(step.rawValue, entity, number, at: time)
    }

    mutating func push(_ step: Step, _ charger: Int, _ number: UInt32 = 0, at time: SimTime) {
        push(step.rawValue, charger, number, at: time)
    }

    private mutating func push(
        _ step: UInt64,
        _ entity: Int,
        _ number: UInt32,
        at time: SimTime
    ) {
        assert(0..<1 << 28 ~= entity, "the number of a charger or site has 28 bits")
        queue.push(step << 60 | UInt64(entity) << 32 | UInt64(number), at: time)
    }
}
