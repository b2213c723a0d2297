/// A charging transaction under way.
struct Transaction {
    /// The charger's own number for it, from one.
    let number: UInt32
    let tag: IdToken
    /// The group of the tag, if it is known: others of it may end the transaction.
    var parent: IdToken?
    // In an order in which no room is left between them, since every connector has room for one.
    /// Whether it goes on without energy: the CSMS refused its tag, or its car has gone.
    var isCutOff = false
    let startedAt: SimTime
    /// The register at the last sample and at the last point of the clock's grid, for interval measurands.
    var lastSample: Int64
    var lastAligned: Int64
    /// The power that was told last, in milliwatts.
    var lastPower: Int64 = 0
    /// Readings kept for StopTransaction.
    var kept: [MeterReading] = []

    init(number: UInt32, tag: IdToken, parent: IdToken?, startedAt: SimTime, register: Int64) {
        assert(number > 0 && register >= 0, "transactions are counted from one")
        self.number = number
        self.tag = tag
        self.parent = parent
        self.startedAt = startedAt
        lastSample = register
        lastAligned = register
    }

    /// Where the interval began that a reading ends.
    func registerBefore(_ context: ReadingContext) -> Int64 {
        context == .sampleClock ? lastAligned : lastSample
    }
}

/// The charger's numbers of its transactions, and the CSMS's ids of those that still have messages to deliver.
///
/// A message can be made before the id is known; it is looked up when the message leaves.
struct TransactionIDs {
    private var known: [(number: UInt32, id: Int)] = []
    /// Visits that were over before the id of their transaction was known.
    private var expected: [(number: UInt32, site: Int32, visit: Int32)] = []
    /// The number that was given last.
    private(set) var last: UInt32 = 0

    /// The number of a transaction that begins, from one.
    mutating func next() -> UInt32 {
        last += 1
        return last
    }

    /// -1 stands for a transaction that the CSMS never heard of.
    subscript(number: UInt32) -> Int {
        known.first { $0.number == number }?.id ?? -1
    }

    func number(of id: Int) -> UInt32? {
        known.first { $0.id == id }?.number
    }

    mutating func learn(_ id: Int, of number: UInt32) {
        assert(!known.contains { $0.number == number }, "a transaction has one id")
        known.append((number, id))
    }

    mutating func forget(_ number: UInt32) {
        known.removeAll { $0.number == number }
    }

    /// A visit is over whose transaction has no id yet.
    mutating func expect(_ number: UInt32?, for visit: Visit) {
        guard let number else { return }
        assert(!known.contains { $0.number == number }, "it has no id yet")
        expected.append((number, visit.site, visit.index))
    }

    /// The visit, by its site and number there, that was over before its transaction had an id.
    mutating func takeVisit(of number: UInt32) -> (site: Int32, visit: Int32)? {
        guard let index = expected.firstIndex(where: { $0.number == number }) else { return nil }
        let found = expected.remove(at: index)
        return (found.site, found.visit)
    }
}

extension StopTransaction.Reason {
    /// Why a charge ended, as OCPP 1.6 tells it.
    init(_ reason: StopReason) {
        switch reason {
        case .local: self = .local
        case .evDisconnected: self = .evDisconnected
        case .remote: self = .remote
        case .deAuthorized: self = .deAuthorized
        case .emergencyStop: self = .emergencyStop
        case .hardReset: self = .hardReset
        case .other: self = .other
        case .powerLoss: self = .powerLoss
        case .reboot: self = .reboot
        case .softReset: self = .softReset
        case .unlockCommand: self = .unlockCommand
        }
    }
}
