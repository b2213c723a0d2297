/// A charger's last security events; the oldest is removed when it is full.
struct SecurityLog {
    static let capacity = 64

    private var events = Fifo<SecurityEvent>()

    var count: Int { events.count }

    mutating func append(_ event: SecurityEvent) {
        if events.count == Self.capacity { events.popFirst() }
        events.append(event)
        assert(events.count <= Self.capacity, "the oldest event leaves when it is full")
    }

    func contains(where matches: (SecurityEvent) -> Bool) -> Bool {
        (0..<events.count).contains { events[$0].map(matches) ?? false }
    }
}
