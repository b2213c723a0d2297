/// How a charger stands with the CSMS.
///
/// Apart from the rest of what is known of it, so that what every call asks for is small to copy.
struct Standing {
    fileprivate(set) var registration: RegistrationStatus?
    /// Whether it was asked for a message: then it may send one while it is pending.
    fileprivate(set) var isAsked = false

    /// A charger that is pending may send what it was asked for; one that was rejected nothing.
    var maySpeak: Bool { registration == .accepted || registration == .pending }

    /// Whether a call may come at all; the CSMS hears no other before the charger has booted.
    func breach(by action: Action) -> Breach? {
        switch registration {
        case .accepted: nil
        case .pending where isAsked: nil
        case nil, .pending, .rejected: Breach(.bootFirst, "\(action.name) came before")
        }
    }
}

/// What the reference CSMS knows of one charger.
struct Station {
    /// More than the connectors of any charger: the oldest makes room for a new one.
    static let maximumOpen = 256

    // In an order in which little room is left between them, since every charger has a station.
    private(set) var open: [OpenTransaction] = []
    private var statuses = ReportedStatuses()
    /// When a station that was not accepted may boot again.
    private var bootsFrom: SimTime?
    private(set) var standing = Standing()
    /// How many BootNotifications are still refused, and with which answer.
    private let refusal: RegistrationStatus
    private var refusals: Int32
    /// When the call arrived that is being answered.
    private var callArrived: SimTime?
    /// The connector at which a car was plugged in last, until that is looked at, and how many were.
    private var plugged: UInt8?
    private var pluggedCount: UInt32 = 0
    /// When the latest call arrived of those that were served.
    private var lastServed: SimTime?
    /// Ids are given out per charger, so that a split fleet gets the same ones.
    private var lastTransaction = 0
    private var rareCalls = Rare<StationCalls>()
    private var rareLedger = Rare<Ledger>()

    init(refusals: Int = 0, refusal: RegistrationStatus = .pending) {
        self.refusals = Int32(clamping: refusals)
        self.refusal = refusal
    }

    /// What the CSMS asks of it; made where it is changed.
    var calls: StationCalls {
        get { rareCalls[orMaking: StationCalls()] }
        _modify { yield &rareCalls[orMaking: StationCalls()] }
    }

    /// What it has granted the CSMS; made where it is changed.
    var ledger: Ledger {
        get { rareLedger[orMaking: Ledger()] }
        _modify { yield &rareLedger[orMaking: Ledger()] }
    }

    var mayBeCalled: Bool { standing.maySpeak }
    var isAccepted: Bool { standing.registration == .accepted }

    mutating func boot(_ call: IncomingCall, retry: Int) -> (RegistrationStatus, Breach?) {
        assert(call.now >= call.arrived, "a call is served after it came")
        let isEarly = bootsFrom.map { call.now < $0 } ?? false
        statuses.forget()
        rareLedger.changeIfAny { $0.doubtReservations() }
        let status: RegistrationStatus = refusals > 0 ? refusal : .accepted
        refusals = max(0, refusals - 1)
        standing.registration = status
        // Of an answer that took long it is unknown whether the charger still waited for it.
        let mayBeHeard = call.now - call.arrived < Self.shortestTimeout
        bootsFrom =
            status != .accepted && mayBeHeard
            ? call.now + .seconds(Int64(clamping: retry)) : nil
        let breaks = isEarly && !standing.isAsked
        return (status, breaks ? Breach(.bootInterval, "it was told to wait") : nil)
    }

    /// The group is that of the tag, as the CSMS knows it.
    mutating func start(
        _ request: StartTransaction,
        group: IdToken? = nil
    ) -> (id: Int, Breach?) {
        var breach: Breach?
        if let index = open.firstIndex(where: { $0.connector == request.connectorId }) {
            // A charger that got no answer sends its StartTransaction again.
            if open[index].isBegun(by: request) { return (open[index].id, nil) }
            breach = Breach(.secondStart, "transaction \(open[index].id) runs there")
            open.remove(at: index)
        }
        if open.count >= Self.maximumOpen {
            let oldest = open.removeFirst()
            breach = Breach(
                .openTransactions,
                "\(Self.maximumOpen) are open, transaction \(oldest.id) is given up"
            )
        }
        let passedOver = rareLedger.changeIfAny { $0.begin(request, group: group) }
        if let passedOver, let passedOver {
            breach = Breach(.reserved, "it is kept for ‘\(passedOver.tag.text)’")
        }
        lastTransaction += 1
        open.append(OpenTransaction(id: lastTransaction, request))
        assert(open.count <= Self.maximumOpen, "the oldest makes room for a new one")
        assert(
            zip(open, open.dropFirst()).allSatisfy { $0.id < $1.id },
            "a later transaction has a higher id"
        )
        return (lastTransaction, breach)
    }

