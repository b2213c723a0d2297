/// What the reference CSMS knows of one charger.
struct Station {
    /// How many BootNotifications are still refused, and with which answer.
    private var refusals: Int
    private let refusal: RegistrationStatus
    private var registration: RegistrationStatus?
    /// When a station that was not accepted may boot again.
    private var bootsFrom: DateTime?
    /// Whether it was asked for a message: then it may send one while it is pending.
    private var isAsked = false
    /// Ids are given out per charger, so that a split fleet gets the same ones.
    private var lastTransaction = 0
    private(set) var open: [OpenTransaction] = []
    private var statuses = ReportedStatuses()
    /// When the call arrived that is being answered.
    private var callArrived: DateTime?
    /// When the latest call arrived of those that were served.
    private var lastServed: DateTime?
    /// Commands that wait while another call is open.
    var waiting = Fifo<Int>()
    private var openCall: UInt64?
    private var lastCall: UInt64 = 0

    init(refusals: Int = 0, refusal: RegistrationStatus = .pending) {
        self.refusals = refusals
        self.refusal = refusal
    }

    /// A charger that is pending may send what it was asked for; one that was rejected nothing.
    var maySpeak: Bool { registration == .accepted || registration == .pending }
    var mayBeCalled: Bool { maySpeak }

    mutating func boots(
        at now: DateTime,
        arrived: DateTime,
        retry: Int
    ) -> (RegistrationStatus, Breach?) {
        let isEarly = bootsFrom.map { now < $0 } ?? false
        statuses.forget()
        let status: RegistrationStatus = refusals > 0 ? refusal : .accepted
        refusals = max(0, refusals - 1)
        registration = status
        // Of an answer that took long nobody knows whether the charger still waited for it.
        let mayBeHeard = now.unixMilliseconds - arrived.unixMilliseconds < Self.shortestTimeout
        let end = now.unixMilliseconds + Int64(clamping: retry) * 1_000
        bootsFrom =
            status != .accepted && mayBeHeard ? DateTime(unixMilliseconds: end) : nil
        return (status, isEarly && !isAsked ? Breach(.bootInterval, "it was told to wait") : nil)
    }

    /// Whether a call may come at all; the CSMS hears no other before the charger has booted.
    func breach(by action: Action) -> Breach? {
        switch registration {
        case .accepted: nil
        case .pending where isAsked: nil
        case nil, .pending, .rejected: Breach(.bootFirst, "\(action.name) came before")
        }
    }

    mutating func starts(_ request: StartTransaction) -> (id: Int, Breach?) {
        var breach: Breach?
        if let place = open.firstIndex(where: { $0.connector == request.connectorId }) {
            // A charger that got no answer sends its StartTransaction again.
            if open[place].isBegun(by: request) { return (open[place].id, nil) }
            breach = Breach(.secondStart, "transaction \(open[place].id) runs there")
            open.remove(at: place)
        }
        lastTransaction += 1
        open.append(OpenTransaction(id: lastTransaction, request))
        return (lastTransaction, breach)
    }

    /// A stop that comes once more, since its answer was lost, breaks no rule.
    mutating func stops(_ request: StopTransaction) -> Breach? {
        guard let place = open.firstIndex(where: { $0.id == request.transactionId }) else {
            return knows(request.transactionId) ? nil : unknown(request.transactionId)
        }
        let breach = open[place].reaches(
            request.timestamp,
            wattHours: Int64(request.meterStop)
        )
        open.remove(at: place)
        return breach
    }

    mutating func measures(_ request: MeterValues) -> Breach? {
        guard let id = request.transactionId else { return nil }
        guard let place = open.firstIndex(where: { $0.id == id }) else {
            return knows(id) ? Breach(.afterStop, "transaction \(id) is over") : unknown(id)
        }
        for value in request.meterValue {
            let breach = open[place].reaches(value.timestamp, wattHours: value.wattHours)
            if let breach { return breach }
        }
        return nil
    }

    mutating func reports(_ request: StatusNotification) -> Breach? { statuses.report(request) }

    mutating func nextCall() -> (number: Int, id: UInt64)? {
        guard openCall == nil, let number = waiting.popFirst() else { return nil }
        lastCall += 1
        openCall = lastCall
        return (number, lastCall)
    }

    mutating func answered(_ id: MessageID) -> Breach? {
        guard let number = id.number, number == openCall else {
            return Breach(.answer, "no call ‘\(id.text)’ is open")
        }
        openCall = nil
        return nil
    }

    /// The call was not made after all.
    mutating func needsNoAnswer() {
        openCall = nil
    }

    mutating func asks() {
        isAsked = true
    }

    mutating func disconnected() {
        openCall = nil
        callArrived = nil
        bootsFrom = nil
        statuses.forget()
        waiting.removeAll()
    }

    /// -1 stands for a transaction whose start could not be delivered.
    private func unknown(_ id: Int) -> Breach? {
        id == -1 ? nil : Breach(.transactionID, "nobody was given the id \(id)")
    }

    private func knows(_ id: Int) -> Bool {
        1...max(1, lastTransaction) ~= id && lastTransaction > 0
    }
}

extension Station {
    /// A charger may give a call up and go on, but not so soon.
    private static let shortestTimeout: Int64 = 1_000

    /// A call has arrived and waits to be answered.
    mutating func callArrives(at now: DateTime) -> Breach? {
        defer { callArrived = now }
        guard let before = callArrived,
            now.unixMilliseconds - before.unixMilliseconds < Self.shortestTimeout
        else { return nil }
        return Breach(.oneCall, "the one before is not answered yet")
    }

    /// Whether a call that arrived later has been served before this one.
    mutating func isOvertaken(_ arrived: DateTime) -> Bool {
        guard let last = lastServed, arrived < last else {
            lastServed = arrived
            return false
        }
        return true
    }

    mutating func callIsAnswered() {
        callArrived = nil
    }
}
