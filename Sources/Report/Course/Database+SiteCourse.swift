import FleetSim

/// Reads what a report tells of sites that ran without a CSMS.
extension Database {
    func sitesCourse(
        of run: Int,
        _ timeline: Timeline,
        _ windows: [Int],
        until end: Int
    ) throws(DatabaseError) -> SitesCourse {
        let isNamed = try Schema.version(of: self) >= Schema.versionWithSites
        var course = SitesCourse()
        let facts = try all(isNamed ? SiteQueries.sites : SiteQueries.sitesUnnamed, run) { row in
            SiteFacts(
                id: row.integer(at: 0),
                name: row.text(at: 1),
                bays: row.amount(at: 2)
            )
        }
        course.count = facts.count
        let largest = try largestSites(of: run)
        let edges = timeline.edges(until: end)
        for index in largest {
            guard let site = facts.first(where: { $0.id == index }) else { continue }
            course.sites.append(try siteCourse(of: run, site, edges, timeline, windows, until: end))
        }
        course.missing = try missingEnergy(of: run)
        course.worstSessions = try worstSessions(of: run)
        return course
    }

    private struct SiteFacts {
        var id: Int64
        var name: String
        var bays: Int
    }

    private func largestSites(of run: Int) throws(DatabaseError) -> [Int64] {
        let sites = try all(SiteQueries.largest, run) { row in row.integer(at: 0) }
        return sites
    }

    private func siteCourse(
        of run: Int,
        _ site: SiteFacts,
        _ edges: [Int],
        _ timeline: Timeline,
        _ windows: [Int],
        until end: Int
    ) throws(DatabaseError) -> SiteCourse {
        var occupied: [(time: Int, by: Int)] = []
        var waiting: [(time: Int, by: Int)] = []
        var waits: [Int] = []
        var (sessions, served, turnedAway) = (0, 0, 0)
        var (requested, delivered) = (0.0, 0.0)
        try read(SiteQueries.sessions, run, site.id) { row in
            let arrived = row.large(at: 0)
            let plugged = row.optionalLarge(at: 1)
            let left = row.optionalLarge(at: 2)
            let outcome = row.text(at: 5)
            sessions += 1
            if outcome == SessionRecord.Outcome.served.name { served += 1 }
            if row.isNull(at: 6), outcome != SessionRecord.Outcome.open.name { turnedAway += 1 }
            if outcome != SessionRecord.Outcome.open.name {
                requested += row.real(at: 3)
                delivered += row.real(at: 4)
            }
            if let plugged {
                occupied += [(plugged, 1), (left ?? end, -1)]
            }
            let waited = (plugged ?? left ?? end) - arrived
            if waited > 0 { waiting += [(arrived, 1), (arrived + waited, -1)] }
            waits.append(max(waited, 0))
        }
        return SiteCourse(
            name: site.name,
            bays: site.bays,
            sessions: sessions,
            served: served,
            turnedAway: turnedAway,
            requested: requested,
            delivered: delivered,
            occupied: StepCourse(changes: occupied, edges: edges),
            waiting: StepCourse(changes: waiting, edges: edges),
            waits: waits.sorted(),
            nodes: try nodes(of: run, site.name, timeline, windows, until: end)
        )
    }

    /// The nodes of a site's tree in the order of their rows, the grid connection first.
    func nodes(
        of run: Int,
        _ site: String,
        _ timeline: Timeline,
        _ windows: [Int],
        until end: Int
    ) throws(DatabaseError) -> [NodeCourse] {
        var tallies: [NodeTally] = []
        try read(SiteQueries.power, run, site) { row in
            let name = row.text(at: 1)
            var index = tallies.firstIndex { $0.name == name }
            if index == nil, tallies.count < NodeTally.maximum {
                tallies.append(NodeTally(name, slots: timeline.slots.count))
                index = tallies.count - 1
            }
            guard let index, let slot = timeline.slot(of: row.large(at: 0)) else { return }
            tallies[index].add(
                NodeTally.Row(
                    window: row.large(at: 0),
                    limit: row.isNull(at: 2) ? nil : Double(row.integer(at: 2)) / 1_000,
                    lines: (3..<6).map { Double(row.integer(at: $0)) / 1_000 },
                    power: Double(row.integer(at: 6)),
                    demand: Double(row.integer(at: 7))
                ),
                slot: slot
            )
        }
        return tallies.enumerated().map { $1.course(windows, until: end, isRoot: $0 == 0) }
    }
}

