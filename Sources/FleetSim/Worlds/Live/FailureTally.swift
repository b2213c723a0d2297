/// Why connections failed, counted: a storm of one failure makes one event.
///
/// The words are in part the peer's: one that finds ever new ones does not fill the run with them.
struct FailureTally {
    private static let maximumReasons = 100
    private static let longestReason = 300

    private struct Failure {
        let kind: String
        let reason: String
        /// The first charger that had it since it was last told.
        var charger: Int32
        /// Since it was last told.
        var count = 0
        /// Chargers that have never had a connection and whose last attempt failed so.
        var keptOut = 0
    }

    private var failures: [Failure] = []
    /// For each charger its last failure, as long as it has never had a connection.
    private var lastFailure: [Int16]

    /// No failure so far; has had a connection.
    private static let (none, isIn): (Int16, Int16) = (-1, -2)

    init(chargers: Int) {
        lastFailure = Array(repeating: Self.none, count: chargers)
    }

    /// Notes a failure; gives its index among all kinds and reasons.
    @discardableResult
    mutating func note(_ kind: String, _ words: String, charger: Int) -> Int {
        let isNew = failures.count < Self.maximumReasons
        let words = String(words.unicodeScalars.prefix(Self.longestReason))
        var index = failures.firstIndex { $0.kind == kind && $0.reason == words }
        let reason = isNew ? words : "and other reasons"
        index = index ?? failures.firstIndex { $0.kind == kind && $0.reason == reason }
        if index == nil {
            failures.append(Failure(kind: kind, reason: reason, charger: Int32(charger)))
        }
        let found = index ?? failures.count - 1
        if failures[found].count == 0 { failures[found].charger = Int32(charger) }
        failures[found].count += 1
        return found
    }

    /// A charger was not let in.
    mutating func noteRefusal(_ words: String, charger: Int) {
        let index = note("connect-failed", words, charger: charger)
        guard lastFailure[charger] != Self.isIn else { return }
        forgetFailure(of: charger)
        lastFailure[charger] = Int16(index)
        failures[index].keptOut += 1
    }

    /// A charger has a connection.
    mutating func noteOpening(charger: Int) {
        guard lastFailure[charger] != Self.isIn else { return }
        forgetFailure(of: charger)
        lastFailure[charger] = Self.isIn
    }

    private mutating func forgetFailure(of charger: Int) {
        let last = Int(lastFailure[charger])
        if last >= 0 { failures[last].keptOut -= 1 }
        assert(last < 0 || failures[last].keptOut >= 0, "a charger is kept out once")
    }

    /// Puts what came since the last time into the batch: an event for each reason, with the first
    /// charger that had it and how many had; and the same as numbers.
    mutating func close(into batch: inout Batch, at now: SimTime) {
        for index in failures.indices {
            let failure = failures[index]
            failures[index].count = 0
            guard failure.count > 0 || failure.keptOut > 0 else { continue }
            batch.failures.add(
                failure.kind,
                failure.reason,
                count: failure.count,
                keptOut: failure.keptOut
            )
            guard failure.count > 0 else { continue }
            let times = failure.count == 1 ? "" : " (\(failure.count.grouped) times)"
            batch.notables.append(
                Notable(
                    at: now,
                    charger: failure.charger,
                    kind: failure.kind,
                    detail: failure.reason + times
                )
            )
        }
    }
}
