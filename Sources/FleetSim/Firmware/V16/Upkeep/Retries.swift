/// How often a transfer is tried again, and after which wait.
struct Retries {
    /// The wait where the CSMS leaves it to the charger.
    private static let ownInterval = 60
    /// Ten years: longer than any run, and short enough to be added to without care.
    private static let longestInterval = 315_360_000

    private var left: Int
    let interval: SimDuration

    /// A CSMS that names no number wants no second attempt.
    init(_ count: Int?, every seconds: Int?) {
        left = max(0, count ?? 0)
        // A second at least: else 2^31 attempts would all be made at one moment.
        let wait = min(max(1, seconds ?? Self.ownInterval), Self.longestInterval)
        interval = .seconds(Int64(wait))
    }

    /// Takes one of the attempts left; false when there is none.
    mutating func takeOne() -> Bool {
        guard left > 0 else { return false }
        left -= 1
        return true
    }
}
