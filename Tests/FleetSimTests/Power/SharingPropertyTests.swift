import Scenarios
import Testing

@testable import FleetSim

/// What holds for every law, over random trees and fleets.
@Suite struct SharingPropertyTests {
    private static let laws: [SharingLaw] = [
        .equal, .maxMin, .proportional, .firstCome, .earliestDeadline, .leastLaxity, .roundRobin,
        .rotation,
    ]

    @Test(arguments: UInt64(1)...1_000)
    func `no limit of a tree is ever exceeded, on no line, by no milliampere`(seed: UInt64) throws {
        let site = RandomSite(seed: seed)
        let supply = try site.supply
        let shares = Self.laws.map { ($0, $0.currents(site.demands, supply)) }
        for node in site.tree.nodes.indices {
            for line in Line.allCases {
                guard let room = site.room(of: node, line) else { continue }
                let carried = site.carried(by: node, line)
                for (law, currents) in shares {
                    let sum = carried.reduce(0) { $0 + currents[$1] }
                    #expect(sum <= room, "\(law), node \(node), \(line)")
                }
            }
        }
    }

    @Test(arguments: UInt64(1)...1_000)
    func `no car gets more than it asks for, or less than cars charge with`(seed: UInt64) throws {
        let site = RandomSite(seed: seed)
        let supply = try site.supply
        for law in Self.laws {
            let currents = law.currents(site.demands, supply)
            for (demand, current) in zip(site.demands, currents) where current != 0 {
                #expect(current >= 6_000 && current <= site.asks(demand), "\(law)")
            }
        }
    }

    @Test(arguments: UInt64(1)...1_000)
    func `no car can be raised under max-min without lowering one that has no more`(
        seed: UInt64
    ) throws {
        let site = RandomSite(seed: seed)
        let currents = SharingLaw.maxMin.currents(site.demands, try site.supply)
        for (index, current) in currents.enumerated()
        where current > 0 && current < site.asks(site.demands[index]) {
            #expect(isStopped(index, in: site, currents), "car \(index)")
        }
    }

    /// Whether one of a car's limits is used up by cars none of which could do with less.
    private func isStopped(_ index: Int, in site: RandomSite, _ currents: [Int64]) -> Bool {
        let demand = site.demands[index]
        return site.way(of: demand.outlet).contains { node in
            site.lines(of: demand).contains { line in
                guard let room = site.room(of: node, line) else { return false }
                let carried = site.carried(by: node, line).filter { currents[$0] > 0 }
                return carried.reduce(0) { $0 + currents[$1] } == room
                    && carried.allSatisfy {
                        currents[$0] <= max(currents[index] + 1, site.demands[$0].minimum)
                    }
            }
        }
    }

    @Test(arguments: UInt64(1)...1_000)
    func `who waits found no 6 A beside those who came before him`(seed: UInt64) throws {
        let site = RandomSite(seed: seed)
        let currents = SharingLaw.maxMin.currents(site.demands, try site.supply)
        for (index, demand) in site.demands.enumerated()
        where currents[index] == 0 && site.asks(demand) > 0 {
            let isStopped = site.way(of: demand.outlet).contains { node in
                site.lines(of: demand).contains { line in
                    guard let room = site.room(of: node, line) else { return false }
                    let before = site.carried(by: node, line).filter {
                        currents[$0] > 0 && site.demands[$0].arrived < demand.arrived
                    }
                    let taken = before.reduce(0) { $0 + site.demands[$1].minimum }
                    return taken + demand.minimum > room
                }
            }
            #expect(isStopped, "car \(index)")
        }
    }

    @Test(arguments: UInt64(1)...1_000)
    func `the order of stations and of demands changes nothing`(seed: UInt64) throws {
        let site = RandomSite(seed: seed)
        var dice = FrameDice(seed: seed ^ 0xDECA_F)
        let outlets = site.tree.outlets.indices.shuffled(using: &dice)
        let order = site.demands.indices.shuffled(using: &dice)
        var other = site
        for (old, new) in outlets.enumerated() {
            other.tree.outlets[new] = site.tree.outlets[old]
        }
        other.demands = order.map { index in
            var demand = site.demands[index]
            demand.outlet = outlets[demand.outlet]
            return demand
        }
        for law in Self.laws {
            // Laxities may tie, and a tie falls to the lower outlet.
            if law == .leastLaxity { continue }
            let currents = law.currents(site.demands, try site.supply)
            #expect(law.currents(other.demands, try other.supply) == order.map { currents[$0] })
        }
    }

    @Test(arguments: UInt64(1)...300)
    func `no magnitude exceeds a phasor limit, beneath a tree or without one`(seed: UInt64) throws {
        let site = RandomSite(seed: seed)
        var dice = FrameDice(seed: seed ^ 0xFA5E)
        let angles: [Double] = [0, 30, 120, 150, -90, -120, 180]
        let limits = dice.list(1...4) { dice in
            PhasorLimit(
                name: "row",
                amperes: Double(dice.number(0...100)),
                terms: site.tree.outlets.indices.filter { _ in dice.flag() }.map { outlet in
                    PhasorLimit.Term(
                        outlet: outlet,
                        weight: Double(dice.number(-4...4)) / 2,
                        degrees: angles[dice.number(0...6)]
                    )
                }
            )
        }
        let supply = try SiteSupply(site.tree, and: limits)
        for law in Self.laws {
            let currents = law.currents(site.demands, supply)
            for limit in limits {
                var (real, imaginary) = (0.0, 0.0)
                for term in limit.terms {
                    let index = site.demands.firstIndex { $0.outlet == term.outlet }
                    let amperes = Double(index.map { currents[$0] } ?? 0) / 1_000 * term.weight
                    let (cosine, sine) = Elementary.cosineAndSine(degrees: term.degrees)
                    real += amperes * cosine
                    imaginary += amperes * sine
                }
                let magnitude = (real * real + imaginary * imaginary).squareRoot()
                #expect(magnitude <= limit.amperes + 2 * limit.tolerance, "\(law)")
            }
        }
    }

    @Test func `ten thousand cars beneath a thousand limits are shared out exactly`() throws {
        var dice = FrameDice(seed: 7)
        var nodes = [LimitTree.Node(name: "root", parent: nil, limit: PerLine(all: 100_000_000))]
        for group in 1...1_000 {
            let limit = Int64(dice.number(60_000...320_000))
            nodes.append(.init(name: "group \(group)", parent: 0, limit: PerLine(all: limit)))
        }
        let outlets = (0..<10_000).map { Power.outlet(at: 1 + $0 / 10) }
        let supply = try SiteSupply(LimitTree(nodes: nodes, outlets: outlets))
        let demands = (0..<10_000).map { Power.car($0, Int64(dice.number(6...32)), phases: 3) }
        let currents = SharingLaw.maxMin.currents(demands, supply)
        #expect(currents.reduce(0, +) == 100_000_000)
        // One level for all that only the root stops.
        let free = (1...1_000).flatMap { group -> [Int64] in
            let indices = group * 10 - 10..<group * 10
            let isFull = indices.reduce(0) { $0 + currents[$1] } == nodes[group].limit?.l1 ?? 0
            return isFull
                ? [] : indices.filter { currents[$0] < demands[$0].maximum }.map { currents[$0] }
        }
        let highest = try #require(free.max())
        #expect(free.allSatisfy { $0 >= highest - 1 })
    }
}
