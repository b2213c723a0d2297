import Testing

@testable import FleetSim

@Suite struct `single calls that are kept` {
    private func kept(
        _ calls: inout KeptCalls,
        _ times: Int,
        _ direction: Direction,
        of charger: Int = 0
    )
        -> Int
    {
        (0..<times).count { _ in calls.keep(.ok, direction, of: charger) == .all }
    }

    @Test func `of a charger are bounded in a window of a live run, and the others are counted`() {
        var calls = KeptCalls(.all, boundedFor: 3)
        #expect(kept(&calls, KeptCalls.maximumOfCSMS + 5, .in, of: 1) == KeptCalls.maximumOfCSMS)
        #expect(
            kept(&calls, KeptCalls.maximumOfCharger + 7, .out, of: 2) == KeptCalls.maximumOfCharger
        )
        #expect(kept(&calls, 9, .in, of: 0) == 9)
        var batch = Batch()
        calls.closeWindow(into: &batch)
        #expect(batch.notables.map(\.kind) == [Notable.callsNotKept])
        #expect(batch.notables[0].detail.hasPrefix("12 calls of 2 chargers in this window"))
        #expect(kept(&calls, 3, .in, of: 1) == 3, "a new window has room again")
        var next = Batch()
        calls.closeWindow(into: &next)
        #expect(next.notables.isEmpty)
    }

    @Test func `are all of them in virtual time, and none where none were asked for`() {
        var all = KeptCalls(.all, boundedFor: nil)
        #expect(kept(&all, KeptCalls.maximumOfCSMS + 5, .in) == KeptCalls.maximumOfCSMS + 5)
        var none = KeptCalls(.none, boundedFor: 1)
        #expect(kept(&none, 5, .in) == 0)
    }

    @Test func `that went wrong have room that those which went well do not take`() {
        var calls = KeptCalls(.errors, boundedFor: 1)
        for _ in 0..<KeptCalls.maximumOfCSMS * 2 { _ = calls.keep(.ok, .in, of: 0) }
        #expect(calls.keep(.error, .in, of: 0) == .errors)
        var batch = Batch()
        calls.closeWindow(into: &batch)
        #expect(batch.notables.isEmpty)
    }
}
