/// The drivers of one site and its bays: who comes next, who waits in line, who finds a bay.
struct SiteDrivers {
    /// What becomes of a driver who comes.
    enum ArrivalOutcome {
        /// A bay is free for him, by its index at the site.
        case finds(bay: Int)
        /// He waits in line until his patience ends, or goes on at its sight.
        case waits, balks
        /// His car is still there: the visit begins when it has gone.
        case comesLater
    }

    var bays: BayPool
    private var line = WaitingLine()
    private var users = PresentUsers()
    private var source: VisitSource
    /// Whether a driver is expected.
    private var expectsNext = false

    init(bays: BayPool, source: VisitSource) {
        self.bays = bays
        self.source = source
    }

    /// Looks ahead to the next who comes; gives when.
    mutating func expectNext() -> SimTime? {
        assert(!expectsNext, "the one before has come")
        let time = source.expectNext()
        expectsNext = time != nil
        return time
    }

    /// Takes the driver who was expected next.
    mutating func takeNext() -> Visit? {
        guard expectsNext else { return nil }
        expectsNext = false
        return source.takeNext()
    }

    mutating func receive(_ visit: Visit) -> ArrivalOutcome {
        guard users.come(visit) else { return .comesLater }
        // Drivers who wait come before those who have just arrived, unless a bay is kept for one of these.
        let bay = line.isEmpty ? takeBay(for: visit) : bays.takeBay(keptFor: visit.token)
        if let bay { return .finds(bay: bay) }
        guard line.takes(visit) else { return .balks }
        line.join(visit)
        return .waits
    }

    /// A driver's patience has ended; nil if he waits no longer.
    mutating func giveUp(_ index: Int32) -> Visit? { line.giveUp(index) }

    /// The next in line, if a bay is free for him.
    mutating func invite() -> (visit: Visit, bay: Int)? {
        guard !line.isEmpty, let first = line.first, let bay = takeBay(for: first) else {
            return nil
        }
        let next = line.next()
        assert(next?.index == first.index, "the bay was taken for the first in line")
        return next.map { ($0, bay) }
    }

    /// A driver has gone; gives the visit for which he comes back at once, if one is due.
    mutating func go(_ user: Int32, at now: SimTime) -> Visit? { users.go(user, at: now) }

    private mutating func takeBay(for visit: Visit) -> Int? {
        if let kept = bays.takeBay(keptFor: visit.token) { return kept }
        guard visit.bay < 0 else { return bays.take(Int(visit.bay)) }
        var choice = source.stream(for: visit, .bay)
        return bays.takeBay(using: &choice)
    }
}

// Who waits.
extension SiteDrivers {
    var hasLine: Bool { !line.isEmpty }
    var lineLength: Int { line.count }
    var waiting: [Visit] { line.waiting }
    var firstInLine: Visit? { line.first }

    /// The code that a driver enters at a charger that keeps as many users.
    func code(of visit: Visit, amongUsers users: Int, ofCharger charger: Int) -> Token {
        source.code(of: visit, amongUsers: users, ofCharger: charger)
    }
}
