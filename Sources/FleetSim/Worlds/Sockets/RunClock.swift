import Glibc

/// Real time as a run counts it: from its beginning, and as fast as it was asked to go.
package struct RunClock: Sendable {
    /// The monotonic clock at time zero, in nanoseconds.
    private let origin: Int64
    /// Simulated seconds per real second.
    let speed: Double

    /// Time zero is now.
    package init(speed: Double) {
        assert(speed > 0, "time goes on")
        origin = Self.monotonic()
        self.speed = speed
    }

    package var now: SimTime {
        let passed = Self.monotonic() - origin
        return .zero + simulated(SimDuration(nanoseconds: passed))
    }

    /// How long a simulated span lasts.
    func real(_ span: SimDuration) -> SimDuration {
        speed == 1 ? span : span.divided(by: speed)
    }

    /// How much simulated time passes in a real span.
    func simulated(_ span: SimDuration) -> SimDuration {
        speed == 1 ? span : span.scaled(by: speed)
    }

    private static func monotonic() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
