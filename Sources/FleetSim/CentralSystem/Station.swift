/// What the reference CSMS knows of one charger.
struct Station {
    /// How many BootNotifications are still refused, and with which answer.
    private var refusals: Int
    private let refusal: RegistrationStatus
    private var registration: RegistrationStatus?
    /// Ids are given out per charger, so that a split fleet gets the same ones.
    private var lastTransaction = 0
    private(set) var open: [(id: Int, connector: Int)] = []
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

    mutating func boots() -> RegistrationStatus {
        openCall = nil
        let status: RegistrationStatus = refusals > 0 ? refusal : .accepted
        refusals = max(0, refusals - 1)
        registration = status
        return status
    }

    mutating func starts(_ request: StartTransaction) -> Int {
        lastTransaction += 1
        open.removeAll { $0.connector == request.connectorId }
        open.append((lastTransaction, request.connectorId))
        return lastTransaction
    }

    mutating func stops(_ id: Int) {
        open.removeAll { $0.id == id }
    }

    mutating func nextCall() -> (number: Int, id: UInt64)? {
        guard openCall == nil, let number = waiting.popFirst() else { return nil }
        lastCall += 1
        openCall = lastCall
        return (number, lastCall)
    }

    mutating func answered(_ id: MessageID) {
        if id.number == openCall { openCall = nil }
    }

    mutating func disconnected() {
        openCall = nil
        waiting.removeAll()
    }
}
