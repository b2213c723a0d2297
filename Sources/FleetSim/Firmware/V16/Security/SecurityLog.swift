/// When a charger's last security events were; the oldest leaves when it is full.
///
/// A log that is uploaded is no file: of its entries only their times count.
struct SecurityLog {
    static let capacity = 64

    private(set) var times: [SimTime] = []

    mutating func note(_ now: SimTime) {
        assert(times.last.map { $0 <= now } ?? true, "events are noted as they happen")
        if times.count == Self.capacity { times.removeFirst() }
        times.append(now)
        assert(times.count <= Self.capacity, "the oldest event leaves when it is full")
    }
}
