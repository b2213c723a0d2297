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

    package var name: String {
        switch self {
        case .ok: "ok"
        case .error: "error"
        case .timeout: "timeout"
        case .rejected: "rejected"
        case .lost: "lost"
        }
    }
}
