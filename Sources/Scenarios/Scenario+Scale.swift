// A fleet of another size with the same mix of sites.
extension Scenario {
    /// Scales the number of sites so that this many chargers stand; false when they cannot come to it.
    ///
    /// Where a list has them one by one, the first of them stay; there are no others.
    package mutating func scale(toChargers wanted: Int) -> Bool {
        if fleet.contains(where: \.isListed) { return keep(first: wanted) }
        guard let counts = counts(forChargers: wanted) else { return false }
        let reached = zip(fleet, counts).reduce(0) { $0 + $1.0.chargersPerSite * $1.1 }
        guard reached == wanted else { return false }
        scaleLoad(from: chargerCount, to: wanted)
        for index in fleet.indices { fleet[index].count = counts[index] }
        fleet.removeAll { $0.count == 0 }
        return true
    }

    /// The number of chargers nearest to a wanted one that the sites can come to.
    package func nearestChargers(to wanted: Int) -> Int {
        if fleet.contains(where: \.isListed) {
            var smaller = self
            return smaller.keep(first: wanted) ? wanted : chargerCount
        }
        guard let counts = counts(forChargers: wanted) else { return chargerCount }
        let nearest = zip(fleet, counts).reduce(0) { $0 + $1.0.chargersPerSite * $1.1 }
        return nearest > 0 ? nearest : fleet.map(\.chargersPerSite).min() ?? 0
    }

    /// Leaves all but the first chargers out; false where that cannot be.
    private mutating func keep(first wanted: Int) -> Bool {
        guard wanted > 0, wanted <= chargerCount else { return false }
        var left = wanted
        var kept: [SiteSpec] = []
        var keptEntries: [Int] = []
        for (index, spec) in fleet.enumerated() where left > 0 {
            var site = spec
            if site.chargersPerSite <= left {
                site.count = min(site.count, left / site.chargersPerSite)
                left -= site.count * site.chargersPerSite
            } else {
                // A group of its power may name one that would be missing.
                guard site.stations.isEmpty, site.power == nil else { return false }
                site.keep(first: left)
                left = 0
            }
            kept.append(site)
            keptEntries.append(entry(of: index))
        }
        guard left == 0 else { return false }
        scaleLoad(from: chargerCount, to: wanted)
        (fleet, entries) = (kept, keptEntries)
        return true
    }

    /// Numbers of chargers keep their share of the fleet.
    private mutating func scaleLoad(from count: Int, to wanted: Int) {
        for index in load.indices {
            guard case .chargers(let own) = load[index].level else { continue }
            let share = Double(own) / Double(count)
            load[index].level = .chargers(Int((share * Double(wanted)).rounded()))
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
    private func missing(_ index: Int, _ counts: [Int], _ wanted: Int) -> Double {
        let perSite = Double(fleet[index].chargersPerSite)
        let share = Double(fleet[index].count) * perSite / Double(chargerCount) * Double(wanted)
        return share - Double(counts[index]) * perSite
    }
}

extension SiteSpec {
    /// One such site, without all but its first chargers.
    fileprivate mutating func keep(first wanted: Int) {
        var left = wanted
        count = 1
        for index in chargers.indices {
            let own = min(left, chargers[index].count)
            chargers[index].count = own
            chargers[index].listed = Array(chargers[index].listed.prefix(own))
            left -= own
        }
        chargers.removeAll { $0.count == 0 }
    }
}
