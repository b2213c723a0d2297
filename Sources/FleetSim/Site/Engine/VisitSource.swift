/// The visits to one site, in the order of arrival: drawn, or out of a list.
enum VisitSource {
    case drawn(Arrivals)
    case listed(ArraySlice<Visit>, seed: UInt64)

    /// Looks ahead to the next visit; gives when it begins, nil when there is none.
    mutating func expectNext() -> SimTime? {
        switch self {
        case .drawn(var arrivals):
            // Taken out while it changes, so that it is not copied.
            self = .listed([], seed: 0)
            defer { self = .drawn(arrivals) }
            return arrivals.expectNext()
        case .listed(let visits, _): return visits.first?.arrived
        }
    }

    /// The visit that was expected next.
    mutating func takeNext() -> Visit? {
        switch self {
        case .drawn(var arrivals):
            self = .listed([], seed: 0)
            defer { self = .drawn(arrivals) }
            return arrivals.takeNext()
        case .listed(var visits, let seed):
            let visit = visits.popFirst()
            self = .listed(visits, seed: seed)
            return visit
        }
    }

    /// The code that a driver enters at a charger that keeps as many users; a listed one has his own.
    func code(of visit: Visit, amongUsers users: Int, ofCharger charger: Int) -> Token {
        switch self {
        case .drawn(let arrivals): arrivals.code(of: visit, amongUsers: users, ofCharger: charger)
        case .listed: visit.token
        }
    }

    /// A stream for choices at a visit, such as the bay.
    func stream(for visit: Visit, _ purpose: Purpose) -> RandomStream {
        switch self {
        case .drawn(let arrivals): arrivals.stream(for: visit.index, purpose)
        case .listed(_, let seed):
            RandomStream(
                seed: seed,
                entity: UInt64(UInt32(bitPattern: visit.index)),
                purpose: purpose
            )
        }
    }
}
