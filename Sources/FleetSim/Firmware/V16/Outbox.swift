/// The calls that wait and those under way: one at a time, as OCPP has it, unless a type does not wait for answers.
///
/// A message of a transaction is due when there is something to tell; for as long as the charger
/// keeps it back for a reason of its own, that moment moves on with time. What is left between due
/// and reply is what the CSMS and the way there took: nothing of a stall of theirs is hidden, and
/// nothing that the charger did is held against them.
struct Outbox {
    /// While this many calls wait that need not arrive, no more of them are made: a CSMS can ask for
    /// them faster than it answers.
    static let maximumRegular = 256

    /// Why a charger keeps messages of transactions back though the CSMS may be there.
    struct OwnReasons: OptionSet {
        let rawValue: UInt8

        /// It has no power, restarts, or has not begun to connect.
        static let down = OwnReasons(rawValue: 1)
        /// Its line is gone, or was when it last tried, and it has not tried again since.
        static let line = OwnReasons(rawValue: 2)
        /// The CSMS has asked it to wait before it registers once more.
        static let registration = OwnReasons(rawValue: 4)
        /// It pauses between one kept message and the next.
        static let pace = OwnReasons(rawValue: 8)
    }

    struct Waiting {
        var call: OutgoingCall
        /// When it was due, but for what the charger has kept it back since.
        var intended: SimTime
        /// For how long, in all, the charger had kept messages back by then.
        fileprivate var keptBackBefore: SimDuration
        var attempts: Int32 = 0
    }

    struct InFlight {
        // In an order in which no room is left between them, since every charger has one.
        var waiting: Waiting
        var bytes: Int32
        var id: UInt64
        var sent: SimTime

        /// Stands where no call is under way; no call has this number.
        ///
        /// To copy or give up an optional one asks the runtime what it holds, for 100 instructions each time.
        fileprivate static var none: InFlight {
            let nothing = Waiting(call: .heartbeat, intended: .zero, keptBackBefore: .zero)
            return InFlight(waiting: nothing, bytes: 0, id: noID, sent: .zero)
        }

        fileprivate static let noID: UInt64 = 0
    }

    private(set) var regular = ShortFifo<Waiting>()
    private(set) var transactional = Fifo<Waiting>()
    /// The oldest call under way.
    private var oldest = InFlight.none
    /// Those that left after it without waiting for its answer, oldest first.
    private var pipelined: [InFlight] = []
    private var lastID: UInt64 = 0
    /// Since when messages are kept back (or since the last attempt to connect), and how long they were before.
    private var keptBackSince = SimTime.zero
    private var keptBack = SimDuration.zero
    /// How many calls were not made since that was last told, and how many readings were dropped.
    private var unmade: Int32 = 0
    private var dropped: Int32 = 0
    /// Why messages are kept back just now.
    private var ownReasons = OwnReasons.down
    /// The first transaction message may not be tried again before its timer has gone off.
    private var holdsTransactional = false
    /// An attempt to connect is under way: whether its time was the CSMS's is known at its end.
    private var isConnecting = false

    mutating func append(_ call: OutgoingCall, at now: SimTime) {
        let waiting = Waiting(
            call: call,
            intended: now,
            keptBackBefore: isConnecting ? keptBack + (now - keptBackSince) : keptBack(by: now)
        )
        if call.mustArrive {
            transactional.append(waiting)
        } else if isFull, call.canBeLeftOut {
            unmade += 1
        } else {
            regular.append(waiting)
        }
    }

    /// Whether no call waits to leave.
    var hasNoneWaiting: Bool { regular.isEmpty && transactional.isEmpty }

    /// Whether calls that need not arrive are left out.
    var isFull: Bool { regular.count >= Self.maximumRegular }

    /// How many were left out since this was last asked.
    mutating func takeUnmade() -> Int32 {
        defer { unmade = 0 }
        return unmade
    }

