import Foundation
import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `scenarios that ship` {
    private static let files: [String] = {
        let folder = Program.root.appendingPathComponent("scenarios").path
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }()

    @Test(arguments: files)
    func `each can be planned and runs, and no message of it is misunderstood`(
        file: String
    ) throws {
        let scenario = try ScenarioFile.load(path: file).scenario
        let run = try scenario.simulated()
        #expect(run.result.status == .complete)
        let hasNoTarget = scenario.fleet.allSatisfy { $0.arrivals.perDay == 0 }
        #expect(run.sessions.contains { $0.started != nil } != hasNoTarget)
        let misunderstood = ["bad-frame", "bad-confirmation", "unexpected-reply"]
        #expect(!run.notables.contains { misunderstood.contains($0.kind) })
        #expect(Action.allCases.allSatisfy { run.count($0, .error) == 0 })
    }

    @Test
    func `W13: a CSMS and one charger of each real model are put to the test before a fleet is`()
        throws
    {
        let file = try #require(Self.files.first { $0.hasSuffix("acceptance.yaml") })
        let scenario = try ScenarioFile.load(path: file).scenario
        let real = ChargerModel.catalogue.filter { $0.vendor != "Generic" }
        #expect(try FleetPlan(scenario).chargers.map(\.model) == real.map(\.id))
        let run = try scenario.simulated()
        #expect(run.notables.filter { $0.kind == "breach" } == [])
        #expect(Set(run.sessions.filter { $0.started != nil }.map(\.charger)).count == real.count)
        // Each call was granted by one of them at least, but for the profile that none has.
        for command in scenario.csms.reference.commands {
            let action = try #require(Action.allCases.first { $0.name == command.action.rawValue })
            let granted = run.count(action, .ok, .in)
            let hasNoTarget = [.reserveNow, .dataTransfer].contains(command.action)
            #expect((granted == 0) == hasNoTarget, "\(action.name)")
        }
        #expect(run.count(.reserveNow, .error, .in) == real.count)
    }

    @Test func `the street of Wallbox chargers shows what its file speaks of`() throws {
        let file = try #require(Self.files.first { $0.hasSuffix("wallbox-street.yaml") })
        let run = try ScenarioFile.load(path: file).scenario.simulated()
        #expect(run.count(.remoteStartTransaction, .ok, .in) > 0)
        #expect(run.count(.authorize, .rejected) > 0)
        #expect(Set(run.notables.map(\.kind)).isSuperset(of: ["setup-saved", "unavailable"]))
        // One is switched off for good, and others have been set up wrongly.
        #expect((20...27).contains(run.connections.last?.connected ?? 0))
    }
}
