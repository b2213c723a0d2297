/// Puts together what the threads of a live run measured, tick by tick.
struct BatchCollector: WindowPlayer {
    /// How long a thread's report is waited for before it is asked whether to go on.
    private static let patience: SimDuration = .milliseconds(100)

    private let mailbox: Mailbox
    /// Which threads have sent all they had.
    private var isDone: [Bool]
    private let stop: StopSign
    /// What all threads measured in the last tick, and since the last window ended.
    private(set) var batch = Batch()
    private var window = Batch()
    private var endsWindow = false
    /// nil: nothing is recorded.
    private let room: RecordingRoom?
    private var recorded = RecordedTick()
    private(set) var wasStopped = false

    init(_ mailbox: Mailbox, senders: Int, stop: StopSign, room: RecordingRoom?) {
        self.room = room
        self.mailbox = mailbox
        isDone = Array(repeating: false, count: senders)
        self.stop = stop
    }

    mutating func play(_ span: WindowSpan, shouldStop: () -> Bool) -> Bool {
        gather(span, shouldStop)
        let isLast = !isDone.contains(false)
        endsWindow = span.endsWindow || isLast
        return isLast
    }

    /// Hands out the tick that was gathered, what was recorded in it, and the window if it has ended.
    mutating func handOut<Failure: Error>(
        _ shouldStop: () -> Bool,
        _ onTick: (borrowing Batch) throws(Failure) -> Void,
        _ onRecording: (RecordedTick) throws(Failure) -> Bool,
        _ onWindow: (borrowing Batch) throws(Failure) -> Void
    ) throws(Failure) {
        try onTick(batch)
        ask(shouldStop)
        if let room {
            recorded.end = batch.end
            if try !onRecording(recorded) { room.close() }
            room.giveBack(recorded.reserved)
            recorded = RecordedTick()
        }
        window.follow(with: batch)
        guard endsWindow else { return }
        window.tellFlood()
        try onWindow(window)
        window = Batch()
        window.start = batch.end
        window.end = batch.end
    }

    /// Waits for what all threads measured in a tick; in the last, for all that is still to come of
    /// them.
    private mutating func gather(_ span: WindowSpan, _ shouldStop: () -> Bool) {
        batch = Batch()
        batch.start = span.start
        batch.end = span.start
        var reached = span.start
        for sender in isDone.indices where !isDone[sender] {
            var parts: [Batch] = []
            repeat {
                let report = next(from: sender, shouldStop)
                parts.append(report.batch)
                if room != nil { recorded.add(report.recording) }
                isDone[sender] = report.isLast
            } while stop.isSet && !isDone[sender]
            var own = Batch.joined(parts[...])
            assert(own.start == span.start, "a thread's ticks begin where the others' do")
            reached = max(reached, own.end)
            own.end = span.start
            batch.merge(own)
        }
        batch.end = reached
    }

    private mutating func next(from sender: Int, _ shouldStop: () -> Bool) -> TickReport {
        while true {
            if let report = mailbox.take(from: sender, within: Self.patience) { return report }
            ask(shouldStop)
        }
    }

    /// Asks whether to go on; who knows a tick may answer otherwise than before.
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
