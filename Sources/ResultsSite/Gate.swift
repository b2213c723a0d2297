import FoundationEssentials

/// Lets few at a time do what costs much, and some wait for it.
final class Gate: @unchecked Sendable {
    // The condition guards both numbers.
    private let condition = NSCondition()
    private var inside = 0
    private var waiting = 0

    private static let mostInside = 2
    private static let mostWaiting = 12

    /// nil: too many wait already.
    func pass<Value>(_ work: () throws(SiteProblem) -> Value) throws(SiteProblem) -> Value {
        guard enter() else {
            throw SiteProblem(503, "Too much is asked at once", ["Ask again in a moment."])
        }
        defer { leave() }
        return try work()
    }

    private func enter() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard inside >= Self.mostInside else {
            inside += 1
            return true
        }
        guard waiting < Self.mostWaiting else { return false }
        waiting += 1
        while inside >= Self.mostInside { condition.wait() }
        waiting -= 1
        inside += 1
        return true
    }

    private func leave() {
        condition.lock()
        inside -= 1
        condition.signal()
        condition.unlock()
    }
}
