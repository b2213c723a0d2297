import FleetSim

/// The sums that a report needs of a run with many windows, written once as it ends.
extension Database {
    /// What of a run stands in sums, which are read instead of its windows.
    enum CallSums: Equatable {
        case nothing
        /// Those that its end left.
        case all
        /// Those that it left on the way: everything up to the window that begins then.
        case upTo(Int)
    }

    func callSums(of run: Int) throws(DatabaseError) -> CallSums {
        guard try Schema.version(of: self) >= Schema.versionWithSites else { return .nothing }
        var sums = CallSums.nothing
        // Only its end gives a run a fingerprint.
        let query = """
            SELECT max(slot_us), (SELECT fingerprint IS NOT NULL FROM run WHERE id = ?1)
            FROM call_slot WHERE run = ?1
            """
        try read(query, run) { row in
            guard let last = row.optionalLarge(at: 0) else { return }
            sums = row.integer(at: 1) != 0 ? .all : .upTo(last)
        }
        return sums
    }

    /// The last row of a window up to one that begins then.
    func lastCallRow(of run: Int, upTo window: Int) throws(DatabaseError) -> Int64 {
        var last: Int64 = 0
        // Backwards, since the rows that are wanted are those behind it.
        let query = """
            SELECT rowid FROM call_window WHERE run = ? AND window_us <= ?
            ORDER BY rowid DESC LIMIT 1
            """
        try read(query, run, window) { row in last = row.integer(at: 0) }
        return last
    }

    /// Adds up the windows of each slot of a report, phase by phase, where that spares reading much.
    func addCallSlots(of run: Int, until end: SimTime) throws(DatabaseError) {
        for table in ["call_slot", "call_peak"] {
            try prepare("DELETE FROM \(table) WHERE run = ?").run(run)
        }
        var rows = 0
        try read("SELECT count(*) FROM call_window WHERE run = ?", run) { row in
            rows = row.amount(at: 0)
        }
        guard rows >= Self.maximumRowsUnsummed else { return }
        let reached = Int(end.microseconds)
        var starts: [Int] = []
        try readConnections(of: run) { starts.append($0.start) }
        var sums = CallSlots(
            timeline: try timeline(of: run, simulatedMicroseconds: reached),
            phases: try phases(of: run, until: reached),
            rates: WindowRates(starts: starts, end: reached)
        )
        try sums.add(CallSlots.windows(where: "run = ?"), of: run, self)
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
    static let maximumRowsUnsummed = 20_000
}

/// Adds up rows of windows until the next slot or phase begins.
struct CallSlots {
    private struct Kind: Hashable {
        var action: String
        var direction: Direction
        var outcome: Outcome
    }

    private struct Position: Equatable {
        var slot: Int?
        var phase: Int?
    }

    private let timeline: Timeline
    private let phases: [PhaseSummary]
    private var rates: WindowRates
    private var position: Position?
    /// Whether sums carry where their last window begins, and not their first.
    private let marksLast: Bool
    private var last = 0
    private var rows: [CallTally.Row] = []
    private var indices: [Kind: Int] = [:]
    /// By the start of each slot: the windows with the most calls of either side.
    private var peaks: [(start: Int, busiest: (out: WindowRates.Rates, in: WindowRates.Rates))] = []

    init(
        timeline: Timeline,
        phases: [PhaseSummary],
        rates: WindowRates,
        marksLast: Bool = false
    ) {
        self.timeline = timeline
        self.phases = phases
        self.rates = rates
        self.marksLast = marksLast
    }

    /// Adds up the rows that a query gives, in the order of their windows, and writes the sums.
    mutating func add(
        _ query: String,
        of run: Int,
        _ database: borrowing Database
    ) throws(DatabaseError) {
        let slot = try database.prepare(Self.insert)
        try database.readCalls(query, of: run) { row throws(DatabaseError) in
            guard let ended = add(row) else { return }
            for sum in ended { try slot.write(sum, to: run) }
        }
        for sum in close() { try slot.write(sum, to: run) }
        let peak = try database.prepare(Self.insertPeak)
        for (start, busiest) in peaks {
            try peak.write(busiest.out, .out, busiest.out.outCount, of: start, to: run)
            try peak.write(busiest.in, .in, busiest.in.inCount, of: start, to: run)
        }
    }

    /// Adds a row, and gives the sums of the slot before it if that has ended with it.
    private mutating func add(_ row: CallTally.Row) -> [CallTally.Row]? {
        if let ended = rates.add(row) { note(ended) }
        let position = Position(
            slot: timeline.slot(of: row.window),
            phase: phases.index(of: row.window)
        )
        var ended: [CallTally.Row]?
        if position != self.position {
            ended = take()
            self.position = position
        }
        last = row.window
        let kind = Kind(action: row.action, direction: row.direction, outcome: row.outcome)
        if let known = indices[kind] {
            rows[known].add(row)
        } else {
            indices[kind] = rows.count
            var first = row
            first.window = rows.first?.window ?? row.window
            rows.append(first)
        }
        return ended
    }

    /// The sums of the last slot.
    private mutating func close() -> [CallTally.Row] {
        if let ended = rates.close() { note(ended) }
        return take()
    }

    private mutating func take() -> [CallTally.Row] {
        assert(rows.count == indices.count, "a kind of call has one row in a slot")
        defer { (rows, indices) = ([], [:]) }
        guard marksLast else { return rows }
        return rows.map { row in
            var row = row
            row.window = last
            return row
        }
    }

    /// Notes a window that may be the busiest of its slot.
    mutating func note(_ rates: WindowRates.Rates) {
        guard let slot = timeline.slot(of: rates.window) else { return }
        let start = timeline.slots[slot].start
        guard peaks.last?.start == start else { return peaks.append((start, (rates, rates))) }
        let last = peaks.count - 1
        if rates.out > peaks[last].busiest.out.out { peaks[last].busiest.out = rates }
        if rates.in > peaks[last].busiest.in.in { peaks[last].busiest.in = rates }
    }
}

extension CallSlots {
    /// Rows stand in the order of their windows; sorting millions of them would take long.
    static func windows(where condition: String) -> String {
        """
        SELECT window_us, action, direction, outcome, count, bytes_sent, bytes_received, latency,
            service, max_us, overdue
        FROM call_window WHERE \(condition) ORDER BY rowid
        """
    }

    static func sums(upTo row: Int64) -> String {
        """
        SELECT slot_us, action, direction, outcome, count, bytes_sent, bytes_received, latency,
            service, max_us, overdue
        FROM call_slot WHERE run = ? AND rowid <= \(row) ORDER BY rowid
        """
    }

    static let insert = """
        INSERT INTO call_slot (run, slot_us, action, direction, outcome, count, bytes_sent,
            bytes_received, latency, service, max_us, overdue)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// A group that was put together of what there was may get more: then the busier window stays.
    static let insertPeak = """
        INSERT INTO call_peak (run, slot_us, direction, window_us, length_us, count)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (run, slot_us, direction) DO UPDATE
        SET window_us = excluded.window_us, length_us = excluded.length_us, count = excluded.count
        WHERE excluded.count * length_us > count * excluded.length_us
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
