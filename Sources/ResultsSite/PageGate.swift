import Glibc

/// Lets few at a time do what costs much, and some wait for it.
final class PageGate: @unchecked Sendable {
    // The mutex guards what may change; C wants it and the condition to stay where they are.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let left = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var inside = 0
    private var waiting = 0
    private var isClosed = false

    private static let maximumInside = 2
    private static let maximumWaiting = 12

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(left, nil)
    }

    deinit {
        // To destroy a mutex that is held, or a condition that is waited for, is undefined.
        assert(inside == 0 && waiting == 0, "a gate outlives all that pass it")
        pthread_cond_destroy(left)
        pthread_mutex_destroy(mutex)
        left.deallocate()
        mutex.deallocate()
    }

    /// Refuses where too many wait already, or the site ends.
    func pass<Value>(_ work: () throws(SiteProblem) -> Value) throws(SiteProblem) -> Value {
        guard enter() else {
            throw SiteProblem(503, "Too much is asked at once", ["Ask again in a moment."])
        }
        defer { leave() }
        return try work()
    }

    private func enter() -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard isClosed || inside >= Self.maximumInside else {
            inside += 1
            return true
        }
        guard waiting < Self.maximumWaiting, !isClosed else { return false }
        waiting += 1
        assert(waiting <= Self.maximumWaiting, "the line is bounded")
        while inside >= Self.maximumInside, !isClosed { pthread_cond_wait(left, mutex) }
        waiting -= 1
        guard !isClosed else { return false }
        inside += 1
        assert(inside <= Self.maximumInside, "a wake-up lets one in where one has left")
        return true
    }

    /// Turns away all who wait, and all who come.
    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(left)
        pthread_mutex_unlock(mutex)
    }

    /// How many wait.
    var line: Int {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return waiting
    }

    private func leave() {
        pthread_mutex_lock(mutex)
        assert(inside > 0, "what leaves has entered")
        inside -= 1
        pthread_cond_signal(left)
        pthread_mutex_unlock(mutex)
    }
}
