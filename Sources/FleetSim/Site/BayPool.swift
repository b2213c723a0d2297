/// The bays of one site and which of them an arriving driver can use.
struct BayPool {
    struct Bay: Equatable {
        var charger: Int32
        /// From one, as OCPP counts.
        var connector: UInt8
    }

    /// A bay and how it is, in eight bytes: many sites have a single one.
    private struct Place {
        let bay: Bay
        var isTaken = false
        var isInService: Bool
    }

    private var places: [Place] = []
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
        places.reserveCapacity(connectors.reduce(0, +))
        for (place, count) in connectors.enumerated() {
            for connector in 1...count {
                let bay = Bay(charger: Int32(firstCharger + place), connector: UInt8(connector))
                places.append(Place(bay: bay, isInService: isInService))
            }
        }
        free = BitRow(count: places.count)
        if isInService { places.indices.forEach { update($0) } }
    }

    var bayCount: Int { places.count }

    /// Takes a certain bay, if it is free; gives its place.
    mutating func take(_ place: Int) -> Int? {
        guard places.indices.contains(place), free[place] else { return nil }
        places[place].isTaken = true
        update(place)
        return place
    }

    /// Takes one of the free bays, each with the same chance; gives its place, nil when there is none.
    mutating func takePlace(using random: inout RandomStream) -> Int? {
        guard freeCount > 0 else { return nil }
        return take(free.place(ofSet: Int(random.below(UInt64(freeCount)))))
    }

    /// Notes that the car in a bay has gone.
    mutating func leave(_ place: Int) {
        assert(places[place].isTaken, "a car that goes has stood there")
        places[place].isTaken = false
        update(place)
    }

    /// Notes that a bay's car has gone, or that the bay came into service or went out of it.
    mutating func update(charger: Int, connector: Int, isTaken: Bool? = nil, inService: Bool? = nil)
    {
        let bay = bay(charger: charger, connector: connector)
        if let isTaken { places[bay].isTaken = isTaken }
        if let inService { places[bay].isInService = inService }
        update(bay)
    }

    /// Notes for which token a bay is kept; nil: for none.
    mutating func keep(charger: Int, connector: Int, for token: Token?) {
        guard token != nil || !kept.isEmpty else { return }
        let bay = Int32(bay(charger: charger, connector: connector))
        kept.removeAll { $0.bay == bay }
        if let token { kept.append((bay, token)) }
    }

    /// Takes the bay that is kept for a token; gives its place.
    mutating func takePlace(keptFor token: Token) -> Int? {
        guard !kept.isEmpty else { return nil }
        let own = kept.first { $0.token.matches(token) && !places[Int($0.bay)].isTaken }
        guard let own else { return nil }
        places[Int(own.bay)].isTaken = true
        update(Int(own.bay))
        return Int(own.bay)
    }

    /// A bay by its place: charger by charger, and connector by connector there.
    func bay(_ place: Int) -> Bay { places[place].bay }

    /// The place of a charger's bay.
    func bay(charger: Int, connector: Int) -> Int {
        let first = places.partitioningIndex { Int($0.bay.charger) >= charger }
        let bay = first + connector - 1
        assert(places[bay].bay.charger == charger, "the bays of a charger stand together")
        assert(places[bay].bay.connector == connector, "connectors are counted from one")
        return bay
    }

    /// Keeps the set of free bays in step with what is known of one bay.
    private mutating func update(_ bay: Int) {
        let becomesFree = !places[bay].isTaken && places[bay].isInService
        guard becomesFree != free[bay] else { return }
        free[bay] = becomesFree
        freeCount += becomesFree ? 1 : -1
        assert(0...bayCount ~= freeCount, "a bay is counted once")
    }
}
