/// Why connections failed, counted: a storm of one failure makes one event.
///
/// The words are in part the peer's: one that finds ever new ones does not fill the run with them.
struct FailureTally {
    private static let mostReasons = 100
    private static let longestReason = 300

    private var failures: [(kind: String, reason: String, charger: Int32, count: Int)] = []

    mutating func note(_ kind: String, _ words: String, charger: Int) {
        let isNew = failures.count < Self.mostReasons
        let reason = isNew ? String(words.prefix(Self.longestReason)) : "and other reasons"
        if let place = failures.firstIndex(where: { $0.kind == kind && $0.reason == reason }) {
            failures[place].count += 1
        } else {
            failures.append((kind, reason, Int32(charger), 1))
        }
    }

    /// Puts an event for each into the batch: the first charger that had it, and how many had.
    mutating func close(into batch: inout Batch, at now: SimTime) {
        for failure in failures {
            let times = failure.count == 1 ? "" : " (\(failure.count) times)"
            batch.notables.append(
                Notable(
                    at: now,
                    charger: failure.charger,
                    kind: failure.kind,
                    detail: failure.reason + times
                )
            )
        }
        failures.removeAll(keepingCapacity: true)
    }
}
