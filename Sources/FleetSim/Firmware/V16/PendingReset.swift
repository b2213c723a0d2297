/// A reset that the charger has accepted, until it restarts or gives up.
struct PendingReset {
    /// How many attempts have failed.
    private(set) var failures: Int32 = 0
    /// Why it is about to restart; nil: it is not.
    private(set) var reason: StopReason?

    mutating func accept(_ reason: StopReason) {
        self.reason = reason
        failures = 0
    }

    mutating func fail() {
        assert(reason != nil, "only what is pending fails")
        if failures < .max { failures += 1 }
    }

    mutating func end() { self = PendingReset() }
}