    /// Takes the call that was due first among those that may leave now.
    ///
    /// Messages of transactions stay one after the other at any depth: their order counts, and the
    /// transaction's id is in an answer.
    mutating func next(transactional allowed: Bool, depth: Int = 1) -> Waiting? {
        // It is only asked whether there is one: a call under way is large to copy.
        if hasInFlight {
            guard pipelined.count + 1 < depth else { return nil }
            let isBusy =
                oldest.waiting.call.mustArrive
                || pipelined.contains(where: \.waiting.call.mustArrive)
            if isBusy { return regular.popFirst() }
        }
        guard allowed, !holdsTransactional, !transactional.isEmpty,
            let kept = transactional.first
        else { return regular.popFirst() }
        if let other = regular[0], other.intended < kept.intended { return regular.popFirst() }
        transactional.popFirst()
        // While a car charges its readings come and go; before and after that little does.
        if transactional.isEmpty, !kept.call.isReading { transactional.giveBack() }
        return kept
    }

    mutating func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    mutating func left(_ waiting: consuming Waiting, id: UInt64, at now: SimTime, bytes: Int) {
        assert(id == lastID, "a call leaves under the id that was given out last")
        waiting.intended = due(waiting, at: now)
        waiting.keptBackBefore = keptBack(by: now)
        assert(waiting.intended <= now, "no call leaves before it is due")
        let call = InFlight(waiting: waiting, bytes: Int32(bytes), id: id, sent: now)
        if hasInFlight { pipelined.append(call) } else { oldest = call }
    }

    /// Whether a call with that id has ever left.
    func knows(_ id: UInt64?) -> Bool { id.map { 1...max(1, lastID) ~= $0 } ?? false }

    var hasInFlight: Bool { oldest.id != InFlight.noID }
    var hasOneInFlight: Bool { hasInFlight && pipelined.isEmpty }

    /// The oldest call under way.
    var inFlight: InFlight? { hasInFlight ? oldest : nil }

    /// When the oldest call under way was sent.
    var oldestSent: SimTime? { hasInFlight ? oldest.sent : nil }

    /// Whether a call with that id is under way.
    func hasInFlight(_ id: UInt64) -> Bool {
        hasInFlight && (oldest.id == id || pipelined.contains { $0.id == id })
    }

    /// The call under way with that id, which is then no longer under way.
    mutating func answered(_ id: UInt64) -> InFlight {
        if oldest.id == id { return takeOldest() }
        guard let index = pipelined.firstIndex(where: { $0.id == id }) else {
            preconditionFailure("an answer to no call")
        }
        return pipelined.remove(at: index)
    }

    private mutating func takeOldest() -> InFlight {
        assert(hasInFlight, "only a call under way is taken")
        var taken = pipelined.isEmpty ? InFlight.none : pipelined.removeFirst()
        swap(&taken, &oldest)
        return taken
    }

    /// Gives up waiting for the answer that has been awaited longest.
    mutating func abandonOldest() -> InFlight? { hasInFlight ? takeOldest() : nil }

    /// Gives up waiting for the answer to the call that left last.
    mutating func abandonNewest() -> InFlight? { pipelined.popLast() ?? abandonOldest() }

    /// Puts a transaction message back in front of the others, maybe until it is time to go on.
    mutating func keep(_ waiting: Waiting, untilItsTime: Bool = false) {
        assert(waiting.call.mustArrive, "a call that need not arrive is not kept")
        transactional.prepend(waiting)
        if untilItsTime { holdsTransactional = true }
    }

    /// Adds a transaction message; where there is no more room, meter readings are what is lost.
    mutating func keep(_ call: OutgoingCall, room: Int, at now: SimTime) {
        if transactional.count >= room {
            drop(thinOut())
            if call.isIntermediate, transactional.count >= room { return drop(1) }
        }
        append(call, at: now)
    }

    /// Adds a security event that must arrive; where there is no more room, an older one is what is lost.
    mutating func keep(_ event: SecurityEvent, room: Int, at now: SimTime) {
        if transactional.count >= room { dropOldestEvent() }
        append(.securityEvent(event), at: now)
    }

    private mutating func drop(_ count: Int) { dropped = Int32(clamping: Int(dropped) + count) }

