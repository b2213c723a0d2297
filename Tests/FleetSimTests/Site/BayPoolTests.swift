import Testing

@testable import FleetSim

@Suite struct `the pool of bays` {
    @Test func `every free bay is taken once, and none when all are`() {
        var pool = BayPool(firstCharger: 10, connectors: [2, 1, 3])
        var random = RandomStream(seed: 1, entity: 1, purpose: .bay)
        var taken: [BayPool.Bay] = []
        while let index = pool.takeBay(using: &random) { taken.append(pool.bay(index)) }
        let names = Set(taken.map { "\($0.charger)/\($0.connector)" })
        #expect(names == ["10/1", "10/2", "11/1", "12/1", "12/2", "12/3"])
        #expect(taken.count == 6)
        pool.update(charger: 11, connector: 1, isTaken: false)
        let again = pool.takeBay(using: &random).map(pool.bay)
        #expect(again == BayPool.Bay(charger: 11, connector: 1))
    }

    @Test func `a bay out of service is not offered, free or not`() {
        var pool = BayPool(firstCharger: 0, connectors: [1, 1])
        var random = RandomStream(seed: 1, entity: 1, purpose: .bay)
        pool.update(charger: 0, connector: 1, inService: false)
        #expect(pool.freeCount == 1)
        let first = pool.takeBay(using: &random).map(pool.bay)
        #expect(first?.charger == 1)
        let second = pool.takeBay(using: &random)
        #expect(second == nil)
        pool.update(charger: 1, connector: 1, isTaken: false, inService: false)
        #expect(pool.freeCount == 0)
        pool.update(charger: 0, connector: 1, inService: true)
        #expect(pool.freeCount == 1)
    }

    @Test func `a bay that is kept for a tag is shown to it and to no other`() throws {
        var pool = BayPool(firstCharger: 0, connectors: [1, 1])
        var random = RandomStream(seed: 1, entity: 1, purpose: .bay)
        let holder = try #require(Token("HOLDER"))
        let other = try #require(Token("OTHER"))
        pool.update(charger: 1, connector: 1, inService: false)
        pool.keep(charger: 1, connector: 1, for: holder)
        let forOther = pool.takeBay(keptFor: other)
        #expect(forOther == nil)
        let first = pool.takeBay(using: &random).map(pool.bay)
        let second = pool.takeBay(using: &random)
        #expect(first?.charger == 0)
        #expect(second == nil)
        let own = pool.takeBay(keptFor: holder).map(pool.bay)
        #expect(own == BayPool.Bay(charger: 1, connector: 1))
        let again = pool.takeBay(keptFor: holder)
        #expect(again == nil)
        pool.update(charger: 1, connector: 1, isTaken: false, inService: true)
        pool.keep(charger: 1, connector: 1, for: nil)
        #expect(pool.freeCount == 1)
    }

    @Test(arguments: UInt64(1)...50)
    func `what is free agrees with a plain account of it`(seed: UInt64) {
        var pool = BayPool(firstCharger: 0, connectors: Array(repeating: 2, count: 5))
        var random = RandomStream(seed: seed, entity: 1, purpose: .bay)
        var taken = Array(repeating: false, count: 10)
        var inService = Array(repeating: true, count: 10)
        for _ in 0..<500 {
            let bay = Int(random.below(10))
            switch random.below(3) {
            case 0:
                if let index = pool.takeBay(using: &random) {
                    #expect(!taken[index] && inService[index])
                    taken[index] = true
                }
            case 1:
                taken[bay] = false
                pool.update(charger: bay / 2, connector: bay % 2 + 1, isTaken: false)
            default:
                inService[bay].toggle()
                pool.update(charger: bay / 2, connector: bay % 2 + 1, inService: inService[bay])
            }
            #expect(pool.freeCount == (0..<10).filter { !taken[$0] && inService[$0] }.count)
        }
    }

    @Test func `the bay that is drawn does not depend on the order in which bays became free`() {
        func drawn(freed order: [Int]) -> [BayPool.Bay] {
            var pool = BayPool(
                firstCharger: 0,
                connectors: Array(repeating: 1, count: 200),
                isInService: false
            )
            for charger in order { pool.update(charger: charger, connector: 1, inService: true) }
            var random = RandomStream(seed: 7, entity: 1, purpose: .bay)
            return order.compactMap { _ in pool.takeBay(using: &random).map(pool.bay) }
        }
        let straight = drawn(freed: Array(0..<200))
        #expect(straight.count == 200)
        #expect(drawn(freed: (0..<200).reversed()) == straight)
        #expect(drawn(freed: (0..<200).map { $0 * 77 % 200 }) == straight)
    }
}
