import Testing

@testable import FleetSim

/// A bay with a program that grants at once, against the engine of sites without a CSMS.
@Suite struct `bays and the site engine` {
    /// Keeps every visit that got a bay.
    struct Sessions: SiteObserver {
        static var wantsTags: Bool { false }
        var all: [Int32: SessionRecord] = [:]

        mutating func record(_ state: SiteState) {}

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            if session.charger != nil { all[session.visit] = session }
        }
    }

    /// Drivers who stay until they have plugged in and identified.
    private func visits(_ count: Int32, seed: UInt64) -> [Visit] {
        var dice = RandomStream(seed: seed, entity: 2, purpose: .bay)
        var time = SimTime.zero
        return (0..<count).map { index in
            time = time + SimDuration(nanoseconds: Int64(dice.below(2_000_000_000_000)))
            let plugs = SimDuration(nanoseconds: Int64(dice.below(60_000_000_000)))
            let identifies = SimDuration(nanoseconds: Int64(dice.below(60_000_000_000)))
            let stay = SimDuration(nanoseconds: 1 + Int64(dice.below(20_000_000_000_000)))
            let pause = SimDuration.seconds(Int64(dice.below(600)))
            return Visit(
                site: 0,
                index: index,
                arrived: time,
                leaving: dice.chance(0.7)
                    ? .after(plugs + identifies + stay) : .whenFull(then: pause),
                demandMilliwattHours: Int64(dice.below(40_000_000)) + 1,
                vehicle: Vehicle(
                    phases: UInt8(1 + dice.below(3)),
                    milliamperes: 6_000 + Int32(dice.below(26_000))
                ),
                token: TokenList.token(Int(index), seed: seed),
                plugsAfter: plugs,
                identifiesAfter: identifies,
                unplugsAfter: SimDuration(nanoseconds: 1 + Int64(dice.below(60_000_000_000)))
            )
        }
    }

    @Test(arguments: UInt64(1)...20)
    func `agree on every visit, to the nanosecond and the milliwatt-hour`(seed: UInt64) throws {
        let visits = visits(150, seed: seed)
        var engine = SiteEngine(
            .equal(60, milliamperes: 16_000, phases: 3),
            source: .listed(visits[...], seed: seed),
            observer: Sessions()
        )
        engine.run(through: .distantFuture)
        let sessions = engine.observer.all
        #expect(sessions.count > 100)
        for visit in visits {
            guard let session = sessions[visit.index] else { continue }
            var program = OneBay(.threePhases)
            program.arrive(visit)
            program.run(until: .distantFuture)
            let log = try #require(program.ended.first?.log)
            #expect(log.plugged == session.plugged, "visit \(visit.index)")
            #expect(log.started == session.started, "visit \(visit.index)")
            #expect(log.stopped == session.stopped, "visit \(visit.index)")
            #expect(log.left == session.left, "visit \(visit.index)")
            #expect(
                log.deliveredMilliwattHours == session.deliveredMilliwattHours,
                "visit \(visit.index)"
            )
        }
    }
}