    /// How many readings were dropped since this was last asked.
    mutating func takeDropped() -> Int32 {
        defer { dropped = 0 }
        return dropped
    }

    /// Transaction messages wait, by the pace of the type.
    mutating func pause(at now: SimTime) {
        holdsTransactional = true
        hold(for: .pace, at: now)
    }

    /// It is time for the next transaction message.
    mutating func goOn(at now: SimTime) {
        holdsTransactional = false
        release(.pace, at: now)
    }

    /// Makes room: every second of the intermediate readings goes; how many went.
    private mutating func thinOut() -> Int {
        let count = transactional.count
        var keepsNext = true
        for _ in 0..<count {
            guard let waiting = transactional.popFirst() else { break }
            if waiting.call.isIntermediate {
                defer { keepsNext.toggle() }
                guard keepsNext else { continue }
            }
            transactional.append(waiting)
        }
        return count - transactional.count
    }

    /// Makes room for a newer security event where one waits: the oldest counts as not made.
    private mutating func dropOldestEvent() {
        var isFound = false
        for _ in 0..<transactional.count {
            guard let waiting = transactional.popFirst() else { break }
            if !isFound, case .securityEvent = waiting.call {
                isFound = true
            } else {
                transactional.append(waiting)
            }
        }
        if isFound { unmade += 1 }
    }

    /// Takes out one call that need not arrive, as a charger does when the connection goes.
    mutating func dropRegular() -> Waiting? {
        regular.popFirst()
    }

    /// The calls under way, oldest first, and those that are due and have not left.
    var open: (sent: [InFlight], waiting: [Waiting]) {
        (
            (hasInFlight ? [oldest] : []) + pipelined,
            (0..<regular.count).compactMap { regular[$0] }
                + (0..<transactional.count).compactMap { transactional[$0] }
        )
    }

    /// From when a call that waits counts as due: later by what the charger has kept it back.
    func due(_ waiting: Waiting, at now: SimTime) -> SimTime {
        guard waiting.call.mustArrive else { return waiting.intended }
        // What came up during an attempt counts it as kept back, and if it was not has none to spare.
        return waiting.intended + max(.zero, keptBack(by: now) - waiting.keptBackBefore)
    }

    /// The charger has a reason of its own to keep messages of transactions back.
    mutating func hold(for reason: OwnReasons, at now: SimTime) {
        assert(ownReasons.isEmpty || now >= keptBackSince, "messages are kept back forward in time")
        isConnecting = false
        if ownReasons.isEmpty { keptBackSince = now }
        ownReasons.insert(reason)
    }

    /// Those reasons are gone.
    mutating func release(_ reasons: OwnReasons, at now: SimTime) {
        guard !ownReasons.isDisjoint(with: reasons) else { return }
        let total = keptBack(by: now)
        assert(total >= keptBack, "the time for which messages are kept back only grows")
        ownReasons.subtract(reasons)
        keptBack = total
        keptBackSince = now
    }

    /// The charger tries to connect: from now on it is for the CSMS to answer.
    mutating func dial(at now: SimTime) {
        release([.down, .line], at: now)
        guard ownReasons.isEmpty else { return }
        keptBackSince = now
        isConnecting = true
    }

    /// The attempt has come to its end; where it failed for its own line, that was no time of the
    /// CSMS's.
    mutating func noteDialling(failedByOwnLine isOwnLine: Bool) {
        isConnecting = false
        if isOwnLine { ownReasons.insert(.line) }
    }

    private func keptBack(by now: SimTime) -> SimDuration {
        assert(ownReasons.isEmpty || now >= keptBackSince, "messages are kept back forward in time")
        return ownReasons.isEmpty ? keptBack : keptBack + (now - keptBackSince)
    }

    /// Whether such a call waits already.
    func awaits(_ action: Action) -> Bool {
        for index in 0..<regular.count where regular[index]?.call.action == action { return true }
        return (hasInFlight && oldest.waiting.call.action == action)
            || pipelined.contains { $0.waiting.call.action == action }
    }
}
