/// The currents to which an outlet can be set, nothing always among them.
enum Pilots: Equatable {
    /// Any from the least that a car charges with.
    case any
    /// These alone, in milliamperes and rising.
    case steps([Int64])

    /// Where any will do, a step up is an ampere.
    private static let step: Int64 = 1_000

    /// The largest that does not exceed a current.
    func largest(upTo maximum: Int64, minimum: Int64) -> Int64 {
        switch self {
        case .any: maximum >= minimum ? maximum : 0
        case .steps(let steps): steps.last { minimum <= $0 && $0 <= maximum } ?? 0
        }
    }

    /// The next above a current that does not exceed another; nil at the top.
    func next(above current: Int64, upTo maximum: Int64, minimum: Int64) -> Int64? {
        switch self {
        case .any:
            guard current < maximum else { return nil }
            return current == 0 ? minimum : min(current + Self.step, maximum)
        case .steps(let steps):
            return steps.first { $0 > current && $0 >= minimum }.flatMap {
                $0 <= maximum ? $0 : nil
            }
        }
    }
}
