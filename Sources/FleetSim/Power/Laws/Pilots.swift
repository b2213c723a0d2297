/// The currents to which a station can be set, nothing always among them.
enum Pilots: Equatable {
    /// Any from the least that a car charges with.
    case any
    /// These alone, in milliamperes and rising.
    case steps([Int64])

    /// Where any will do, a step up is an ampere.
    private static let step: Int64 = 1_000

    /// The largest that does not exceed a current.
    func largest(upTo most: Int64, least: Int64) -> Int64 {
        switch self {
        case .any: most >= least ? most : 0
        case .steps(let steps): steps.last { least <= $0 && $0 <= most } ?? 0
        }
    }

    /// The next above a current that does not exceed another; nil at the top.
    func next(above current: Int64, upTo most: Int64, least: Int64) -> Int64? {
        switch self {
        case .any:
            guard current < most else { return nil }
            return current == 0 ? least : min(current + Self.step, most)
        case .steps(let steps):
            return steps.first { $0 > current && $0 >= least }.flatMap { $0 <= most ? $0 : nil }
        }
    }
}
