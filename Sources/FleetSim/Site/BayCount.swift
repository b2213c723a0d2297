/// What a site's sums count of a bay.
struct BayCount {
    private(set) var milliwatts: Int64 = 0
    private(set) var heldBack: Int64 = 0
    /// On each of the lines that its car uses, which may be fewer than those of the outlet.
    private(set) var milliamperes: Int64 = 0
    private(set) var phases: UInt8 = 0
    /// Whether a car stands there, be it one that draws nothing.
    var isOccupied = false

    /// Takes what flows there from now on, what is held back, and how many lines the car uses.
    mutating func take(
        _ milliwatts: Int64,
        _ heldBack: Int64,
        phases: UInt8,
        of outlet: Outlet
    ) {
        assert(milliwatts >= 0 && heldBack >= 0, "a bay draws, and limits take")
        (self.milliwatts, self.heldBack) = (milliwatts, heldBack)
        self.phases = milliwatts > 0 ? min(phases, outlet.phases) : 0
        let wattsPerAmpere = Int64(outlet.volts) * Int64(self.phases)
        milliamperes = wattsPerAmpere > 0 ? milliwatts / wattsPerAmpere : 0
    }
}

extension SiteState {
    /// A bay counts otherwise than before, on the lines that it is wired to.
    mutating func change(_ before: BayCount, to after: BayCount, on lines: [Line]) {
        milliwatts += after.milliwatts - before.milliwatts
        heldBackMilliwatts += after.heldBack - before.heldBack
        charging += (after.milliwatts > 0 ? 1 : 0) - (before.milliwatts > 0 ? 1 : 0)
        assert(milliwatts >= 0 && heldBackMilliwatts >= 0, "what is taken off was added")
        assert(charging >= 0, "a bay that no longer charges did")
        for phase in 0..<Int(max(before.phases, after.phases)) {
            let less = phase < before.phases ? before.milliamperes : 0
            let more = phase < after.phases ? after.milliamperes : 0
            add(more - less, on: lines[phase])
        }
    }

    private mutating func add(_ milliamperes: Int64, on line: Line) {
        switch line {
        case .l1: l1 += milliamperes
        case .l2: l2 += milliamperes
        case .l3: l3 += milliamperes
        }
    }
}
