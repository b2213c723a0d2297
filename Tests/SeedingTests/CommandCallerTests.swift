import Synchronization
import Testing

@testable import Seeding

@Suite struct `a command of seeding` {
    @Test func `is waited for no longer once an end is wanted`() {
        let looks = Mutex(0)
        #expect(throws: SeedFailure.self) {
            try CommandCaller.run(
                ["sleep", "36000"],
                timeout: .seconds(36_000),
                shouldStop: { looks.isBeyond(2) }
            )
        }
    }

    @Test func `that says no more and goes on is ended with its time`() {
        #expect(throws: SeedFailure.self) {
            try CommandCaller.run(
                ["sh", "-c", "exec >&- 2>&-; sleep 36000"],
                timeout: .milliseconds(300),
                shouldStop: { false }
            )
        }
    }

    @Test func `that says no more and goes on is ended once an end is wanted`() {
        let looks = Mutex(0)
        #expect(throws: SeedFailure.self) {
            try CommandCaller.run(
                ["sh", "-c", "exec >&- 2>&-; sleep 36000"],
                timeout: .seconds(36_000),
                shouldStop: { looks.isBeyond(100) }
            )
        }
    }

    @Test func `that says no more and ends a little later has ended as it did`() throws {
        let answer = try CommandCaller.run(
            ["sh", "-c", "exec >&- 2>&-; sleep 0.05; exit 3"],
            timeout: .seconds(36_000),
            shouldStop: { false }
        )
        #expect(answer.code == 3)
    }
}

extension Mutex<Int> {
    /// Counts one more, and says whether that is more than a number.
    borrowing func isBeyond(_ number: Int) -> Bool {
        withLock { count in
            count += 1
            return count > number
        }
    }
}
