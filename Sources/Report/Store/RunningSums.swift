import FleetSim

/// Sums of a run under way, so that a report of it reads hardly more than one of a run that is over.
///
/// Each is of a group of windows that follow each other: a power of two of them, the least of which there
/// are few enough to draw. When it grows, neighbours are put together. Windows that stand in no group yet
/// are read by themselves, and the end of the run puts its own sums in the place of these.
struct RunningSums {
    private let window: Int
    private let phases: [PhaseSummary]
    private var first: Int?
    /// How many windows make a group.
    private var each = 1
    /// Where the windows begin that stand in no group yet, and where the last of them ends.
    private var starts: [Int] = []
    private var end = 0
    /// Rows of windows so far, and the last that stands in a group.
    private var rows = 0
    private var lastRow: Int64 = 0

    /// nil: it is not known how long a window is.
    init?(_ manifest: RunManifest) {
        guard let window = manifest.window, window.microseconds > 0 else { return nil }
        self.window = Int(window.microseconds)
        phases = manifest.phases.map {
            PhaseSummary(
                name: $0.name,
                start: Int($0.start.microseconds),
                end: Int($0.end.microseconds)
            )
        }
    }

    /// Up to where windows stand in a group; nil: none does.
    var edge: Int? { lastRow > 0 ? starts.first ?? end : nil }

    /// Notes a window whose rows have been written.
    mutating func note(_ batch: borrowing Batch) {
        let start = Int(batch.start.microseconds)
        assert(start >= end, "windows follow each other")
        first = first ?? start
        starts.append(start)
        end = Int(batch.end.microseconds)
        rows += batch.calls.inOrder.count + batch.calls.unknown.inOrder.count
    }

    /// Adds up the groups that are whole, once there is so much that this spares reading.
    mutating func write(to database: borrowing Database, run: Int64) throws(DatabaseError) {
        guard rows >= Database.maximumRowsUnsummed, let first, let last = starts.last else {
            return
        }
        let wanted = Self.windowsPerGroup(from: first, to: last, window: window)
        assert(wanted >= each, "groups only grow, for what is in one cannot be taken apart")
        let timeline = Timeline(first: first, last: last, windowMicroseconds: window * wanted)
        if wanted > each, lastRow > 0 { try merge(database, Int(run), timeline) }
        each = wanted
        // The group of the last window may have more to come.
        let open = timeline.slots.last?.start ?? last
        // Before there are sums windows of a soak are put together as they age: then fewer are left, and longer.
        if lastRow == 0 { starts = try database.windowStarts(of: Int(run)) }
        let count = starts.prefix { $0 < open }.count
        guard count > 0 else { return }
        let added = "run = ? AND rowid > \(lastRow) AND window_us < \(open)"
        var sums = CallSlots(
            timeline: timeline,
            phases: phases,
            rates: WindowRates(starts: starts, end: end),
            marksLast: true
        )
        try sums.add(CallSlots.windows(where: added), of: Int(run), database)
        try database.read("SELECT max(rowid) FROM call_window WHERE \(added)", run) { row in
            lastRow = max(lastRow, row.integer(at: 0))
        }
        starts.removeFirst(count)
    }

    /// Puts groups together that are one on a coarser timeline.
    private func merge(
        _ database: borrowing Database,
        _ run: Int,
        _ timeline: Timeline
    ) throws(DatabaseError) {
        let old = try database.number("SELECT max(rowid) FROM call_slot")
        var peaks: [WindowRates.Rates] = []
        try database.readPeaks(of: run) { peaks.append($0) }
        try database.prepare("DELETE FROM call_peak WHERE run = ?").run(run)
        var sums = CallSlots(
            timeline: timeline,
            phases: phases,
            rates: WindowRates(starts: nil, end: 0),
            marksLast: true
        )
        for peak in peaks { sums.note(peak) }
        try sums.add(CallSlots.sums(upTo: old), of: run, database)
        try database.prepare("DELETE FROM call_slot WHERE run = ? AND rowid <= ?").run(run, old)
    }

    /// How many windows make a group while the groups reach from one window to another.
    static func windowsPerGroup(from first: Int, to last: Int, window: Int) -> Int {
        assert(window > 0, "a window takes time")
        var each = 1
        while max(last - first, 0) / (window * each) >= Timeline.maximumSlots { each *= 2 }
        return each
    }
}