    /// A stop that comes once more, since its answer was lost, breaks no rule.
    mutating func stop(_ request: StopTransaction) -> Breach? {
        guard let index = open.firstIndex(where: { $0.id == request.transactionId }) else {
            return knows(request.transactionId) ? nil : unknown(request.transactionId)
        }
        let breach = open[index].reach(
            RegisterMoment(request.timestamp, wattHours: Int64(request.meterStop))
        )
        open.remove(at: index)
        return breach
    }

    mutating func measure(_ report: RegisterReport) -> Breach? {
        guard let id = report.transactionId else { return nil }
        guard let index = open.firstIndex(where: { $0.id == id }) else {
            return knows(id) ? Breach(.afterStop, "transaction \(id) is over") : unknown(id)
        }
        if let breach = open[index].reach(report.first) { return breach }
        for moment in report.further ?? [] {
            if let breach = open[index].reach(moment) { return breach }
        }
        return nil
    }

    mutating func report(_ request: StatusNotification) -> Breach? {
        rareLedger.changeIfAny { $0.take(note: request) }
        let isNew = statuses.isNews(request)
        if request.status == .preparing, isNew, let connector = UInt8(exactly: request.connectorId)
        {
            plugged = connector
            pluggedCount &+= 1
        }
        return statuses.report(request)
    }

    /// The connector at which a car was plugged in since this was last asked, and its number.
    mutating func takePlugged() -> (connector: UInt8, number: UInt32)? {
        defer { plugged = nil }
        return plugged.map { ($0, pluggedCount) }
    }

    /// The connector at which a transaction runs.
    func connector(of transaction: Int) -> Int? {
        open.first { $0.id == transaction }?.connector
    }

    /// The transaction that runs at a connector, or the latest anywhere.
    func running(at connector: Int?) -> OpenTransaction? {
        open.last { connector == nil || $0.connector == connector }
    }

    /// Waits for what a call is to lead to.
    mutating func expect(_ expectation: Expectation) {
        if expectation.effect == .trigger { standing.isAsked = true }
        calls.expect(expectation)
    }

    /// Forgets what it was to be told of a bay whose charge is another by now.
    mutating func forgetLimit(of bay: Int) {
        rareCalls.changeIfAny { $0.forgetLimit(of: bay) }
    }

    /// Whether it is waited for what a call is to lead to.
    var isWatched: Bool { rareCalls.read { $0.expectsAnything } ?? false }

    mutating func disconnected() {
        plugged = nil
        callArrived = nil
        bootsFrom = nil
        statuses.forget()
        rareLedger.changeIfAny { $0.doubtReservations() }
        rareCalls.changeIfAny { $0.disconnected() }
    }

    /// -1 stands for a transaction whose start could not be delivered.
    private func unknown(_ id: Int) -> Breach? {
        id == -1 ? nil : Breach(.transactionID, "no transaction was given the id \(id)")
    }

    private func knows(_ id: Int) -> Bool {
        lastTransaction > 0 && 1...lastTransaction ~= id
    }
}

extension Station {
    /// A charger may give a call up and go on, but not so soon.
    private static let shortestTimeout: SimDuration = .seconds(1)

    /// A call has arrived and waits to be answered.
    mutating func noteCallArrival(at now: SimTime) -> Breach? {
        defer { callArrived = now }
        guard let before = callArrived, now - before < Self.shortestTimeout else { return nil }
        return Breach(.oneCall, "the one before is not answered yet")
    }

    /// Notes that a call is served now; whether one that arrived later was served before it.
    mutating func noteServed(_ arrived: SimTime) -> Bool {
        guard !hasServedLater(than: arrived) else { return true }
        lastServed = arrived
        assert(!hasServedLater(than: arrived), "the latest of those that were served")
        return false
    }

    func hasServedLater(than arrived: SimTime) -> Bool { lastServed.map { arrived < $0 } ?? false }

    mutating func noteCallAnswered() {
        callArrived = nil
    }
}
