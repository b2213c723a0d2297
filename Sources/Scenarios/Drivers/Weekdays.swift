/// Some of the days of a week.
package struct Weekdays: Equatable, Sendable {
    /// Seven, Monday first.
    package private(set) var isIn: [Bool]

    package init(_ days: [Int]) {
        isIn = (0..<7).map(days.contains)
    }

    package static let all = Weekdays(Array(0..<7))
    package static let working = Weekdays(Array(0..<5))
    package static let weekend = Weekdays([5, 6])
    /// As they are written, Monday first.
    package static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    package var count: Int { isIn.count { $0 } }
    /// Their indices in the week, from 0.
    package var indices: [Int] { isIn.indices.filter { isIn[$0] } }

    package func union(_ other: Weekdays) -> Weekdays {
        Weekdays(indices + other.indices)
    }
}

extension Weekdays {
    /// `day`, `weekday`, `weekend`, a name, or `mon-fri`; several of them with blanks between.
    package init?(text: String) {
        var days = Weekdays([])
        for word in text.split(separator: " ") {
            guard let part = Self.part(String(word).lowercased()) else { return nil }
            days = days.union(part)
        }
        guard days.count > 0 else { return nil }
        self = days
    }

    private static func part(_ word: String) -> Weekdays? {
        switch word {
        case "day": return .all
        case "weekday": return .working
        case "weekend": return .weekend
        default: break
        }
        let ends = word.split(separator: "-").map { names.firstIndex(of: String($0)) }
        switch ends.count {
        case 1: return ends[0].map { Weekdays([$0]) }
        case 2:
            guard let first = ends[0], let last = ends[1] else { return nil }
            // From Friday to Monday is over the weekend.
            let length = (last - first + 7) % 7
            return Weekdays((0...length).map { (first + $0) % 7 })
        default: return nil
        }
    }

    /// As a scenario has it.
    package var text: String {
        if self == .all { return "day" }
        if self == .working { return "weekday" }
        return "[\(indices.map { Self.names[$0] }.joined(separator: ", "))]"
    }
}
