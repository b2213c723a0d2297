/// Everything a run is asked to simulate, as one plain value.
///
/// A scenario knows nothing of YAML, of time passing or of chargers at work: it is what the user
/// wrote, with every default filled in.
package struct Scenario: Equatable, Sendable {
    package var name = "unnamed"
    package var seed: UInt64 = 1
    /// What the chargers' clocks say at time zero.
    package var start = Timestamp(unixMilliseconds: 1_767_571_200_000)  // Monday 2026-01-05
    /// How long it runs; as long as its load unless something else is said, or until the last of listed
    /// visits is over, and without either a day.
    package var duration: Duration {
        get { ownDuration ?? (load.length > .zero ? load.length : lengthOfVisits) }
        set { ownDuration = newValue }
    }
    /// How long one row of the run database's window tables is.
    package var window: Duration = .seconds(60)
    package var csms = CSMSSpec()
    package var fleet: [SiteSpec] = []
    /// Of each of these, which entry of the file it comes from; empty: each from its own.
    package var entries: [Int] = []
    /// The tokens of all drivers, one by one; nil: they are drawn.
    package var tokens: TokenListSpec?
    /// How chargers number their calls; nil: with bare numbers.
    package var messageIDs: MessageIDTemplate?
    package var faults: [FaultSpec] = []
    /// How many chargers are connected when; empty: all of them, from the first minute on.
    package var load: [LoadPhase] = []
    /// What the run must come to, or it has failed.
    package var thresholds: [Threshold] = []
    /// What is expected besides, where no threshold of its own is about the same.
    package var defaultThresholds = DefaultThreshold.allCases
    /// When a run in real time is not to be believed.
    package var trust = TrustSpec()
    /// What a run in real time looks at besides.
    package var observe: [ObserveSpec] = []
    /// How ‘fleetsim capacity’ presses; no run asks for it.
    package var capacity = CapacitySpec()
    /// How ‘fleetsim seed’ tells a CSMS of chargers and tokens; nil: it is described elsewhere.
    package var seeding: SeedSpec?
    /// When heartbeats go out, where a trial says it; no file does.
    package var rhythm: HeartbeatRhythm?
    /// Which designs of a site ‘fleetsim plan’ compares; nil: the scenario only runs.
    package var plan: PlanSpec?
    private var ownDuration: Duration?

    package init() {}

    /// The default thresholds of a run in virtual or in real time.
    package func thresholdsByDefault(isLive: Bool) -> [Threshold] {
        guard !csms.isAbsent else { return [] }
        return defaultThresholds.filter { isLive || $0 != .refused }.map(\.threshold)
            .filter { known in
                !thresholds.contains { $0.metric == known.metric && $0.phase == nil }
            }
    }

    /// Until a minute after the last of listed visits; a day at least where drivers are drawn.
    private var lengthOfVisits: Duration {
        let day: Duration = .seconds(24 * 3600)
        let lists = fleet.compactMap(\.arrivals.sessions)
        guard let last = lists.joined().lazy.map(\.departs).max() else { return day }
        let length = last + .seconds(60)
        return lists.count == fleet.count ? length : max(length, day)
    }

    /// The entry of the file's fleet that a site comes from.
    func entry(of site: Int) -> Int { entries.indices.contains(site) ? entries[site] : site }

    /// How many chargers the whole fleet has.
    package var chargerCount: Int {
        fleet.reduce(0) { $0 + $1.count * $1.chargersPerSite }
    }
}
