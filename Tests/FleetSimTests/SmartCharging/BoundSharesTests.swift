import Testing

@testable import FleetSim

@Suite struct BoundSharesTests {
    private func bound(amperes: Int64? = nil, watts: Int64? = nil) -> ChargingLimit {
        var limit = ChargingLimit.none
        if let amperes { limit.milliamperes = amperes * 1_000 }
        if let watts { limit.milliwatts = watts * 1_000 }
        return limit
    }

    private func shares(_ bound: ChargingLimit, _ amperes: [Int64], phases: [UInt8]? = nil)
        -> [Int64]
    {
        let phases = phases ?? amperes.map { _ in 3 }
        let claims = zip(amperes, phases).map { PowerClaim(milliamperes: $0 * 1_000, phases: $1) }
        return bound.shares(of: claims, volts: 230)
    }

    @Test func `where there is enough each gets what it wants`() {
        #expect(shares(bound(amperes: 48), [16, 32]) == [16_000, 32_000])
        #expect(shares(.none, [16, 32]) == [16_000, 32_000])
        #expect(shares(bound(amperes: 10), []) == [])
    }

    @Test func `what is scarce is shared evenly, but to those who want less`() {
        #expect(shares(bound(amperes: 32), [32, 32]) == [16_000, 16_000])
        #expect(shares(bound(amperes: 32), [10, 32, 32]) == [10_000, 11_000, 11_000])
        #expect(shares(bound(amperes: 20), [32, 32, 32]) == [6_666, 6_666, 6_666])
    }

    @Test func `who came first charges first where it is not enough for all`() {
        #expect(shares(bound(amperes: 17), [32, 32, 32]) == [8_500, 8_500, 0])
        #expect(shares(bound(amperes: 11), [32, 32]) == [11_000, 0])
        #expect(shares(bound(amperes: 5), [32, 32]) == [0, 0])
    }

    @Test func `power is shared by power, so that one phase gets more current than three`() {
        // 7,360 W: half each is 16 A on one phase and 5.3 A on three, so that the three get their 6 A.
        #expect(shares(bound(watts: 7_360), [32, 32], phases: [1, 3]) == [14_000, 6_000])
        #expect(shares(bound(watts: 14_720), [32, 32], phases: [1, 3]) == [32_000, 10_666])
    }

    @Test(arguments: UInt64(1)...500)
    func `shares keep to the bound, to what is wanted and to what cars can charge with`(
        seed: UInt64
    ) {
        var dice = FrameDice(seed: seed)
        var limit = ChargingLimit.none
        if dice.flag() { limit.milliamperes = Int64(dice.number(0...90_000)) }
        if dice.flag() { limit.milliwatts = Int64(dice.number(0...60_000_000)) }
        let claims = dice.list(1...6) { dice in
            PowerClaim(
                milliamperes: Int64(dice.number(6_000...32_000)),
                phases: UInt8(dice.number(1...3))
            )
        }
        let shares = limit.shares(of: claims, volts: 230)
        let power = zip(shares, claims).reduce(0) { $0 + $1.0 * Int64($1.1.phases) * 230 }
        #expect(shares.reduce(0, +) <= limit.milliamperes)
        #expect(power <= limit.milliwatts)
        for (share, claim) in zip(shares, claims) {
            #expect(share == 0 || 6_000...claim.milliamperes ~= share)
        }
        // No car waits that could charge with what is left.
        let free = (
            current: limit.milliamperes
                - shares.filter { $0 > 0 }.reduce(0) { sum, _ in sum + 6_000 },
            power: limit.milliwatts
                - zip(shares, claims).filter { $0.0 > 0 }
                .reduce(0) { $0 + Int64($1.1.phases) * 230 * 6_000 }
        )
        for (share, claim) in zip(shares, claims) where share == 0 {
            #expect(free.current < 6_000 || free.power < Int64(claim.phases) * 230 * 6_000)
        }
    }
}