/// Gathers the windows of one node into slots.
private struct NodeTally {
    struct Row {
        var window: Int
        var limit: Double?
        var lines: [Double]
        var power: Double
        var demand: Double
    }

    /// More nodes than these are not drawn.
    static let maximum = 12

    let name: String
    private var counts: [Double]
    private var sums: [[Double]]
    private var peaks: [Double?]
    private var demands: [Double?]
    private var limits: [Double?]
    private var windows: [(start: Int, power: Double)] = []

    init(_ name: String, slots: Int) {
        self.name = name
        counts = Array(repeating: 0, count: slots)
        sums = Array(repeating: counts, count: 5)
        peaks = Array(repeating: nil, count: slots)
        demands = peaks
        limits = peaks
    }

    mutating func add(_ row: Row, slot: Int) {
        assert(row.lines.count == 3, "power and demand stand behind the currents of three lines")
        counts[slot] += 1
        for (index, value) in (row.lines + [row.power, row.demand]).enumerated() {
            sums[index][slot] += value
        }
        peaks[slot] = max(peaks[slot] ?? row.power, row.power)
        demands[slot] = max(demands[slot] ?? row.demand, row.demand)
        if let limit = row.limit { limits[slot] = min(limits[slot] ?? limit, limit) }
        windows.append((row.window, row.power))
    }

    func course(_ starts: [Int], until end: Int, isRoot: Bool) -> NodeCourse {
        func means(_ index: Int) -> [Double?] {
            counts.indices.map { counts[$0] > 0 ? sums[index][$0] / counts[$0] : nil }
        }
        let greatest = windows.max { ($0.power, $1.start) < ($1.power, $0.start) }
        return NodeCourse(
            name: name,
            isRoot: isRoot,
            power: means(3),
            peak: peaks,
            demand: means(4),
            peakDemand: demands,
            l1: means(0),
            l2: means(1),
            l3: means(2),
            limit: limits,
            duration: duration(starts, until: end),
            greatest: (greatest?.power ?? 0, greatest?.start ?? 0)
        )
    }

    /// The powers that were reached for shares of the time, 101 of them.
    private func duration(_ starts: [Int], until end: Int) -> [NodeCourse.DurationPoint] {
        let next = Dictionary(zip(starts, starts.dropFirst() + [end]), uniquingKeysWith: { $1 })
        let lengths = windows.map { (power: $0.power, length: (next[$0.start] ?? end) - $0.start) }
            .filter { $0.length > 0 }.sorted { $0.power > $1.power }
        // A file may have many windows, each as long as a number can say.
        let whole = lengths.reduce(0.0) { $0 + Double($1.length) }
        guard whole > 0 else { return [] }
        var points: [NodeCourse.DurationPoint] = []
        var (index, passed) = (0, 0.0)
        for percent in 0...100 {
            let share = Double(percent) / 100
            while index + 1 < lengths.count,
                (passed + Double(lengths[index].length)) / whole < share
            {
                passed += Double(lengths[index].length)
                index += 1
            }
            points.append(NodeCourse.DurationPoint(share: share, power: lengths[index].power))
        }
        return points
    }
}

private enum SiteQueries {
    static let sites = "SELECT id, name, bays FROM site WHERE run = ? ORDER BY id"

    /// Of a file without the table: sites in the order in which their chargers stand.
    static let sitesUnnamed = """
        SELECT row_number() OVER (ORDER BY min(id)) - 1, site, sum(connectors) FROM charger
        WHERE run = ? GROUP BY site ORDER BY min(id)
        """

    static let largest = """
        SELECT site FROM session WHERE run = ? GROUP BY site
        ORDER BY sum(requested_wh) DESC, site LIMIT 4
        """

    static let sessions = """
        SELECT arrived_us, plugged_us, left_us, requested_wh, delivered_wh, outcome, charger
        FROM session WHERE run = ? AND site = ?
        """

    static let power = """
        SELECT window_us, node, limit_ma, l1_ma, l2_ma, l3_ma, power_w, demand_w FROM power_window
        WHERE run = ? AND site = ? ORDER BY rowid
        """
}
