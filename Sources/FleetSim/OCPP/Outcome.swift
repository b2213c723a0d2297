/// How a call ended.
package enum Outcome: UInt8, CaseIterable, Sendable {
    /// Answered with a CALLRESULT that grants what was asked.
    case ok
    /// Answered with a CALLERROR.
    case error
    /// Not answered in time.
    case timeout
    /// Answered with a CALLRESULT that refuses.
    case rejected
    /// The connection went before the answer came.
    case lost
    /// Not answered yet when the run ended: under way, or due and not sent.
    case open

    package var name: String {
        switch self {
        case .ok: "ok"
        case .error: "error"
        case .timeout: "timeout"
        case .rejected: "rejected"
        case .lost: "lost"
        case .open: "open"
        }
    }

    /// Whether an answer came; of other calls only an age is known.
    package var isAnswered: Bool {
        switch self {
        case .ok, .error, .rejected: true
        case .timeout, .lost, .open: false
        }
    }
}
