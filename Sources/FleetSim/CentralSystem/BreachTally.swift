/// How many breaches of each kind a charger has committed within a window: the first few are told
/// in full, the others as one number when the window closes.
///
/// A charger that sends nothing but bad frames sends tens of thousands a second: told one by one
/// they would fill a disk.
struct BreachTally {
    struct Limits {
        /// Of one charger and rule in a window.
        var toldInFull = 3
        /// Of all chargers in a window.
        var lines = 1_000
        /// Chargers and rules that are counted apart.
        var kinds = 10_000
    }

    private struct Kind: Hashable {
        var station: Int
        var rule: ProtocolRule
    }

    private let limits: Limits
    private var places: [Kind: Int] = [:]
    /// In the order in which they were first seen.
    private var counts: [(kind: Kind, told: Int, kept: Int)] = []
    private var lines = 0
    private var others = 0

    init(_ limits: Limits = Limits()) {
        self.limits = limits
    }

    var isEmpty: Bool { counts.isEmpty && others == 0 }

    /// Counts a breach; true when it is to be told in full.
    mutating func takes(_ rule: ProtocolRule, of station: Int) -> Bool {
        let kind = Kind(station: station, rule: rule)
        guard let place = places[kind] ?? add(kind) else {
            others += 1
            return false
        }
        guard counts[place].told < limits.toldInFull, lines < limits.lines else {
            counts[place].kept += 1
            return false
        }
        counts[place].told += 1
        lines += 1
        return true
    }

    /// What was not told one by one, and begins anew; without a station it is of several.
    mutating func close() -> [(station: Int?, text: String)] {
        var texts: [(station: Int?, text: String)] = []
        for (kind, _, kept) in counts where kept > 0 {
            guard texts.count < limits.lines else {
                others += kept
                continue
            }
            texts.append((kind.station, "\(kind.rule.rawValue): and \(kept) more"))
        }
        if others > 0 { texts.append((nil, "and \(others) more breaches of other chargers")) }
        self = BreachTally(limits)
        return texts
    }

    private mutating func add(_ kind: Kind) -> Int? {
        guard counts.count < limits.kinds else { return nil }
        places[kind] = counts.count
        counts.append((kind, 0, 0))
        return counts.count - 1
    }
}
