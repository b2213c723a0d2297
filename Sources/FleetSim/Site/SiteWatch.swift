/// What is seen of a site from moment to moment: what its bays draw and lack, how many of them are
/// occupied, and which limits hold cars back.
///
/// Who plays the site says what has changed, and once a moment is over what the site is like is told: so
/// a figure means the same whether a site is played by itself or with its chargers and their CSMS.
struct SiteWatch {
    /// Tells one sharing of power from the others: what the site shares by itself, and what its CSMS does;
    /// nil: it shares nothing.
    struct Round: Equatable {
        var site: UInt32?
        var csms: UInt32?
    }

    private let bays: [SiteLayout.Bay]
    private(set) var state = SiteState(time: .zero)
    /// What was told last.
    private var told = SiteState(time: .zero)
    private var counts: [BayCount]
    /// Which limits keep something from cars, and of which sharing that is known.
    private var limits: (round: Round, nodes: UInt64) = (Round(), 0)

    init(_ bays: [SiteLayout.Bay]) {
        self.bays = bays
        counts = bays.map { _ in BayCount() }
    }

    /// Notes whether a car stands in a bay.
    mutating func note(isOccupied: Bool, at bay: Int) {
        guard counts[bay].isOccupied != isOccupied else { return }
        counts[bay].isOccupied = isOccupied
        state.occupied += isOccupied ? 1 : -1
        assert(0...counts.count ~= Int(state.occupied), "a bay is counted once")
    }

    /// Whether a bay draws or lacks something else than was noted.
    func isNews(_ milliwatts: Int64, _ heldBack: Int64, at bay: Int) -> Bool {
        counts[bay].milliwatts != milliwatts || counts[bay].heldBack != heldBack
    }

    /// Notes what a car draws, what limits keep from it, and how many lines it uses.
    mutating func note(_ milliwatts: Int64, _ heldBack: Int64, phases: UInt8, at bay: Int) {
        let before = counts[bay]
        counts[bay].take(milliwatts, heldBack, phases: phases, of: bays[bay].outlet)
        state.change(before, to: counts[bay], on: bays[bay].rotation.lines)
    }

    /// Whether cars are held back, and the limits that do it are those of another sharing.
    ///
    /// A car that reacts to its current is held back when it has, and power is not shared again then.
    func lacksLimits(of round: Round) -> Bool {
        state.heldBackMilliwatts > 0 && limits.round != round
    }

    /// Notes which limits hold cars back as a sharing left it: they do for as long as that is the last.
    mutating func note(limits nodes: UInt64, of round: Round) { limits = (round, nodes) }

    /// Tells what the site is like at the end of a moment, if that is other than before.
    mutating func tell(_ observer: inout some SiteObserver, waiting: Int, at now: SimTime) {
        assert(now >= state.time && waiting >= 0, "moments follow each other")
        state.waiting = Int32(clamping: waiting)
        state.bindingNodes = state.heldBackMilliwatts > 0 ? limits.nodes : 0
        told.time = state.time
        guard state != told else { return }
        state.time = now
        told = state
        observer.record(state)
    }
}

extension VisitAccount {
    /// Of a visit that had a bay, for which its driver had waited for so long.
    init(_ log: VisitLog, waited: SimDuration, bay: Int) {
        assert(waited >= .zero, "no driver gets a bay before he comes")
        self.init(
            waited: waited,
            bay: bay,
            maximumMilliwatts: log.greatestMilliwatts,
            shortfall: log.shortfall.value ?? Shortfall()
        )
    }

    /// Of a driver who has gone without having had a bay.
    init(turnedAway record: SessionRecord) {
        self.init(
            waited: (record.left ?? record.arrived) - record.arrived,
            shortfall: record.shortfall ?? Shortfall()
        )
    }
}
