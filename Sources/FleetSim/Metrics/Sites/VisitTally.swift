/// What became of drivers, as sums.
package struct VisitTally: Equatable, Sendable {
    /// All who came, and of them those who went on at the sight of the line, who left before a charge
    /// began, be it in line or in a bay, and for whom a charge began.
    ///
    /// It goes by outcomes as the run database has them. A CSMS, or a charger that has failed, may turn
    /// away the rest.
    package private(set) var arrivals = 0
    package private(set) var blocked = 0
    package private(set) var reneged = 0
    package private(set) var served = 0
    /// Who stood in line at all.
    package private(set) var waited = 0
    /// The times in line of all who were not blocked, in milliseconds: who gave up counts too, since
    /// without him the worst waits would be missing.
    package private(set) var waits = Histogram()
    package private(set) var waitNanoseconds: Int128 = 0

    package private(set) var requestedMilliwattHours: Int64 = 0
    /// Of each visit as much as its driver wanted at most: what a car loses on the way into its battery
    /// comes on top of that, and makes up for nothing that another lacks.
    package private(set) var deliveredMilliwattHours: Int64 = 0
    package private(set) var shortfall = Shortfall()

    /// Delivered over requested of those who were served, in thousandths.
    package private(set) var satisfaction = Histogram()
    /// The same in millionths, and its square.
    package private(set) var satisfactionSum: Int128 = 0
    package private(set) var satisfactionSquares: Int128 = 0
    /// Of those: who got nothing at all.
    package private(set) var zeroServed = 0

    /// The most that each bay ever gave, in milliwatts.
    package private(set) var maximumAtBay: [Int64]

    init(bays: Int) {
        maximumAtBay = Array(repeating: 0, count: bays)
    }

    /// Those who did not go on at the sight of the line.
    package var joined: Int { arrivals - blocked }

    mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
        assert(account.waited >= .zero, "no driver waits less than nothing")
        assert(session.deliveredMilliwattHours >= 0, "cars are charged, and not emptied")
        arrivals += 1
        requestedMilliwattHours += session.requestedMilliwattHours
        deliveredMilliwattHours += session.deliveredOfRequested
        shortfall += account.shortfall
        guard session.outcome != .balked else {
            blocked += 1
            return
        }
        if account.waited > .zero { waited += 1 }
        waits.record(account.waited.nanoseconds / 1_000_000)
        waitNanoseconds += Int128(account.waited.nanoseconds)
        if session.outcome == .reneged { reneged += 1 }
        guard session.hasCharged else { return }
        assert(blocked + reneged + served < arrivals, "a visit has one end")
        served += 1
        rate(session)
    }

    /// Notes what a car drew of the bay it stood in.
    mutating func noteLoad(_ account: VisitAccount) {
        guard let bay = account.bay, maximumAtBay.indices.contains(bay) else { return }
        maximumAtBay[bay] = max(maximumAtBay[bay], account.maximumMilliwatts)
    }

    private mutating func rate(_ session: SessionRecord) {
        guard session.requestedMilliwattHours > 0 else { return }
        let delivered = session.deliveredOfRequested
        let share = Int128(delivered) * 1_000_000 / Int128(session.requestedMilliwattHours)
        satisfaction.record(Int64(share / 1_000))
        satisfactionSum += share
        satisfactionSquares += share * share
        if delivered <= 0 { zeroServed += 1 }
    }
}

extension SessionRecord {
    /// What was delivered of what was wanted, and not beyond it.
    fileprivate var deliveredOfRequested: Int64 {
        max(0, min(deliveredMilliwattHours, requestedMilliwattHours))
    }
}
