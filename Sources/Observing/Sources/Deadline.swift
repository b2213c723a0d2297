import Glibc

/// Until when a look may take, by the monotonic clock, and whether it is to be broken off.
struct Deadline {
    private let end: Double
    private let isStopped: @Sendable () -> Bool

    init(in seconds: Double, isStopped: @escaping @Sendable () -> Bool = { false }) {
        end = Self.now + seconds
        self.isStopped = isStopped
    }

    /// Seconds of the monotonic clock.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    var isOver: Bool { Self.now >= end || isStopped() }

    /// Waits until a file can be read, or written, looking now and then whether to go on at all.
    func wait(for file: Int32, _ events: Int32) throws(LookError) {
        while true {
            let left = end - Self.now
            guard left > 0, !isStopped() else { throw .tooLate }
            var descriptor = pollfd(fd: file, events: Int16(events), revents: 0)
            if poll(&descriptor, 1, Int32(min(left * 1_000 + 1, 100))) > 0 { return }
        }
    }

    /// Sleeps until then, unless it is broken off.
    func sleep() {
        while !isStopped() {
            let left = end - Self.now
            guard left > 0 else { return }
            usleep(UInt32(min(left, 0.05) * 1e6) + 1)
        }
    }
}
