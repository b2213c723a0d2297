/// An event at a site that is played by itself, as it stands in the queue: 64 bits.
enum SiteEvent {
    /// What is due, and does not depend on its chargers.
    case site(SiteDue)
    /// A timer of a bay goes off; `frees` where its car then leaves.
    case timer(BayTimer, bay: Int, generation: UInt32, frees: Bool = false)
    /// A charger's program asked to be woken at a bay.
    case wake(bay: Int)

    // From the top: 4 bits for the kind, 28 for the bay, 32 for the visit or generation.

    var word: UInt64 {
        switch self {
        case .timer(.driver, let bay, let generation, frees: true): Self.pack(0, bay, generation)
        case .timer(.departure, let bay, let generation, _): Self.pack(1, bay, generation)
        case .timer(.full, let bay, let generation, _): Self.pack(2, bay, generation)
        case .timer(.driver, let bay, let generation, frees: false): Self.pack(3, bay, generation)
        case .wake(let bay): Self.pack(4, bay, 0)
        case .site(.patienceEnds(let visit)): Self.pack(5, 0, UInt32(bitPattern: visit))
        case .site(.arrival): Self.pack(6, 0, 0)
        case .site(.meterShows): Self.pack(7, 0, 0)
        case .site(.shareDue(let generation)): Self.pack(8, 0, generation)
        }
    }

    init(word: UInt64) {
        let bay = Int(word >> 32 & 0xFFF_FFFF)
        let number = UInt32(truncatingIfNeeded: word)
        switch word >> 60 {
        case 0: self = .timer(.driver, bay: bay, generation: number, frees: true)
        case 1: self = .timer(.departure, bay: bay, generation: number)
        case 2: self = .timer(.full, bay: bay, generation: number)
        case 3: self = .timer(.driver, bay: bay, generation: number)
        case 4: self = .wake(bay: bay)
        case 5: self = .site(.patienceEnds(visit: Int32(bitPattern: number)))
        case 6: self = .site(.arrival)
        case 7: self = .site(.meterShows)
        case 8: self = .site(.shareDue(generation: number))
        default: preconditionFailure("no such event: \(word)")
        }
    }

    /// Which of the events of one moment comes first: cars go before others come, and what else
    /// draws is known before power is shared.
    static func rank(of word: UInt64) -> UInt64 { word >> 60 }

    private static func pack(_ kind: UInt64, _ bay: Int, _ number: UInt32) -> UInt64 {
        assert(bay >= 0 && bay >> 28 == 0, "the number of a bay has 28 bits")
        return kind << 60 | UInt64(bay) << 32 | UInt64(number)
    }
}
