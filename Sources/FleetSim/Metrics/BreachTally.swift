/// How many breaches of each kind a charger has committed within a window: the first few are told
/// in full, the others as one number when the window closes.
///
/// A charger that sends nothing but bad frames sends tens of thousands a second: told one by one
/// they would fill a disk.
struct BreachTally<Rule: Hashable> {
    private struct Kind: Hashable {
        var station: Int
        var rule: Rule
    }

    private let limits: BreachLimits
    private var indices: [Kind: Int] = [:]
    /// In the order in which they were first seen.
    private var counts: [(kind: Kind, told: Int, kept: Int)] = []
    private var lines = 0
    private var others = 0

    init(_ limits: BreachLimits = BreachLimits()) {
        self.limits = limits
    }

    var isEmpty: Bool { counts.isEmpty && others == 0 }

    /// Counts a breach; true when it is to be told in full.
    mutating func take(_ rule: Rule, of station: Int) -> Bool {
        let kind = Kind(station: station, rule: rule)
        guard let index = indices[kind] ?? add(kind) else {
            others += 1
            return false
        }
        guard counts[index].told < limits.toldInFull, lines < limits.lines else {
            counts[index].kept += 1
            return false
        }
        counts[index].told += 1
        lines += 1
        assert(lines <= limits.lines, "a tally tells no more than its limit")
        return true
    }

    /// How many of which kind were not told one by one, and of how many it is not known whose and
    /// which they were; begins anew.
    mutating func close() -> (kept: [(station: Int, rule: Rule, count: Int)], others: Int) {
        var kept: [(station: Int, rule: Rule, count: Int)] = []
        assert(counts.reduce(0) { $0 + $1.told } == lines, "what was told of each adds up to all")
        for (kind, _, count) in counts where count > 0 {
            if kept.count < limits.lines {
                kept.append((kind.station, kind.rule, count))
            } else {
                others += count
            }
        }
        defer { self = BreachTally(limits) }
        return (kept, others)
    }

    private mutating func add(_ kind: Kind) -> Int? {
        guard counts.count < limits.kinds else { return nil }
        indices[kind] = counts.count
        counts.append((kind, 0, 0))
        assert(indices.count == counts.count, "each kind has one index")
        return counts.count - 1
    }
}

/// How much a tally tells.
struct BreachLimits {
    /// Of one charger and rule in a window.
    var toldInFull = 3
    /// Of all chargers in a window.
    var lines = 1_000
    /// Chargers and rules that are counted apart.
    var kinds = 10_000
}
