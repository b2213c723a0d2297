/// The bays of one site and which of them an arriving driver can use.
struct Site {
    struct Bay: Equatable {
        var charger: Int32
        /// From one, as OCPP counts.
        var connector: UInt8
    }

    private var bays: [Bay] = []
    private var isTaken: [Bool] = []
    private var isInService: [Bool] = []
    /// Bays that are free and in service; the order is that of the site's history.
    private var free: [Int32] = []
    /// The place of each bay in `free`, -1 when it is not there.
    private var places: [Int32] = []
    /// The first bay of each charger, by its place at the site.
    private var firstBays: [Int32] = []
    /// Bays that are kept for somebody: hardly ever any.
    private var kept: [(bay: Int32, tag: IdToken)] = []
    private let firstCharger: Int32

    /// A site whose chargers are consecutive and have so many connectors each.
    ///
    /// Where nothing has power yet no bay can be used until its charger says so.
    init(firstCharger: Int, connectors: [Int], isInService: Bool = true) {
        self.firstCharger = Int32(firstCharger)
        for (place, count) in connectors.enumerated() {
            firstBays.append(Int32(bays.count))
            for connector in 1...count {
                places.append(isInService ? Int32(free.count) : -1)
                if isInService { free.append(Int32(bays.count)) }
                bays.append(
                    Bay(charger: Int32(firstCharger + place), connector: UInt8(connector))
                )
            }
        }
        isTaken = Array(repeating: false, count: bays.count)
        self.isInService = Array(repeating: isInService, count: bays.count)
    }

    var bayCount: Int { bays.count }
    var freeCount: Int { free.count }

    /// Takes one of the free bays, each with the same chance; nil when there is none.
    mutating func takeBay(using random: inout RandomStream) -> Bay? {
        takePlace(using: &random).map { bays[$0] }
    }

    /// Takes a certain bay, if it is free; gives its place.
    mutating func take(_ place: Int) -> Int? {
        guard isTaken.indices.contains(place), places[place] >= 0 else { return nil }
        isTaken[place] = true
        update(place)
        return place
    }

    /// Takes one of the free bays, each with the same chance; gives its place.
    mutating func takePlace(using random: inout RandomStream) -> Int? {
        guard !free.isEmpty else { return nil }
        return take(Int(free[Int(random.below(UInt64(free.count)))]))
    }

    /// Notes that the car in a bay has gone.
    mutating func leave(_ place: Int) {
        isTaken[place] = false
        update(place)
    }

    /// Notes that a bay's car has gone, or that the bay came into service or went out of it.
    mutating func update(charger: Int, connector: Int, isTaken: Bool? = nil, inService: Bool? = nil)
    {
        let bay = bay(charger: charger, connector: connector)
        if let isTaken { self.isTaken[bay] = isTaken }
        if let inService { isInService[bay] = inService }
        update(bay)
    }

    /// Notes for whom a bay is kept, if for anybody.
    mutating func keep(charger: Int, connector: Int, for tag: IdToken?) {
        guard tag != nil || !kept.isEmpty else { return }
        let bay = Int32(bay(charger: charger, connector: connector))
        kept.removeAll { $0.bay == bay }
        if let tag { kept.append((bay, tag)) }
    }

    /// Takes the bay that is kept for a tag.
    mutating func takeBay(keptFor tag: IdToken) -> Bay? {
        let own = kept.first { $0.tag == tag && !isTaken[Int($0.bay)] }
        guard let own else { return nil }
        isTaken[Int(own.bay)] = true
        update(Int(own.bay))
        return bays[Int(own.bay)]
    }

    /// A bay by its place: charger by charger, and connector by connector there.
    func bay(_ place: Int) -> Bay { bays[place] }

    /// The place of a charger's bay.
    func bay(charger: Int, connector: Int) -> Int {
        Int(firstBays[charger - Int(firstCharger)]) + connector - 1
    }

    /// Keeps the list of free bays in step with what is known of one bay.
    private mutating func update(_ bay: Int) {
        let isFree = !isTaken[bay] && isInService[bay]
        let place = places[bay]
        if isFree, place < 0 {
            places[bay] = Int32(free.count)
            free.append(Int32(bay))
        } else if !isFree, place >= 0 {
            let last = free.removeLast()
            if last != Int32(bay) {
                free[Int(place)] = last
                places[Int(last)] = place
            }
            places[bay] = -1
        }
    }
}
