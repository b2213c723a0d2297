/// Puts together what the threads of a live run measured.
struct Gathering {
    /// How long a thread's parcel is waited for before it is asked whether to go on.
    private static let patience: SimDuration = .milliseconds(100)

    private let mailbox: Mailbox
    /// Which threads have sent all they had.
    private var isDone: [Bool]
    private let stop: StopSign
    private var window = Batch()
    /// nil: nothing is recorded.
    private let room: RecordingRoom?
    private var recorded = RecordedTick()
    private(set) var reached = SimTime.zero
    private(set) var wasStopped = false

    init(_ mailbox: Mailbox, senders: Int, stop: StopSign, room: RecordingRoom?) {
        self.room = room
        self.mailbox = mailbox
        isDone = Array(repeating: false, count: senders)
        self.stop = stop
    }

    mutating func run<Failure: Error>(
        _ ticks: Ticks,
        _ shouldStop: () -> Bool,
        _ onTick: (borrowing Batch) throws(Failure) -> Void,
        _ onRecording: (RecordedTick) throws(Failure) -> Bool,
        _ onWindow: (borrowing Batch) throws(Failure) -> Void
    ) throws(Failure) {
        while let next = ticks.after(reached), isDone.contains(false) {
            let tick = gather(from: reached, to: next.end, shouldStop)
            try onTick(tick)
            ask(shouldStop)
            if let room {
                recorded.end = tick.end
                if try !onRecording(recorded) { room.close() }
                room.giveBack(recorded.reserved)
                recorded = RecordedTick()
            }
            reached = tick.end
            window.follow(with: tick)
            guard next.endsWindow || !isDone.contains(false) else { continue }
            window.tellFlood()
            try onWindow(window)
            window = Batch()
            window.start = reached
            window.end = reached
        }
    }

    /// What all threads measured in a tick; in the last, all that is still to come of them.
    private mutating func gather(
        from start: SimTime,
        to end: SimTime,
        _ shouldStop: () -> Bool
    ) -> Batch {
        var tick = Batch()
        tick.start = start
        tick.end = start
        var reached = start
        for sender in isDone.indices where !isDone[sender] {
            var own = Batch()
            own.start = start
            own.end = start
            repeat {
                let parcel = next(from: sender, shouldStop)
                own.follow(with: parcel.batch)
                if room != nil { recorded.add(parcel.recording) }
                isDone[sender] = parcel.isLast
            } while stop.isSet && !isDone[sender]
            reached = max(reached, own.end)
            own.end = start
            tick.merge(own)
        }
        tick.end = reached
        return tick
    }

    private mutating func next(from sender: Int, _ shouldStop: () -> Bool) -> Parcel {
        while true {
            if let parcel = mailbox.take(from: sender, within: Self.patience) { return parcel }
            ask(shouldStop)
        }
    }

    /// Asks whether to go on, which who knows a tick may answer otherwise than before.
    private mutating func ask(_ shouldStop: () -> Bool) {
        guard !stop.isSet, shouldStop() else { return }
        wasStopped = true
        stop.set()
    }
}

/// What a tick of a live run recorded.
package struct RecordedTick: Sendable {
    /// What each thread wrote down, one after the other.
    package private(set) var pieces: [[UInt8]] = []
    /// Whether that is all that went over the links.
    package private(set) var isWhole = true
    package fileprivate(set) var end = SimTime.zero
    fileprivate var reserved = 0

    package var count: Int { pieces.reduce(0) { $0 + $1.count } }

    fileprivate mutating func add(_ piece: RecordedPiece?) {
        guard let piece else {
            isWhole = false
            return
        }
        reserved += piece.reserved
        if !piece.bytes.isEmpty { pieces.append(piece.bytes) }
    }
}
