/// The workers of a CSMS and the calls that wait for one.
///
/// With few workers and many calls the queue grows, latency with it, and in the end chargers give
/// up waiting: overload as it looks in the field.
struct WorkerPool {
    struct Job: Equatable {
        var charger: Int32
        var frame: Int32
    }

    /// nil: there is always a free worker.
    private let workers: Int?
    private var busy = 0
    private var waiting = Fifo<Job>()

    init(workers: Int?) {
        self.workers = workers
    }

    var waitingCount: Int { waiting.count }

    /// A job comes in; true when a worker takes it at once.
    mutating func enqueue(_ job: Job) -> Bool {
        guard let workers, busy >= workers else {
            assert(waiting.isEmpty, "no call waits while a worker is free")
            busy += 1
            assert(
                workers.map { busy <= $0 } != false,
                "no more calls are served than there are workers"
            )
            return true
        }
        waiting.append(job)
        assert(busy == workers, "a call waits where every worker is busy")
        return false
    }

    /// A worker is done; gives the job that it takes next.
    mutating func finish() -> Job? {
        assert(busy > 0, "only a worker that is busy finishes")
        if let next = waiting.popFirst() { return next }
        busy -= 1
        assert(workers.map { busy < $0 } ?? true, "a worker is free where no call waits")
        return nil
    }

    /// Takes out a job that waits, as when the CSMS goes down; those at the workers run out.
    mutating func dropWaiting() -> Job? {
        waiting.popFirst()
    }
}
