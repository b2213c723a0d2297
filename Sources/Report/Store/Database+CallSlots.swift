import FleetSim

/// The sums that a report needs of a run with many windows, written once as it ends.
extension Database {
    /// Whether a run has sums, which are read instead of its windows.
    func hasCallSlots(of run: Int) throws(DatabaseError) -> Bool {
        guard try Schema.version(of: self) >= Schema.versionWithSites else { return false }
        var has = false
        try read("SELECT 1 FROM call_slot WHERE run = ? LIMIT 1", run) { _ in has = true }
        return has
    }

    /// Adds up the windows of each slot of a report, phase by phase, where that spares reading much.
    func addCallSlots(of run: Int, until end: SimTime) throws(DatabaseError) {
        var rows = 0
        try read("SELECT count(*) FROM call_window WHERE run = ?", run) { row in
            rows = row.amount(at: 0)
        }
        guard rows >= Self.mostRowsUnsummed else { return }
        let reached = Int(end.microseconds)
        var starts: [Int] = []
        try readConnections(of: run) { starts.append($0.start) }
        var sums = CallSlots(
            timeline: try timeline(of: run, simulatedMicroseconds: reached),
            phases: try phases(of: run, until: reached),
            rates: WindowRates(starts: starts, end: reached)
        )
        let slot = try prepare(CallSlots.insert)
        // Rows stand in the order of their windows; sorting millions of them would take long.
        try readCalls(CallSlots.windows, of: run) { row throws(DatabaseError) in
            guard let ended = sums.add(row) else { return }
            for sum in ended { try slot.write(sum, to: run) }
        }
        for sum in sums.close() { try slot.write(sum, to: run) }
        let peak = try prepare(CallSlots.insertPeak)
        for (start, busiest) in sums.peaks {
            try peak.write(busiest.out, .out, busiest.out.outCount, of: start, to: run)
            try peak.write(busiest.in, .in, busiest.in.inCount, of: start, to: run)
        }
    }

    /// The busiest windows of each slot.
    func readPeaks(
        of run: Int,
        take: (WindowRates.Rates) -> Void
    ) throws(DatabaseError) {
        try read(CallSlots.peaks, run) { row in
            var rates = WindowRates.Rates(window: row.large(at: 1), length: row.large(at: 2))
            if row.text(at: 0) == Direction.out.name {
                rates.outCount = row.amount(at: 3)
            } else {
                rates.inCount = row.amount(at: 3)
            }
            take(rates)
        }
    }

    /// Fewer rows than these are read in a fraction of a second.
    static let mostRowsUnsummed = 20_000
}

/// Adds up rows of windows until the next slot or phase begins.
struct CallSlots {
    private struct Kind: Hashable {
        var action: String
        var direction: Direction
        var outcome: Outcome
    }

    private struct Place: Equatable {
        var slot: Int?
        var phase: Int?
    }

    private let timeline: Timeline
    private let phases: [PhaseSummary]
    private var rates: WindowRates
    private var place: Place?
    private var rows: [CallTally.Row] = []
    private var places: [Kind: Int] = [:]
    /// By the start of each slot: the windows with the most calls of either side.
    private(set) var peaks:
        [(start: Int, busiest: (out: WindowRates.Rates, in: WindowRates.Rates))] = []

    init(timeline: Timeline, phases: [PhaseSummary], rates: WindowRates) {
        self.timeline = timeline
        self.phases = phases
        self.rates = rates
    }

    /// Adds a row, and gives the sums of the slot before it if that has ended with it.
    mutating func add(_ row: CallTally.Row) -> [CallTally.Row]? {
        if let ended = rates.add(row) { note(ended) }
        let place = Place(
            slot: timeline.slot(of: row.window),
            phase: phases.place(of: row.window)
        )
        var ended: [CallTally.Row]?
        if place != self.place {
            ended = take()
            self.place = place
        }
        let kind = Kind(action: row.action, direction: row.direction, outcome: row.outcome)
        if let known = places[kind] {
            rows[known].add(row)
        } else {
            places[kind] = rows.count
            var first = row
            first.window = rows.first?.window ?? row.window
            rows.append(first)
        }
        return ended
    }

    /// The sums of the last slot.
    mutating func close() -> [CallTally.Row] {
        if let ended = rates.close() { note(ended) }
        return take()
    }

    private mutating func take() -> [CallTally.Row] {
        defer { (rows, places) = ([], [:]) }
        return rows
    }

    private mutating func note(_ rates: WindowRates.Rates) {
        guard let slot = timeline.slot(of: rates.window) else { return }
        let start = timeline.slots[slot].start
        guard peaks.last?.start == start else { return peaks.append((start, (rates, rates))) }
        let last = peaks.count - 1
        if rates.out > peaks[last].busiest.out.out { peaks[last].busiest.out = rates }
        if rates.in > peaks[last].busiest.in.in { peaks[last].busiest.in = rates }
    }
}

extension CallSlots {
    static let windows = """
        SELECT window_us, action, direction, outcome, count, bytes_sent, bytes_received, latency,
            service, max_us, overdue
        FROM call_window WHERE run = ? ORDER BY rowid
        """

    static let insert = """
        INSERT INTO call_slot (run, slot_us, action, direction, outcome, count, bytes_sent,
            bytes_received, latency, service, max_us, overdue)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static let insertPeak = """
        INSERT INTO call_peak (run, slot_us, direction, window_us, length_us, count)
        VALUES (?, ?, ?, ?, ?, ?)
        """

    static let peaks = """
        SELECT direction, window_us, length_us, count FROM call_peak WHERE run = ?
        ORDER BY slot_us, direction
        """
}

extension Statement {
    fileprivate func write(_ row: CallTally.Row, to run: Int) throws(DatabaseError) {
        try self.run(
            run,
            row.window,
            row.action,
            row.direction.name,
            row.outcome.name,
            row.count,
            row.bytesSent,
            row.bytesReceived,
            row.latency?.encodedV2(),
            row.service?.encodedV2(),
            row.latency == nil ? nil : row.longest,
            row.overdue
        )
    }

    fileprivate func write(
        _ rates: WindowRates.Rates,
        _ direction: Direction,
        _ count: Int,
        of start: Int,
        to run: Int
    ) throws(DatabaseError) {
        try self.run(run, start, direction.name, rates.window, rates.length, count)
    }
}

extension CallTally.Row {
    /// Adds a row of the same kind from a later window.
    fileprivate mutating func add(_ row: Self) {
        count += row.count
        bytesSent += row.bytesSent
        bytesReceived += row.bytesReceived
        overdue += row.overdue
        latency.merge(row.latency)
        service.merge(row.service)
        longest = max(longest, row.longest)
    }
}

extension Histogram? {
    fileprivate mutating func merge(_ other: Histogram?) {
        guard let other else { return }
        var all = self ?? Histogram()
        self = nil
        all.merge(other)
        self = all
    }
}
