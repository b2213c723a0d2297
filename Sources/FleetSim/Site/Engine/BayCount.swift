/// What a site's sums count of a bay.
struct BayCount {
    private(set) var milliwatts: Int64 = 0
    private(set) var heldBack: Int64 = 0
    /// On each of the lines that its car uses.
    private(set) var milliamperes: Int64 = 0
    private(set) var phases = 0

    /// Takes what flows there from now on, and what is held back.
    mutating func take(
        _ milliwatts: Int64,
        _ heldBack: Int64,
        phases: UInt8,
        of outlet: Outlet
    ) {
        (self.milliwatts, self.heldBack) = (milliwatts, heldBack)
        self.phases = Int(min(phases, outlet.phases))
        let worth = Int64(outlet.volts) * Int64(self.phases)
        milliamperes = worth > 0 ? milliwatts / worth : 0
    }
}

extension Outlet {
    init(_ bay: SiteLayout.Bay) {
        self.init(
            phases: bay.phases,
            milliamperes: Int32(clamping: bay.milliamperes),
            volts: Int32(clamping: bay.volts),
            hasLock: false,
            isDirect: bay.isDirect
        )
    }
}

extension SiteState {
    mutating func add(_ milliamperes: Int64, on line: Line) {
        switch line {
        case .l1: l1 += milliamperes
        case .l2: l2 += milliamperes
        case .l3: l3 += milliamperes
        }
    }
}
