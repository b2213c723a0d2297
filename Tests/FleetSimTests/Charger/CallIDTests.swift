import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `ids of calls` {
    @Test(arguments: [0, 1, 9, 10, 99_999_999] as [UInt64])
    func `have their number between two texts`(number: UInt64) throws {
        let ids = try #require(CallIDs(before: "run-CP-", behind: "."))
        #expect(ids.id(number).text == "run-CP-\(number).")
        #expect(ids.number(of: ids.id(number)) == number)
        #expect(ids.number(of: MessageID(number: number)) == nil)
    }

    @Test func `of others are none of these`() throws {
        let ids = try #require(CallIDs(before: "ab", behind: "cd"))
        for text in ["", "abcd", "ab01cd", "ab1cD", "aB1cd", "1", "ab1c", "abxcd", "ab1cd2"]
            as [WireText]
        {
            #expect(ids.number(of: try #require(MessageID(bytes: text))) == nil)
        }
    }

    @Test func `have room for eight digits or are refused`() {
        #expect(CallIDs(before: String(repeating: "x", count: 28), behind: "") != nil)
        #expect(CallIDs(before: String(repeating: "x", count: 28), behind: "y") == nil)
    }

    private func scenario(_ template: MessageIDTemplate?) -> Scenario {
        var scenario = Scenario.fixture(seed: 4, hours: 2, sites: 2, chargersPerSite: 2)
        scenario.messageIDs = template
        return scenario
    }

    @Test func `carry run and charger in every frame, and change nothing else`() throws {
        let template = MessageIDTemplate([.run, .text("-"), .charger, .text("-"), .number])
        let plan = try FleetPlan(scenario(template))
        var options = SimulationOptions()
        options.traced = [0]
        let run = try scenario(template).simulated(options)
        let code = plan.runCode
        #expect(code.count == MessageIDTemplate.runDigits)
        let frames = run.frames.map(\.text)
        #expect(frames.contains { $0.hasPrefix("[2,\"\(code)-CP000001-1\",\"BootNotification\"") })
        #expect(frames.contains { $0.hasPrefix("[3,\"\(code)-CP000001-1\",{") })
        let bare = try scenario(nil).simulated()
        #expect(run.sessions == bare.sessions)
        #expect(run.result.fingerprint != bare.result.fingerprint)
        for action in Action.allCases {
            for outcome in Outcome.allCases {
                #expect(run.count(action, outcome) == bare.count(action, outcome))
            }
        }
    }

    @Test func `that are bare numbers change no fingerprint`() throws {
        let bare = try scenario(nil).simulated().result.fingerprint
        #expect(try scenario(MessageIDTemplate([.number])).simulated().result.fingerprint == bare)
    }

    @Test func `tell a run of another seed or another start`() throws {
        var later = scenario(nil)
        later.start.unixMilliseconds += 1_000
        var other = scenario(nil)
        other.seed += 1
        let codes = try [scenario(nil), later, other].map { try FleetPlan($0).runCode }
        #expect(Set(codes).count == 3)
    }
}
