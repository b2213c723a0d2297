/// An event of the kernel, as it stands in the queue: 64 bits.
enum KernelEvent {
    case site(SiteDue, of: Int)
    case powerOn(charger: Int)
    case timer(ChargerTimer, charger: Int, connector: Int, generation: UInt32)
    case opened(charger: Int, connection: UInt32)
    case refused(charger: Int, connection: UInt32, byOwnLine: Bool)
    case closed(charger: Int, connection: UInt32, byOwnLine: Bool)
    case frame(FrameSlot, charger: Int)
    case fault(ChargerFault, charger: Int)

    // From the top: 24 bits for the charger or site, 3 for the kind, 5 for the timer or for what
    // happens to the site or whose fault it is, then either 8 for the connector and 24 for the
    // generation, or 32 for the frame, the connection, the fault or the visit.

    var word: UInt64 {
        switch self {
        case .site(.arrival, let site): Self.pack(0, site)
        case .site(.shareDue(let generation), let site):
            Self.pack(0, site) | 1 << 32 | UInt64(generation)
        case .site(.meterShows, let site): Self.pack(0, site) | 2 << 32
        case .site(.patienceEnds(let visit), let site):
            Self.pack(0, site) | 3 << 32 | UInt64(UInt32(bitPattern: visit))
        case .powerOn(let charger): Self.pack(1, charger)
        case .timer(let timer, let charger, let connector, let generation):
            Self.pack(2, charger) | UInt64(timer.rawValue) << 32 | UInt64(connector) << 24
                | UInt64(generation)
        case .opened(let charger, let connection): Self.pack(3, charger) | UInt64(connection)
        case .refused(let charger, let connection, let byOwnLine):
            Self.pack(4, charger) | (byOwnLine ? Self.ownLine : 0) | UInt64(connection)
        case .closed(let charger, let connection, let byOwnLine):
            Self.pack(5, charger) | (byOwnLine ? Self.ownLine : 0) | UInt64(connection)
        case .frame(let slot, let charger): Self.pack(6, charger) | UInt64(UInt32(slot.index))
        case .fault(let fault, let charger): Self.pack(7, charger) | UInt64(fault.word)
        }
    }

    init(word: UInt64) {
        let entity = Int(word >> 40)
        switch word >> 37 & 0x7 {
        case 0: self = .site(Self.due(word), of: entity)
        case 1: self = .powerOn(charger: entity)
        case 2:
            guard let timer = ChargerTimer(rawValue: UInt8(word >> 32 & 0x1F)) else {
                preconditionFailure("no timer in event \(word)")
            }
            self = .timer(
                timer,
                charger: entity,
                connector: Int(word >> 24 & 0xFF),
                generation: UInt32(word & 0xFF_FFFF)
            )
        case 3: self = .opened(charger: entity, connection: UInt32(truncatingIfNeeded: word))
        case 4:
            self = .refused(
                charger: entity,
                connection: UInt32(truncatingIfNeeded: word),
                byOwnLine: word & Self.ownLine != 0
            )
        case 5:
            self = .closed(
                charger: entity,
                connection: UInt32(truncatingIfNeeded: word),
                byOwnLine: word & Self.ownLine != 0
            )
        case 6:
            self = .frame(FrameSlot(index: Int32(truncatingIfNeeded: word)), charger: entity)
        case 7:
            guard let fault = ChargerFault(word: UInt32(truncatingIfNeeded: word)) else {
                preconditionFailure("no fault in event \(word)")
            }
            self = .fault(fault, charger: entity)
        default: preconditionFailure("no such event: \(word)")
        }
    }

    init(_ arrival: Arrival) {
        let (charger, connection) = (arrival.charger, arrival.connection)
        self =
            switch arrival.what {
            case .opened: .opened(charger: charger, connection: connection)
            case .refused(let byOwnLine):
                .refused(charger: charger, connection: connection, byOwnLine: byOwnLine)
            case .closed(let byOwnLine):
                .closed(charger: charger, connection: connection, byOwnLine: byOwnLine)
            case .frame(let slot): .frame(slot, charger: charger)
            }
    }

    private static func due(_ word: UInt64) -> SiteDue {
        let low = UInt32(truncatingIfNeeded: word)
        return switch word >> 32 & 0x1F {
        case 0: .arrival
        case 1: .shareDue(generation: low)
        case 2: .meterShows
        case 3: .patienceEnds(visit: Int32(bitPattern: low))
        default: preconditionFailure("no such event of a site: \(word)")
        }
    }

    /// What the trace folds of what a site gives a connector: no event of the queue.
    static func traced(gift milliamperes: Int32, connector: Int) -> UInt64 {
        0x1F << 32 | UInt64(connector) << 24 | UInt64(milliamperes)
    }

    /// The charger that an event is for; nil if it is for a site.
    static func charger(of word: UInt64) -> Int? {
        word >> 37 & 0x7 == 0 ? nil : Int(word >> 40)
    }

    /// What the trace folds: the event without the entity's index, which differs between shards.
    static func traced(_ word: UInt64) -> UInt64 { word & 0xFF_FFFF_FFFF }

    /// What the trace folds of the end of a connection: a charger is not told whose fault it was.
    static func traced(endOfConnection word: UInt64) -> UInt64 { traced(word & ~ownLine) }

    private static let ownLine: UInt64 = 1 << 32

    private static func pack(_ kind: UInt64, _ entity: Int) -> UInt64 {
        assert(0..<1 << 24 ~= entity, "the number of a charger or site has 24 bits")
        return UInt64(entity) << 40 | kind << 37
    }
}
