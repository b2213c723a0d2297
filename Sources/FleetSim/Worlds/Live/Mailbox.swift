import Glibc

/// What one thread measured in a tick.
struct TickReport {
    var batch: Batch
    /// What went over the links, where that is recorded; nil as well where some of it is missing.
    var recording: RecordedPiece?
    /// Whether the thread sends no more.
    var isLast: Bool
}

/// Where the threads of a run leave what they measured, tick by tick, for the one that writes it.
///
/// A disk that is slower than the run would fill the memory with what waits to be written. So there is
/// room for some of it, and a thread that finds none waits until there is.
final class Mailbox: @unchecked Sendable {
    // The lock guards everything below it.
    private var lock = pthread_mutex_t()
    private var news = pthread_cond_t()
    private var room = pthread_cond_t()
    private var waiting: [Fifo<TickReport>]
    /// Bytes of all that waits, about.
    private var weight = 0
    private var someHasWaited = false

    private let maximumWeight: Int
    private let stop: StopSign

    /// Bytes of what waits over all threads: with usual windows that is minutes of a disk that stands still.
    static let maximum = 128 << 20
    /// How long a thread sleeps before it looks whether the run is to end.
    private static let pause: SimDuration = .milliseconds(100)

    init(senders: Int, stop: StopSign, maximumWeight: Int = Mailbox.maximum) {
        self.stop = stop
        self.maximumWeight = maximumWeight
        waiting = Array(repeating: Fifo(), count: senders)
        pthread_mutex_init(&lock, nil)
        // The clock on the wall may be put back, and the wait with it.
        var byClock = pthread_condattr_t()
        pthread_condattr_init(&byClock)
        pthread_condattr_setclock(&byClock, CLOCK_MONOTONIC)
        pthread_cond_init(&news, &byClock)
        pthread_cond_init(&room, &byClock)
        pthread_condattr_destroy(&byClock)
    }

    deinit {
        pthread_cond_destroy(&room)
        pthread_cond_destroy(&news)
        pthread_mutex_destroy(&lock)
    }

    /// Leaves a report, and waits before that while there is no room for it and the run goes on.
    ///
    /// What a sender has is taken where nothing of it waits, however much it is.
    func put(_ report: consuming TickReport, from sender: Int) {
        let more = report.batch.weight
        pthread_mutex_lock(&lock)
        while !waiting[sender].isEmpty, weight + more > maximumWeight, !stop.isSet {
            var limit = Self.moment(after: Self.pause)
            someHasWaited = true
            pthread_cond_timedwait(&room, &lock, &limit)
        }
        weight += more
        waiting[sender].append(report)
        pthread_cond_signal(&news)
        pthread_mutex_unlock(&lock)
    }

    /// The next report of a sender, or nothing after the patience.
    func take(from sender: Int, within patience: SimDuration) -> TickReport? {
        var limit = Self.moment(after: patience)
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        while waiting[sender].isEmpty {
            guard pthread_cond_timedwait(&news, &lock, &limit) == 0 else { return nil }
        }
        let report = waiting[sender].popFirst()
        weight -= report?.batch.weight ?? 0
        assert(weight >= 0, "what is taken was left here")
        pthread_cond_broadcast(&room)
        return report
    }

    /// Whether a thread had to wait for room.
    var hasHeldUp: Bool {
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        return someHasWaited
    }

    private static func moment(after patience: SimDuration) -> timespec {
        var moment = timespec()
        clock_gettime(CLOCK_MONOTONIC, &moment)
        let nanoseconds = Int64(moment.tv_nsec) + patience.nanoseconds
        moment.tv_sec += Int(nanoseconds / 1_000_000_000)
        moment.tv_nsec = Int(nanoseconds % 1_000_000_000)
        return moment
    }
}

extension Batch {
    /// About how many bytes of memory it takes.
    var weight: Int {
        let rows =
            singles.count + sessions.count + lateTransactions.count + power.count + notables.count
            + frames.count
        let texts =
            frames.reduce(0) { $0 + $1.text.utf8.count }
            + notables.reduce(0) { $0 + $1.detail.utf8.count }
        return Self.usualWeight + rows * Self.bytesPerRow + texts
    }

    /// Its histograms and tables.
    private static let usualWeight = 128 << 10
    private static let bytesPerRow = 200
}
