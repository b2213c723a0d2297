/// The bays of one site and which of them an arriving driver can use.
struct BayPool {
    struct Bay: Equatable {
        var charger: Int32
        /// From one, as OCPP counts.
        var connector: UInt8
    }

    /// A bay and how it is, in eight bytes: many sites have a single one.
    private struct Entry {
        let bay: Bay
        var isTaken = false
        var isInService: Bool
    }

    private var entries: [Entry] = []
    /// Which bays are free and in service.
    ///
    /// The bays' own order decides which of them a draw
    /// means, so that the order in which they became free at one moment does not matter.
    private var free: BitRow
    private(set) var freeCount = 0
    /// Bays that are reserved: hardly ever any.
    private var kept: [(bay: Int32, token: Token)] = []

    /// A site whose chargers are consecutive and have these numbers of connectors.
    ///
    /// Where nothing has power yet no bay can be used until its charger says so.
    init(firstCharger: Int, connectors: [Int], isInService: Bool = true) {
        entries.reserveCapacity(connectors.reduce(0, +))
        for (index, count) in connectors.enumerated() {
            for connector in 1...count {
                let bay = Bay(charger: Int32(firstCharger + index), connector: UInt8(connector))
                entries.append(Entry(bay: bay, isInService: isInService))
            }
        }
        free = BitRow(count: entries.count)
        if isInService { entries.indices.forEach { update($0) } }
    }

    var bayCount: Int { entries.count }

    /// Takes a certain bay, if it is free; gives its index.
    mutating func take(_ index: Int) -> Int? {
        guard entries.indices.contains(index), free[index] else { return nil }
        entries[index].isTaken = true
        update(index)
        return index
    }

    /// Takes one of the free bays, each with the same chance; gives its index, nil when there is none.
    mutating func takeBay(using random: inout RandomStream) -> Int? {
        guard freeCount > 0 else { return nil }
        return take(free.index(ofSet: Int(random.below(UInt64(freeCount)))))
    }

    /// Notes that the car in a bay has gone.
    mutating func leave(_ index: Int) {
        assert(entries[index].isTaken, "a car that goes has stood there")
        entries[index].isTaken = false
        update(index)
    }

    /// Notes that a bay's car has gone, or that the bay came into service or went out of it.
    mutating func update(charger: Int, connector: Int, isTaken: Bool? = nil, inService: Bool? = nil)
    {
        let bay = bay(charger: charger, connector: connector)
        if let isTaken { entries[bay].isTaken = isTaken }
        if let inService { entries[bay].isInService = inService }
        update(bay)
    }

    /// Notes for which token a bay is kept; nil: for none.
    mutating func keep(charger: Int, connector: Int, for token: Token?) {
        guard token != nil || !kept.isEmpty else { return }
        let bay = Int32(bay(charger: charger, connector: connector))
        kept.removeAll { $0.bay == bay }
        if let token { kept.append((bay, token)) }
    }

    /// Takes the bay that is kept for a token; gives its index.
    mutating func takeBay(keptFor token: Token) -> Int? {
        guard !kept.isEmpty else { return nil }
        let own = kept.first { $0.token.matches(token) && !entries[Int($0.bay)].isTaken }
        guard let own else { return nil }
        entries[Int(own.bay)].isTaken = true
        update(Int(own.bay))
        return Int(own.bay)
    }

    /// A bay by its index: charger by charger, and connector by connector there.
    func bay(_ index: Int) -> Bay { entries[index].bay }

    /// The index of a charger's bay.
    func bay(charger: Int, connector: Int) -> Int {
        let first = entries.partitioningIndex { Int($0.bay.charger) >= charger }
        let bay = first + connector - 1
        assert(entries[bay].bay.charger == charger, "the bays of a charger stand together")
        assert(entries[bay].bay.connector == connector, "connectors are counted from one")
        return bay
    }

    /// Keeps the set of free bays in step with what is known of one bay.
    private mutating func update(_ bay: Int) {
        let becomesFree = !entries[bay].isTaken && entries[bay].isInService
        guard becomesFree != free[bay] else { return }
        free[bay] = becomesFree
        freeCount += becomesFree ? 1 : -1
        assert(0...bayCount ~= freeCount, "a bay is counted once")
    }
}
