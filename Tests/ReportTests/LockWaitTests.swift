import Testing

@testable import Report

@Suite struct `patience for another's lock` {
    private var patience = LockPatience(milliseconds: 60_000)

    /// How long it waits in all for one lock, if that is never free.
    private mutating func waited() -> Int32 {
        var (all, looks): (Int32, Int32) = (0, 0)
        while let pause = patience.pause(after: looks) {
            all += pause
            looks += 1
        }
        return all
    }

    @Test mutating func `is as long as it is told to be, for each lock anew`() {
        #expect([waited(), waited()] == [60_000, 60_000])
        patience.milliseconds = 0
        #expect(waited() == 0)
    }

    @Test mutating func `is a second once an end is wanted, and two for all locks`() {
        patience.shouldEnd = { true }
        #expect([waited(), waited(), waited()] == [1_000, 1_000, 0])
    }

    @Test mutating func `ends when an end is wanted in the middle of it`() {
        for looks in 0..<100 as Range<Int32> { #expect(patience.pause(after: looks) != nil) }
        patience.shouldEnd = { true }
        #expect(patience.pause(after: 100) == nil)
    }
}
