// Laws that fill everybody up at the same time.
extension Sharing {
    func maxMin() -> Allocation {
        let members = admitted(in: orderOfArrival)
        return allocation(
            of: filled(members, from: members.map { demands[$0].minimum }),
            to: members
        )
    }

    func equal() -> Allocation {
        let members = admitted(in: orderOfArrival)
        return allocation(of: parts(of: members) { _ in 1 }, to: members)
    }

    func proportional() -> Allocation {
        let members = admitted(in: orderOfArrival)
        let parts = parts(of: members) { ceilings[$0] }
        // What a narrower limit elsewhere keeps a car from using goes to the car that has least.
        return allocation(of: filled(members, from: parts), to: members)
    }

    /// Who keeps his turn, who gets one and who gives his up, as far as it reaches.
    ///
    /// Turns are each car's own: so a car that comes or goes shortens no other car's turn.
    func rotation(every length: SimDuration) -> Allocation {
        let order = order { rank(of: demands[$0].turn, length) }
        let members = admitted(in: order)
        let minimum = members.map { demands[$0].minimum }
        var allocation = allocation(of: filled(members, from: minimum), to: members)
        let asking = ceilings.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
        guard members.count < asking else { return allocation }
        allocation.changes = members.lazy.map { turnEnds(of: $0, after: length) }
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

    private func turnEnds(of index: Int, after length: SimDuration) -> SimTime {
        switch demands[index].turn {
        case .waits: now + length
        case .charges(let since): since + length
        }
    }

    /// Fills some up from what they have, by indices of the order in which they are asked.
    private func filled(_ members: [Int], from low: [Int64]) -> [Int64] {
        let high = members.map { ceilings[$0] }
        guard !isEnough(for: high, at: members) else { return high }
        var filling = WaterFilling(
            zip(members, low).map {
                WaterFilling.Member(terms: terms[$0], low: $1, high: ceilings[$0])
            },
            on: drawn
        )
        return filling.levels()
    }

    /// Whether everybody can have what he asks for, as on most days.
    private func isEnough(for currents: [Int64], at members: [Int]) -> Bool {
        var drawn = drawn
        for (index, current) in zip(members, currents) { drawn.add(current, to: terms[index]) }
        return drawn.isWithinLimits
    }
}
