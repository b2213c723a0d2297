// Laws that fill everybody up at the same time.
extension Sharing {
    func maxMin() -> Allocation {
        let places = admitted(in: orderOfArrival)
        return allocation(of: filled(places, from: places.map { demands[$0].least }), to: places)
    }

    func equal() -> Allocation {
        let places = admitted(in: orderOfArrival)
        return allocation(of: parts(of: places) { _ in 1 }, to: places)
    }

    func proportional() -> Allocation {
        let places = admitted(in: orderOfArrival)
        let parts = parts(of: places) { ceilings[$0] }
        // What a narrower limit elsewhere keeps a car from using goes to the car that has least.
        return allocation(of: filled(places, from: parts), to: places)
    }

    /// Who keeps his turn, who gets one and who gives his up, as far as it reaches.
    ///
    /// Turns are each car's own: so a car that comes or goes shortens no other car's turn.
    func rotation(every length: SimDuration) -> Allocation {
        let order = order { rank(of: demands[$0].turn, length) }
        let places = admitted(in: order)
        let least = places.map { demands[$0].least }
        var allocation = allocation(of: filled(places, from: least), to: places)
        let asking = ceilings.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
        guard places.count < asking else { return allocation }
        allocation.changes = places.lazy.map { turnEnds(of: $0, after: length) }
            .filter { $0 > now }.min()
        return allocation
    }

    /// Lower for cars that come before others; no run is so long that ranks of two kinds meet.
    private func rank(of turn: Demand.Turn, _ length: SimDuration) -> Int64 {
        switch turn {
        case .charges(let since) where now < since + length: since.nanoseconds - 1 << 62
        case .waits(let since): since.nanoseconds - 1 << 61
        // The car that has charged longest gives up its turn first.
        case .charges(let since): 1 << 61 - since.nanoseconds
        }
    }

    private func turnEnds(of place: Int, after length: SimDuration) -> SimTime {
        switch demands[place].turn {
        case .waits: now + length
        case .charges(let since): since + length
        }
    }

    /// Fills some up from what they have, in places of the order in which they are asked.
    private func filled(_ places: [Int], from low: [Int64]) -> [Int64] {
        let high = places.map { ceilings[$0] }
        guard !isEnough(for: high, at: places) else { return high }
        var filling = WaterFilling(
            zip(places, low).map {
                WaterFilling.Member(terms: terms[$0], low: $1, high: ceilings[$0])
            },
            on: drawn
        )
        return filling.levels()
    }

    /// Whether everybody can have what he asks for, as on most days.
    private func isEnough(for currents: [Int64], at places: [Int]) -> Bool {
        var drawn = drawn
        for (place, current) in zip(places, currents) { drawn.add(current, to: terms[place]) }
        return drawn.isWithinLimits
    }
}
