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
