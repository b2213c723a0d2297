import Scenarios

/// What all who ask come to together: on most days everybody can have it, and nothing has to be
/// shared out.
struct Wishes {
    /// For each row of the supply.
    private var sums: [Phasor]

    init(_ supply: SiteSupply) {
        sums = Array(repeating: .zero, count: supply.rows.count)
    }

    mutating func add(_ demand: Demand, to supply: SiteSupply, under law: SharingLaw) {
        add(law.wish(of: demand, from: supply), of: demand, supply)
    }

    mutating func remove(_ demand: Demand, from supply: SiteSupply, under law: SharingLaw) {
        add(-law.wish(of: demand, from: supply), of: demand, supply)
    }

    /// Whether no car has to be limited, in whatever order they are served.
    func fit(_ supply: SiteSupply) -> Bool {
        // Where angles let currents make up for each other, a part of them may be too much.
        guard !supply.hasPhasors else { return false }
        for row in sums.indices where sums[row].real > supply.rows[row].bound { return false }
        return true
    }

    private mutating func add(_ milliamperes: Int64, of demand: Demand, _ supply: SiteSupply) {
        for index in supply.terms(of: demand.outlet, phases: demand.phases) {
            let term = supply.term(index)
            sums[Int(term.row)] += term.addition * milliamperes
        }
    }
}
