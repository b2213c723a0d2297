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
final class Mailbox: @unchecked Sendable {
    // The lock guards everything below it.
    private var lock = pthread_mutex_t()
    private var news = pthread_cond_t()
    private var waiting: [Fifo<TickReport>]

    init(senders: Int) {
        waiting = Array(repeating: Fifo(), count: senders)
        pthread_mutex_init(&lock, nil)
        pthread_cond_init(&news, nil)
    }

    deinit {
        pthread_cond_destroy(&news)
        pthread_mutex_destroy(&lock)
    }

    func put(_ report: consuming TickReport, from sender: Int) {
        pthread_mutex_lock(&lock)
        waiting[sender].append(report)
        pthread_cond_signal(&news)
        pthread_mutex_unlock(&lock)
    }

    /// The next report of a sender, or nothing after the patience.
    func take(from sender: Int, within patience: SimDuration) -> TickReport? {
        var limit = timespec()
        clock_gettime(CLOCK_REALTIME, &limit)
        let nanoseconds = Int64(limit.tv_nsec) + patience.nanoseconds
        limit.tv_sec += Int(nanoseconds / 1_000_000_000)
        limit.tv_nsec = Int(nanoseconds % 1_000_000_000)
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        while waiting[sender].isEmpty {
            guard pthread_cond_timedwait(&news, &lock, &limit) == 0 else { return nil }
        }
        return waiting[sender].popFirst()
    }
}
