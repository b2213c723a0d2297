import TestSupport
import Testing

@testable import FleetSim

@Suite struct ProfileInstallationTests {
    private func ids(_ bench: StackBench) -> [Int] { bench.stack.profiles.map(\.id) }

    @Test func `a profile replaces that of its id, wherever it is`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10)], id: 1, level: 0), on: 1)
        bench.install(.fixture([(0, 20)], .chargePointMax, id: 1, level: 4))
        #expect(ids(bench) == [1])
        #expect(bench.stack.profiles.first?.purpose == .chargePointMax)
    }

    @Test func `a profile replaces that of its purpose, level and connector, and no other`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10)], id: 1, level: 0), on: 1)
        bench.install(.fixture([(0, 10)], id: 2, level: 1), on: 1)
        bench.install(.fixture([(0, 10)], id: 3, level: 0), on: 2)
        bench.install(.fixture([(0, 10)], id: 4, level: 0), on: 0)
        bench.install(.fixture([(0, 10)], .tx, id: 5, level: 0), on: 1)
        bench.install(.fixture([(0, 10)], .chargePointMax, id: 6, level: 0))
        #expect(ids(bench) == [1, 2, 3, 4, 5, 6])
        bench.install(.fixture([(0, 12)], id: 7, level: 0, from: .monday + 60), on: 1)
        #expect(ids(bench) == [2, 3, 4, 5, 6, 7])
    }

    @Test func `what is replaced by a profile for later is gone at once`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10)], id: 1))
        bench.install(.fixture([(0, 20)], id: 2, from: .monday + 60))
        #expect(bench.composite(seconds: 100) == "0→32 60→20")
    }

    @Test func `only as many profiles fit as the charger holds, and a replacement always`() {
        var bench = StackBench()
        bench.capacity.profiles = 2
        let taken = [1, 2, 3].map { bench.install(.fixture([(0, 10)], id: $0, level: $0)) }
        #expect(taken == [true, true, false])
        #expect(ids(bench) == [1, 2])
        let replacements = [(2, 5), (4, 1)].map {
            bench.install(.fixture([(0, 10)], id: $0.0, level: $0.1))
        }
        #expect(replacements == [true, true])
        #expect(ids(bench) == [2, 4])
    }

    @Test func `levels, periods and units have their bounds`() {
        var bench = StackBench()
        bench.capacity = ProfileCapacity(
            highestLevel: 2,
            profiles: 9,
            periodsPerSchedule: 2,
            units: [.watts]
        )
        let taken = [
            bench.install(.fixture([(0, 10), (5, 12)], level: 2, unit: .watts)),
            bench.install(.fixture([(0, 10)], level: 3, unit: .watts)),
            bench.install(.fixture([(0, 10), (5, 12), (9, 14)], unit: .watts)),
            bench.install(.fixture([(0, 10)], unit: .amperes)),
        ]
        #expect(taken == [true, false, false, false])
    }

    @Test(arguments: [
        ChargingProfile.fixture([(5, 10)]),
        .fixture([(0, 10), (0, 12)]), .fixture([(0, 10), (60, 12), (30, 12)]),
        .fixture([(0, -1)]), .fixture([(0, 10)], phases: 0), .fixture([(0, 10)], phases: 4),
        .fixture([(0, 10)], duration: -1), .fixture([(0, 10)], transaction: 7),
        .fixture([(0, 10)], .chargePointMax, transaction: 7),
        .fixture([(0, 10)], kind: .recurring),
        .fixture([(0, 10)], kind: .recurring, start: nil, recurs: .daily),
        .fixture([(0, 10)], level: -1),
    ])
    func `a profile that contradicts itself is refused and replaces nothing`(
        profile: ChargingProfile
    ) {
        var bench = StackBench()
        bench.install(.fixture([(0, 10)], id: 1))
        let before = bench.stack.profiles
        let isTaken = bench.install(profile)
        #expect(!isTaken)
        #expect(bench.stack.profiles == before)
    }

    @Test func `each purpose has its connectors`() {
        var bench = StackBench()
        func take(_ purpose: ChargingProfilePurpose, _ connector: Int) -> Bool {
            bench.stack.install(
                .fixture([(0, 10)], purpose),
                on: connector,
                of: purpose == .tx ? .transaction(1) : .anyone,
                at: .monday,
                within: bench.capacity,
                behaviour: bench.behaviour
            )
        }
        let taken = [ChargingProfilePurpose.chargePointMax, .txDefault, .tx].map { purpose in
            [0, 1].map { take(purpose, $0) }
        }
        #expect(taken == [[true, false], [true, true], [false, true]])
    }

    @Test(arguments: [
        (ClearChargingProfile(id: 2), [1, 3, 4]),
        (ClearChargingProfile(id: 2, connectorId: 0, stackLevel: 9), [1, 3, 4]),
        (ClearChargingProfile(id: 9, connectorId: 1), [1, 2, 3, 4]),
        (ClearChargingProfile(connectorId: 0), [3, 4]),
        (ClearChargingProfile(connectorId: 1), [1, 2]),
        (ClearChargingProfile(connectorId: 2), [1, 2, 3, 4]),
        (ClearChargingProfile(stackLevel: 1), [1, 3]),
        (ClearChargingProfile(chargingProfilePurpose: .txDefault), [1, 4]),
        (ClearChargingProfile(connectorId: 0, chargingProfilePurpose: .txDefault), [1, 3, 4]),
        (
            ClearChargingProfile(chargingProfilePurpose: .txDefault, stackLevel: 0),
            [1, 2, 4]
        ),
        (ClearChargingProfile(), []),
    ])
    func `clearing takes out what is named, all of it and nothing else`(
        request: ClearChargingProfile,
        left: [Int]
    ) {
        var bench = StackBench()
        bench.install(.fixture([(0, 40)], .chargePointMax, id: 1, level: 0))
        bench.install(.fixture([(0, 20)], id: 2, level: 1), on: 0)
        bench.install(.fixture([(0, 10)], id: 3, level: 0), on: 1)
        bench.install(.fixture([(0, 8)], .tx, id: 4, level: 1), on: 1)
        let isKnown = bench.stack.clear(request)
        #expect(isKnown == (left.count < 4))
        #expect(ids(bench) == left)
    }

    @Test func `an awaited profile waits for its connector's transaction`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10)], .tx, id: 1), on: 1, of: .awaited)
        bench.install(.fixture([(0, 12)], .tx, id: 2), on: 2, of: .awaited)
        #expect(bench.current(at: .monday) == 32_000)
        bench.stack.bindAwaited(on: 1, to: 1)
        bench.stack.dropAwaited(on: 2)
        #expect(bench.current(at: .monday) == 10_000)
        #expect(ids(bench) == [1])
    }

    @Test func `a restart leaves all but the profiles of transactions`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10)], id: 1))
        bench.install(.fixture([(0, 10)], .tx, id: 2))
        bench.install(.fixture([(0, 10)], .chargePointMax, id: 3))
        bench.install(.fixture([(0, 10)], .tx, id: 4), on: 2, of: .awaited)
        bench.stack.restart()
        #expect(ids(bench) == [1, 3])
    }

    @Test func `the largest numbers there are do no harm`() {
        var bench = StackBench()
        let taken = [
            bench.install(
                .fixture([(0, .max / 1_000), (.max, 6)], id: .max, duration: .max)
            ),
            bench.install(
                .fixture([(0, .max / 1_000)], .chargePointMax, id: .min, unit: .watts)
            ),
        ]
        #expect(taken == [true, true])
        #expect(bench.composite(seconds: .max) == "0→32")
        #expect(bench.composite(at: DateTime(unixMilliseconds: .max), seconds: .max) == "0→32")
        let tooLarge = bench.install(.fixture([(0, .max)]))
        #expect(!tooLarge)
    }
}
