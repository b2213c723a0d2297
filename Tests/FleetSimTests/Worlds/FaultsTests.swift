import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `fleets of real models` {
    /// Chargers of one model at sites of their own.
    private func street(
        _ model: String,
        chargers: Int = 20,
        hours: Int = 24,
        perDay: Double = 6,
        _ describe: (inout ChargerGroup) -> Void = { _ in }
    ) throws -> Scenario {
        var scenario = Scenario.fixture(
            hours: hours,
            sites: chargers,
            chargersPerSite: 1,
            perDay: perDay
        )
        var group = ChargerGroup(model: try #require(ChargerModel.named(model)))
        describe(&group)
        scenario.fleet[0].chargers = [group]
        return scenario
    }

    private func disconnected(_ run: Gathered) -> Int {
        run.notables.count { $0.kind == "disconnected" }
    }

    @Test func `W6: at a Pulsar Plus every charge starts from the app, through the CSMS`() throws {
        let run = try street("wallbox-pulsar-plus").simulated()
        #expect(run.count(.authorize, .ok) == 0)
        #expect(run.count(.remoteStartTransaction, .ok, .in) > 50)
        let ended = run.sessions.filter { $0.started != nil && $0.outcome != .open }
        #expect(ended.count > 50)
        #expect(ended.allSatisfy { $0.reason == "Remote" })
        #expect(run.sessions.allSatisfy { $0.outcome != .refused })
    }

    @Test func `the app of an unknown token starts nothing`() throws {
        var scenario = try street("wallbox-pulsar-plus", perDay: 3)
        scenario.fleet[0].arrivals.unknownTokens = 1
        let run = try scenario.simulated()
        #expect(run.count(.startTransaction, .ok) == 0)
        #expect(run.sessions.contains { $0.outcome == .unanswered })
    }

    @Test func `a driver uses the reader where the CSMS cannot hear of the app`() throws {
        var scenario = try street("wallbox-pulsar-plus")
        scenario.csms.url = "ws://csms.example/"
        let plan = try FleetPlan(scenario)
        #expect(plan.types[0][0].behaviour.access.ways == [.card])
    }

    @Test func `Z3: each PIN of a zappi has a tag of its own, four at first and more later`() throws
    {
        func tags(_ users: Int?) throws -> [Int32: Set<String>] {
            let scenario = try street("myenergi-zappi", chargers: 3, hours: 240, perDay: 20) {
                if let users { $0.model.access.pinUsers = users }
            }
            var tags: [Int32: Set<String>] = [:]
            for session in try scenario.simulated().sessions {
                guard let charger = session.charger, let tag = session.tag else { continue }
                tags[charger, default: []].insert(tag)
            }
            return tags
        }
        let first = try tags(nil)
        #expect(first.count == 3)
        #expect(first.allSatisfy { $0.value.count == 4 })
        #expect(first[0]?.isDisjoint(with: first[1] ?? []) == true)
        let later = try tags(121)
        #expect(later.allSatisfy { (5...121).contains($0.value.count) })
    }

    @Test func `Z4: with plug and charge a zappi names the same tag for every session`() throws {
        let run = try street("myenergi-zappi", chargers: 6) {
            $0.identification = [.plugAndCharge]
        }.simulated()
        let started = run.sessions.filter { $0.started != nil && $0.outcome != .open }
        #expect(started.count > 10)
        for session in started {
            #expect(session.tag == "0000000\((session.charger ?? 9) + 1)")
            #expect(session.reason == "EVDisconnected")
        }
        #expect(run.count(.authorize, .ok) >= started.count)
        #expect(run.count(.authorize, .rejected) == 0)
    }

    @Test(arguments: ["wallbox-pulsar-plus", "myenergi-zappi"])
    func `W9: with authorisation switched off plugging in starts a charge`(model: String)
        throws
    {
        var scenario = try street(model) { $0.identification = [.free] }
        scenario.fleet[0].arrivals.unknownTokens = 1
        let run = try scenario.simulated()
        #expect(run.count(.authorize, .ok) + run.count(.authorize, .rejected) == 0)
        #expect(run.count(.startTransaction, .ok) > 50)
        #expect(run.count(.startTransaction, .rejected) == 0)
        #expect(run.sessions.allSatisfy { $0.outcome != .refused })
    }

    @Test func `Z4: a code on the charger starts the session from afar`() throws {
        let run = try street("myenergi-zappi") { $0.identification = [.qr] }.simulated()
        #expect(run.count(.remoteStartTransaction, .ok, .in) > 50)
        #expect(run.count(.authorize, .ok) == 0)
    }

    @Test func `W2: links drop out as often as their kind does, and only where that is asked for`()
        throws
    {
        func losses(_ network: Network, isAsked: Bool = true) throws -> Int {
            let scenario = try street("wallbox-copper-sb", chargers: 60, hours: 48, perDay: 0) {
                $0.network = network
                $0.hasDropOuts = isAsked
            }
            return disconnected(try scenario.simulated())
        }
        #expect(try losses(.mobile, isAsked: false) == 0)
        // 60 links for 48 h, lost every 12 h or 2 or 30 days: 240, 60 and 4, within 3.3 sigma.
        #expect((189...291).contains(try losses(.mobile)))
        #expect((34...86).contains(try losses(.wifi)))
        #expect((0...11).contains(try losses(.ethernet)))
    }

    @Test func `Z9: drop-outs are the same on any number of threads, and shift no driver`() throws {
        func scenario(_ dropsOut: Bool) throws -> Scenario {
            try street("myenergi-zappi", hours: 96) {
                $0.network = .wifi
                $0.hasDropOuts = dropsOut
            }
        }
        let one = try scenario(true).simulated()
        let three = try scenario(true).simulated(SimulationOptions(threads: 3))
        #expect(one.result.fingerprint == three.result.fingerprint)
        #expect(disconnected(one) > 0)
        let calm = try scenario(false).simulated()
        func arrivals(_ run: Gathered) -> Set<SimTime> { Set(run.sessions.map(\.arrived)) }
        #expect(arrivals(one).intersection(arrivals(calm)).count > 100)
    }

    @Test func `W3: a charger without set-up never connects, and its drivers charge all the same`()
        throws
    {
        let run = try street("wallbox-copper-sb") { $0.setup.isEnabled = false }.simulated()
        #expect(run.connections.allSatisfy { $0.connecting == 0 && $0.connected == 0 })
        #expect(Action.allCases.allSatisfy { run.count($0, .ok) == 0 })
        #expect(run.sessions.contains { $0.outcome == .served })
    }

    @Test func `Z1: a zappi with firmware 5.114 never connects`() throws {
        let run = try street("myenergi-zappi") { $0.model.firmware = "5.114" }.simulated()
        #expect(run.connections.reduce(0) { $0 + $1.opened } == 0)
    }

    @Test func `Z2: a CSMS turns a user away that is not the ChargeBoxID`() throws {
        let run = try street("myenergi-zappi", hours: 2) {
            $0.setup.password = "secret"
            $0.setup.user = "user"
        }.simulated()
        #expect(run.connections.reduce(0) { $0 + $1.opened } == 0)
        #expect(run.connections.reduce(0) { $0 + $1.failed } > 100)
    }

    @Test func `Z2: chargers are called as their set-up says`() throws {
        let plan = try FleetPlan(street("myenergi-zappi", chargers: 2))
        #expect(plan.chargers.map(\.identity) == ["00000001", "00000002"])
        let named = try street("myenergi-zappi", chargers: 2) {
            $0.setup.identity = .text("home-{number}")
        }
        #expect(try FleetPlan(named).chargers.map(\.identity) == ["home-000001", "home-000002"])
        let same = try street("myenergi-zappi", chargers: 2) { $0.setup.identity = .text("home") }
        #expect(
            throws: FleetProblems(lines: [
                "fleet.0.chargers.0.setup.identity: 2 chargers cannot all be called ‘home’,"
                    + " put {number} into it"
            ])
        ) { try FleetPlan(same) }
    }

    @Test func `W3: when the set-up is saved a share of the chargers restarts`() throws {
        var scenario = try street("wallbox-copper-sb", chargers: 200, hours: 2, perDay: 0)
        scenario.faults = [FaultSpec(at: .seconds(3600), kind: .setupSaved(share: 0.3))]
        let run = try scenario.simulated()
        let restarts = run.notables.count { $0.kind == "setup-saved" }
        #expect((39...81).contains(restarts))
        #expect(run.count(.bootNotification, .ok) == 200 + restarts)
        #expect(run.connections.last?.connected == 200)
    }

    @Test func `W14: a wrong set-up keeps a charger from ever getting through`() throws {
        var scenario = try street("wallbox-copper-sb", chargers: 50, hours: 3, perDay: 0)
        scenario.faults = [FaultSpec(at: .seconds(3600), kind: .wrongSetup(share: 1))]
        let run = try scenario.simulated()
        #expect(run.count(.bootNotification, .ok) == 50)
        #expect(run.connections.last?.connected == 0)
        #expect(run.connections.suffix(60).allSatisfy { $0.failed > 0 && $0.opened == 0 })
    }

    @Test func `W14: a link that is down comes back after its time`() throws {
        var scenario = try street("wallbox-copper-sb", chargers: 100, hours: 4, perDay: 0)
        scenario.faults = [
            FaultSpec(at: .seconds(3600), kind: .linkDown(share: 0.5, duration: .seconds(3600))),
            FaultSpec(at: .seconds(5400), kind: .linkDown(share: 1, duration: .seconds(3600))),
        ]
        let run = try scenario.simulated()
        #expect((33...67).contains(100 - run.connections[80].connected))
        // Those that are down twice are away until the later end.
        #expect(run.connections[130].connected == 0)
        #expect(run.connections.last?.connected == 100)
        #expect(run.count(.bootNotification, .ok) == 100)
    }

    @Test func `W14: an unavailable charger is passed by`() throws {
        var scenario = try street("wallbox-copper-sb", chargers: 10, hours: 24, perDay: 20)
        scenario.faults = [
            FaultSpec(
                at: .seconds(6 * 3600),
                kind: .unavailable(share: 1, duration: .seconds(6 * 3600))
            )
        ]
        let run = try scenario.simulated()
        let closed = SimTime.zero + .seconds(6 * 3600)..<SimTime.zero + .seconds(12 * 3600)
        #expect(!run.sessions.contains { $0.started.map(closed.contains) ?? false })
        #expect(run.sessions.contains { closed.contains($0.arrived) && $0.outcome == .balked })
        #expect(run.sessions.contains { ($0.started ?? .zero) > closed.upperBound })
    }

    @Test func `an emergency stop ends what charges, and nothing begins until it is over`() throws {
        var scenario = try street("wallbox-copper-sb", chargers: 20, hours: 24, perDay: 20)
        let calm = try scenario.simulated()
        let noon = SimTime.zero + .seconds(12 * 3600)
        let over = noon + .seconds(3600)
        scenario.faults = [
            FaultSpec(
                at: .seconds(12 * 3600),
                kind: .emergencyStop(share: 1, duration: .seconds(3600))
            )
        ]
        let run = try scenario.simulated()
        let running = calm.sessions.count {
            ($0.started ?? .distantFuture) < noon && ($0.stopped ?? .zero) > noon
        }
        let stopped = run.sessions.filter { $0.reason == "EmergencyStop" }
        #expect(running > 0 && stopped.count == running)
        #expect(stopped.allSatisfy { $0.stopped == noon })
        #expect(!run.sessions.contains { $0.started.map((noon..<over).contains) ?? false })
        #expect(run.sessions.contains { $0.started ?? .zero > over })
        #expect(!run.notables.contains { $0.kind == "breach" })
    }

    @Test func `a connector that fails leaves cars short, and those that lack it are spared`()
        throws
    {
        var scenario = try street("wallbox-copper-sb", chargers: 10, hours: 24, perDay: 20)
        func faulted(_ connector: Int) throws -> (told: Int, met: Int) {
            scenario.faults = [
                FaultSpec(
                    at: .seconds(12 * 3600),
                    kind: .connectorFault(
                        share: 1,
                        duration: nil,
                        connector: connector,
                        error: .ground
                    )
                )
            ]
            let run = try scenario.simulated()
            let noon = SimTime.zero + .seconds(12 * 3600)
            #expect(connector > 1 || !run.sessions.contains { $0.started ?? .zero > noon })
            return (
                run.notables.count { $0.kind == "fault" },
                run.sessions.count { $0.outcome == .faulted }
            )
        }
        let (told, met) = try faulted(1)
        #expect(told == 10 && met > 0)
        #expect(try faulted(2) == (0, 0))
    }

    @Test func `who is affected is the same on any number of threads, whole sites or one by one`()
        throws
    {
        var scenario = Scenario.fixture(hours: 3, sites: 20, chargersPerSite: 3)
        scenario.fleet[0].site = "here"
        var elsewhere = scenario.fleet[0]
        elsewhere.site = "elsewhere"
        elsewhere.chargers[0].firstPower = .seconds(4_000)
        scenario.fleet.append(elsewhere)
        let (hour, half) = (Duration.seconds(3_600), 0.5)
        scenario.faults = [
            FaultSpec(at: hour, kind: .siteOutage(share: half, duration: .seconds(60))),
            // It begins before some have any power, and ends after.
            FaultSpec(
                at: hour,
                kind: .powerCut(share: half, duration: .seconds(900), returningOver: hour),
                site: "elsewhere"
            ),
            FaultSpec(
                at: hour,
                kind: .flapping(
                    share: half,
                    duration: hour,
                    up: .exponential(mean: 300),
                    down: .constant(0)
                )
            ),
        ]
        let one = try scenario.simulated()
        let three = try scenario.simulated(SimulationOptions(threads: 3))
        #expect(one.result.fingerprint == three.result.fingerprint)
        #expect(disconnected(one) > 60)
        // No charger boots twice: the one cut ends when there is power for the first time, or later.
        #expect(one.count(.bootNotification, .ok) == 120)
    }

    @Test func `W14: a card with its bytes in the wrong order does not unlock`() throws {
        func refused(_ share: Double) throws -> (Int, Int) {
            var scenario = try street("wallbox-copper-sb", chargers: 60, perDay: 8)
            scenario.faults = [FaultSpec(at: .zero, kind: .cardByteOrder(share: share))]
            let run = try scenario.simulated()
            return (run.count(.authorize, .rejected), run.count(.authorize, .ok))
        }
        #expect(try refused(0).0 == 0)
        #expect(try refused(1).1 == 0)
        let (bad, good) = try refused(0.3)
        #expect((0.15...0.45).contains(Double(bad) / Double(bad + good)))
    }
}
