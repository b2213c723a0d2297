// A fleet of another size with the same mix of sites.
extension Scenario {
    /// Scales the number of sites so that this many chargers stand; false when they cannot come to it.
    package mutating func scale(toChargers wanted: Int) -> Bool {
        guard let counts = counts(forChargers: wanted) else { return false }
        let reached = zip(fleet, counts).reduce(0) { $0 + $1.0.chargersPerSite * $1.1 }
        guard reached == wanted else { return false }
        scaleLoad(from: chargerCount, to: wanted)
        for place in fleet.indices { fleet[place].count = counts[place] }
        fleet.removeAll { $0.count == 0 }
        return true
    }

    /// The number of chargers nearest to a wanted one that the sites can come to.
    package func nearestChargers(to wanted: Int) -> Int {
        guard let counts = counts(forChargers: wanted) else { return chargerCount }
        let nearest = zip(fleet, counts).reduce(0) { $0 + $1.0.chargersPerSite * $1.1 }
        return nearest > 0 ? nearest : fleet.map(\.chargersPerSite).min() ?? 0
    }

    /// Numbers of chargers keep their share of the fleet.
    private mutating func scaleLoad(from count: Int, to wanted: Int) {
        for place in load.indices {
            guard case .chargers(let own) = load[place].level else { continue }
            let share = Double(own) / Double(count)
            load[place].level = .chargers(Int((share * Double(wanted)).rounded()))
        }
    }

    /// Each entry's share rounded down, then one more site wherever the most is missing.
    private func counts(forChargers wanted: Int) -> [Int]? {
        guard chargerCount > 0 else { return nil }
        var counts = fleet.map { $0.count * wanted / chargerCount }
        while true {
            let left = wanted - zip(fleet, counts).reduce(0) { $0 + $1.0.chargersPerSite * $1.1 }
            let fitting = fleet.indices.filter { fleet[$0].chargersPerSite <= left }
            let next = fitting.max { first, second in
                missing(first, counts, wanted) < missing(second, counts, wanted)
            }
            guard let next else { return counts }
            counts[next] += 1
        }
    }

    /// By how many chargers an entry falls short of its share.
    private func missing(_ place: Int, _ counts: [Int], _ wanted: Int) -> Double {
        let perSite = Double(fleet[place].chargersPerSite)
        let share = Double(fleet[place].count) * perSite / Double(chargerCount) * Double(wanted)
        return share - Double(counts[place]) * perSite
    }
}
