/// The world of a recorded live run: what came in then comes in again, at the same moments.
struct ReplayWorld: World, ~Copyable {
    private let run: RecordedRun
    private var next = 0
    private var frames = FramePool()
    /// The number of each charger's connection, as the live world counts them.
    private var connections: [UInt32]
    /// How many frames each charger has sent.
    private var sent: [Int]
    /// The first frame that a charger sent otherwise than it did then.
    private(set) var difference: ReplayDifference?

    static var dials: Bool { true }
    /// A recording may say of connections what it will.
    static var endsWhatBegan: Bool { false }

    init(_ run: RecordedRun) {
        self.run = run
        connections = Array(repeating: 0, count: run.head.chargers)
        sent = Array(repeating: 0, count: run.head.chargers)
    }

    var speed: Double { run.head.speed }

    func simulated(_ span: SimDuration) -> SimDuration {
        run.head.speed == 1 || run.head.edition == .first ? span : span.scaled(by: run.head.speed)
    }

    var probablyNext: Int? { nil }

    func prefetch(charger: Int) {}

    mutating func wait(until due: SimTime, into arrivals: inout [Arrival]) -> SimTime {
        guard next < run.entries.count, run.entries[next].at <= due else { return due }
        let now = run.entries[next].at
        assert(next == 0 || run.entries[next - 1].at < now, "what came in stands by its times")
        while next < run.entries.count, run.entries[next].at == now {
            arrivals.append(arrival(run.entries[next]))
            next += 1
        }
        return now
    }

    func isCurrent(_ connection: UInt32, of charger: Int) -> Bool {
        connections[charger] == connection
    }

    func isCurrent(_ frame: FrameSlot) -> Bool {
        isCurrent(frames.epoch(of: frame), of: frames.charger(of: frame))
    }

    mutating func connect(_ charger: Int, _ manner: ConnectionManner, at now: SimTime) {
        connections[charger] &+= 1
    }

    mutating func close(_ charger: Int, suddenly: Bool, at now: SimTime) {
        connections[charger] &+= 1
    }

    mutating func send(_ frame: UnsafeRawBufferPointer, from charger: Int, at now: SimTime) {
        let index = sent[charger]
        sent[charger] += 1
        let recorded = index < run.sent[charger].count ? run.sent[charger][index] : nil
        // A run that was stopped left undone what was due by then: its replay does it.
        if recorded == nil, !run.isComplete { return }
        let isSame =
            recorded.map { range in
                run.bytes.withUnsafeBytes { bytes in
                    UnsafeRawBufferPointer(rebasing: bytes[range]).elementsEqual(frame)
                }
            } ?? false
        guard !isSame, difference == nil else { return }
        difference = ReplayDifference(
            charger: charger,
            at: now,
            then: recorded.map { String(decoding: run.bytes[$0], as: UTF8.self) },
            now: String(decoding: frame, as: UTF8.self)
        )
    }

    func bytes(of frame: FrameSlot) -> UnsafeRawBufferPointer { frames.bytes(of: frame) }

    mutating func release(_ frame: FrameSlot) { frames.release(frame) }

    mutating func closeWindow(into batch: inout Batch) {}

    private mutating func arrival(_ entry: RecordedRun.Entry) -> Arrival {
        let charger = Int(entry.charger)
        let what: Arrival.What =
            switch entry.what {
            case .opened(let handshake): .opened(handshake: handshake)
            case .refused(let byOwnLine): .refused(byOwnLine: byOwnLine)
            case .closed(let byOwnLine): .closed(byOwnLine: byOwnLine)
            case .frame(let range):
                .frame(
                    run.bytes.withUnsafeBytes { bytes in
                        frames.store(
                            UnsafeRawBufferPointer(rebasing: bytes[range]),
                            charger: charger,
                            epoch: entry.connection
                        )
                    }
                )
            }
        return Arrival(
            charger: charger,
            at: entry.at,
            what: what,
            connection: entry.connection
        )
    }
}

/// The first thing that a replayed charger did otherwise than the recorded one.
package struct ReplayDifference: Equatable, Sendable {
    package var charger: Int
    package var at: SimTime
    /// The frame that was sent then; nil: none.
    package var then: String?
    package var now: String
}
