import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `frames of traced chargers` {
    private func scenario() -> Scenario {
        var scenario = Scenario.fixture(seed: 3, hours: 2, sites: 4, chargersPerSite: 2, perDay: 80)
        scenario.faults = [FaultSpec(at: .seconds(2_000), kind: .csmsRestart(down: .seconds(60)))]
        var reset = CommandSpec(action: .reset, at: .seconds(4_000))
        reset.subject = "Hard"
        scenario.csms.reference.commands = [reset]
        return scenario
    }

    private func frames(
        threads: Int,
        traced: [Int]
    ) throws -> (frames: [FrameRecord], fingerprint: UInt64) {
        var options = SimulationOptions(threads: threads)
        options.traced = traced
        var simulation = Simulation(try FleetPlan(scenario()), options: options)
        var frames: [FrameRecord] = []
        let result = simulation.run { batch in frames += batch.frames }
        return (frames, result.fingerprint)
    }

    @Test func `are all that they sent and received, in order, and of no other`() throws {
        let one = try frames(threads: 1, traced: [5]).frames
        #expect(Set(one.map(\.charger)) == [5])
        #expect(one.map(\.at) == one.map(\.at).sorted())
        #expect(one.first?.text == "connected")
        let sent = one.filter { $0.direction == .out }
        #expect(sent.first?.text.contains("\"BootNotification\"") == true)
        // Each call of the charger has its answer, but for the one that was open at the end.
        let calls = sent.count { $0.text.hasPrefix("[2,") }
        let answers = one.count { $0.direction == .in && !$0.text.hasPrefix("[2,") }
        #expect(calls > 20 && (calls - 1...calls).contains(answers))
        #expect(one.contains { $0.direction == .in && $0.text.contains("\"Reset\"") })
        #expect(one.contains { $0.direction == .connection && $0.text.hasPrefix("closed") })
    }

    @Test func `are the same on any number of threads, and change nothing`() throws {
        let none = try frames(threads: 2, traced: [])
        #expect(none.frames.isEmpty)
        let one = try frames(threads: 1, traced: [0, 3, 7, 3])
        for threads in [2, 3] {
            let other = try frames(threads: threads, traced: [7, 3, 0])
            #expect(other.frames == one.frames)
            #expect(other.fingerprint == none.fingerprint)
        }
    }

    @Test func `of a flood are kept up to a bound, and the rest is counted`() {
        var traced = TracedFrames([12, 10], firstCharger: 10, chargers: 5)
        var records: [FrameRecord] = []
        let frame: [UInt8] = Array("[3,\"1\",{}]".utf8)
        frame.withUnsafeBytes { bytes in
            for _ in 0..<TracedFrames.maximumPerWindow + 7 {
                traced.add(bytes, .in, of: 2, at: .zero, to: &records)
                traced.add(bytes, .in, of: 1, at: .zero, to: &records)
            }
        }
        #expect(records.count == TracedFrames.maximumPerWindow)
        traced.closeWindow(at: .zero, into: &records)
        #expect(records.last?.text == "7 more frames of this window are not kept")
        #expect(records.last?.charger == 12)
        let before = records.count
        frame.withUnsafeBytes { traced.add($0, .in, of: 2, at: .zero, to: &records) }
        traced.closeWindow(at: .zero, into: &records)
        #expect(records.count == before + 1, "a new window has room again")
    }

    @Test func `of a flood of long ones are kept up to a number of bytes, live of all together`() {
        let frame = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        func kept(_ traced: inout TracedFrames, of chargers: Range<Int>) -> Int {
            var records: [FrameRecord] = []
            frame.withUnsafeBytes { bytes in
                for charger in chargers {
                    for _ in 0..<200 {
                        traced.add(bytes, .in, of: charger, at: .zero, to: &records)
                    }
                }
            }
            traced.closeWindow(at: .zero, into: &records)
            #expect(records.last?.text == "72 more frames of this window are not kept")
            return records.reduce(0) { $0 + $1.text.utf8.count }
        }
        let chargers = Array(0..<3)
        var virtual = TracedFrames(chargers, firstCharger: 0, chargers: 3)
        #expect(kept(&virtual, of: 0..<3) > 3 * TracedFrames.maximumBytesPerWindow)
        var live = TracedFrames(Array(0..<20), firstCharger: 0, chargers: 20, isLive: true)
        var records: [FrameRecord] = []
        frame.withUnsafeBytes { bytes in
            for charger in 0..<20 {
                for _ in 0..<200 { live.add(bytes, .in, of: charger, at: .zero, to: &records) }
            }
        }
        let maximum = TracedFrames.maximumBytesOfAll / TracedFrames.longestText
        #expect(records.count == maximum)
    }

    @Test func `hold no password, no NUL and no more than a frame's beginning`() {
        var traced = TracedFrames([0], firstCharger: 0, chargers: 1)
        var records: [FrameRecord] = []
        let key = #"[2,"7","ChangeConfiguration",{"key":"AuthorizationKey","value":"S3CRET"}]"#
        for text in [key, "a\0b", String(repeating: "x", count: 100_000)] {
            Array(text.utf8).withUnsafeBytes {
                traced.add($0, .in, of: 0, at: .zero, to: &records)
            }
        }
        #expect(!records[0].text.contains("S3CRET"))
        #expect(records[1].text == "a␀b")
        #expect(records[2].text.hasSuffix("x … (100000 bytes)"))
        #expect(records[2].text.utf8.count < 66_000)
    }
}
