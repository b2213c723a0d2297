/// An event at a site without chargers, as it stands in the queue: 64 bits.
enum SiteEvent {
    /// A car arrives.
    case arrival
    /// A driver has waited long enough.
    case patienceEnds(visit: Int32)
    /// A car has been plugged in and may charge.
    case begins(bay: Int, visit: Int32)
    /// What a car draws changes by itself.
    case turns(bay: Int, generation: UInt32)
    /// A car follows a raise of what it is offered.
    case follows(bay: Int, generation: UInt32)
    case departs(bay: Int, visit: Int32)
    /// A car has left its bay.
    case leaves(bay: Int, visit: Int32)
    /// The meter shows that something else flows beside EVs.
    case meter
    /// The law shares out anew though nothing happened.
    case share(generation: UInt32)

    // From the top: 4 bits for the kind, 28 for the bay, 32 for the visit or generation.

    var word: UInt64 {
        switch self {
        case .leaves(let bay, let visit): Self.pack(0, bay, UInt32(bitPattern: visit))
        case .departs(let bay, let visit): Self.pack(1, bay, UInt32(bitPattern: visit))
        case .turns(let bay, let generation): Self.pack(2, bay, generation)
        case .follows(let bay, let generation): Self.pack(3, bay, generation)
        case .begins(let bay, let visit): Self.pack(4, bay, UInt32(bitPattern: visit))
        case .patienceEnds(let visit): Self.pack(5, 0, UInt32(bitPattern: visit))
        case .arrival: Self.pack(6, 0, 0)
        case .meter: Self.pack(7, 0, 0)
        case .share(let generation): Self.pack(8, 0, generation)
        }
    }

    init(word: UInt64) {
        let place = Int(word >> 32 & 0xFFF_FFFF)
        let number = UInt32(truncatingIfNeeded: word)
        let visit = Int32(bitPattern: number)
        switch word >> 60 {
        case 0: self = .leaves(bay: place, visit: visit)
        case 1: self = .departs(bay: place, visit: visit)
        case 2: self = .turns(bay: place, generation: number)
        case 3: self = .follows(bay: place, generation: number)
        case 4: self = .begins(bay: place, visit: visit)
        case 5: self = .patienceEnds(visit: visit)
        case 6: self = .arrival
        case 7: self = .meter
        case 8: self = .share(generation: number)
        default: preconditionFailure("no such event: \(word)")
        }
    }

    /// Which of the events of one moment comes first: cars go before others come, and what else
    /// draws is known before power is shared.
    static func rank(of word: UInt64) -> UInt64 { word >> 60 }

    private static func pack(_ kind: UInt64, _ place: Int, _ number: UInt32) -> UInt64 {
        kind << 60 | UInt64(place) << 32 | UInt64(number)
    }
}
