/// One call with its three times.
package struct CallRecord: Equatable, Sendable {
    package var charger: Int32
    package var action: Action
    package var direction: Direction
    package var intended: SimTime
    /// nil: it never left.
    package var sent: SimTime?
    /// nil: no answer came.
    package var replied: SimTime?
    package var outcome: Outcome
    /// The CALLERROR's code, when there was one.
    package var error: String?

    package init(
        charger: Int32,
        action: Action,
        direction: Direction,
        intended: SimTime,
        sent: SimTime? = nil,
        replied: SimTime? = nil,
        outcome: Outcome,
        error: String? = nil
    ) {
        self.charger = charger
        self.action = action
        self.direction = direction
        self.intended = intended
        self.sent = sent
        self.replied = replied
        self.outcome = outcome
        self.error = error
    }

    /// The order of a batch: by the time a call was meant for, then by what identifies it.
    static func precedes(_ one: CallRecord, _ other: CallRecord) -> Bool {
        (one.intended, one.charger, one.action.rawValue, one.direction.rawValue)
            < (other.intended, other.charger, other.action.rawValue, other.direction.rawValue)
    }
}
