import Glibc

/// How much of the time a thread has run, for lateness to be blamed on the right side.
///
/// It is asked back to the moment at which a late event was due, so readings are kept that far.
struct RunningTimes {
    private struct Reading {
        var at: SimTime
        var ran: SimDuration
    }

    private var readings = Fifo<Reading>()

    /// Notes for how long the thread had run by a moment; of events due before `due` none will come.
    mutating func note(_ ran: SimDuration, at now: SimTime, before due: SimTime) {
        readings.append(Reading(at: now, ran: ran))
        while readings.count > 1, let second = readings[1], second.at <= due {
            _ = readings.popFirst()
        }
    }

    /// How much the thread has run since a moment at least, having run for so long by now: readings
    /// are apart, and the last before that moment counts.
    func ran(since moment: SimTime, until ran: SimDuration) -> SimDuration {
        var base = readings.first?.ran ?? .zero
        for index in 0..<readings.count {
            guard let reading = readings[index], reading.at <= moment else { break }
            base = reading.ran
        }
        return max(.zero, ran - base)
    }
}

/// What the system says of the calling thread.
enum CallingThread {
    /// For how long it has run.
    static var ran: SimDuration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return SimDuration(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// For how long it was ready to run while others had the cores; nil where Linux does not say.
    static var waited: SimDuration? {
        guard let text = SystemFile.read("/proc/thread-self/schedstat") else { return nil }
        return waited(text)
    }

    /// The second of the three numbers of a schedstat file: nanoseconds on a run queue.
    static func waited(_ text: String) -> SimDuration? {
        let numbers = text.split(whereSeparator: \.isWhitespace)
        guard numbers.count >= 2, let nanoseconds = Int64(numbers[1]) else { return nil }
        return SimDuration(nanoseconds: nanoseconds)
    }
}
