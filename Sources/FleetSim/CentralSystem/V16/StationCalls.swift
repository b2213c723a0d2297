/// A call that the CSMS has made and that is not answered yet.
struct OpenCall {
    enum What: Equatable {
        /// A command of the rules, by its index there.
        case rule(Int)
        /// What a driver wants who uses the operator's app.
        case wish(DriverWish)
        /// The whole list, for a station that did not take a change of it.
        case wholeList(entries: Int)
        /// What a charger is to draw, where the CSMS shares out the power of its site.
        case power(LoadManagement.Message)
    }

    let id: UInt64
    let what: What
    let due: SimTime
    let sent: SimTime
}

extension OpenCall.What {
    /// Whether a newer call says what this one would, or what has come since, should it still wait.
    fileprivate func isOutdated(by newer: Self) -> Bool {
        switch (self, newer) {
        case (.wish(let own), .wish(let other)): own.connector == other.connector
        case (.power(let own), .power(let other)): own.isOutdated(by: other)
        case (.wholeList, .wholeList): true
        case (.rule, _), (.wish, _), (.power, _), (.wholeList, _): false
        }
    }
}

/// What the CSMS asks of a station: the calls that wait, the one that is open, and what they are to lead to.
///
/// Most stations are never asked for anything, and have none of this.
struct StationCalls {
    /// At most this many commands wait for a station that does not answer; later ones are not made.
    static let maximumWaiting = 256

    private typealias Waiting = (what: OpenCall.What, due: SimTime)

    /// Commands that wait while another call is open, and when they were due.
    private var commands = Fifo<Waiting>()
    /// What goes before them, the newest first: one wish for each connector, one limit for each bay.
    private var urgent: [Waiting] = []
    private var open: OpenCall?
    private var last: UInt64 = 0
    private var expectations: [Expectation] = []

    /// There is a call, which waits while another is open; those for which a driver waits go first.
    ///
    /// It takes the place of one that it outdates: the station is told the newest, and a station that
    /// does not answer has no more wait for it than it has connectors.
    mutating func add(_ what: OpenCall.What, at now: SimTime) {
        switch what {
        case .rule:
            guard commands.count < Self.maximumWaiting else { return }
            commands.append((what, now))
        case .wish, .wholeList, .power:
            let older = urgent.firstIndex { $0.what.isOutdated(by: what) }
                .map { urgent.remove(at: $0) }
            // What was asked before has been due since.
            let due = older.map { $0.what == what ? $0.due : now } ?? now
            urgent.append((what, due))
        }
        assert(!urgent.isEmpty || !commands.isEmpty, "what is asked waits until it is called")
    }

    /// The charge at a bay that a limit was for is another by now: one that waits is not told.
    mutating func forgetLimit(of bay: Int) {
        urgent.removeAll { $0.what.isOutdated(by: .power(.limit(bay: bay, milliamperes: 0))) }
    }

    /// Makes the next call that waits, if none is open.
    mutating func openNext(at now: SimTime) -> OpenCall? {
        guard open == nil, let next = urgent.popLast() ?? commands.popFirst() else { return nil }
        assert(now >= next.due, "a call is made when it is due")
        last += 1
        open = OpenCall(id: last, what: next.what, due: next.due, sent: now)
        return open
    }

    /// An answer arrived then; one that came before its call was made answers nothing.
    mutating func answered(
        _ id: MessageID,
        _ arrived: SimTime
    ) -> (OpenCall?, breach: Breach?) {
        guard let number = id.number, let call = open, number == call.id,
            arrived >= call.sent
        else {
            return (nil, Breach(.answer, "no call ‘\(id.text)’ is open"))
        }
        open = nil
        return (call, nil)
    }

    /// The call was not made after all.
    mutating func forgetOpen() {
        open = nil
    }

    /// Waits for what a call is to lead to; a newer one takes the place of an older.
    mutating func expect(_ expectation: Expectation) {
        assert(expectation.call <= last, "what is waited for was asked")
        expectations.removeAll(where: expectation.replaces)
        expectations.append(expectation)
    }

    /// A call that was refused leads to nothing.
    mutating func expectNothing(of call: UInt64) {
        expectations.removeAll { $0.call == call }
    }

    /// Whether something is waited for at all.
    var expectsAnything: Bool { !expectations.isEmpty }

    /// Takes out the first thing waited for that this is; what arrived before it was asked for is none.
    mutating func takeMet(
        by arrived: SimTime,
        _ isMet: (Expectation) -> Bool
    ) -> Expectation? {
        expectations.firstIndex { $0.asked <= arrived && isMet($0) }
            .map { expectations.remove(at: $0) }
    }

    /// The connection is gone, and what was asked over it will not be answered.
    mutating func disconnected() {
        open = nil
        expectations.removeAll()
        urgent = []
        commands.removeAll()
        commands.giveBack()
    }
}
