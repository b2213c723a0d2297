import FleetSim

/// The windows of a run, row by row, with their histograms decoded.
extension Database {
    /// The rows of `call_window`, in the order of their windows.
    func readCalls(
        of run: Int,
        row take: (CallTally.Row) -> Void
    ) throws(DatabaseError) {
        switch try callSums(of: run) {
        case .nothing:
            let isWhole = try Schema.version(of: self) > 5
            try readCalls(Queries.calls(withOverdue: isWhole), of: run, row: take)
        case .all: try readCalls(Queries.callSlots, of: run, row: take)
        case .upTo(let window):
            try readCalls(Queries.callSlots, of: run, row: take)
            let last = try lastCallRow(of: run, upTo: window)
            let rest = CallSlots.windows(where: "run = ? AND rowid > \(last)")
            try readCalls(rest, of: run, row: take)
        }
    }

    /// The rows of a query that has the columns of either table of calls.
    func readCalls(
        _ query: String,
        of run: Int,
        row take: (CallTally.Row) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        try read(query, run) { row throws(DatabaseError) in
            guard let outcome = Outcome(named: row.text(at: 3)),
                let direction = Direction(named: row.text(at: 2))
            else { throw damage("call_window", "an outcome or direction has no meaning") }
            let times: (latency: Histogram?, service: Histogram?)
            do throws(HistogramError) {
                times = (try row.optionalHistogram(at: 7), try row.optionalHistogram(at: 8))
            } catch {
                throw damage("call_window", "a histogram cannot be read: \(error)")
            }
            try take(
                CallTally.Row(
                    window: row.large(at: 0),
                    action: row.text(at: 1),
                    direction: direction,
                    outcome: outcome,
                    count: row.amount(at: 4),
                    bytesSent: row.amount(at: 5),
                    bytesReceived: row.amount(at: 6),
                    overdue: row.amount(at: 10),
                    latency: times.latency,
                    service: times.service,
                    longest: row.large(at: 9)
                )
            )
        }
    }

    /// One window's connections.
    struct ConnectionRow {
        var start: Int
        var connecting: Int
        var connected: Int
        var failed: Int
        var opened: Int
        var closed: Int
        var handshakeP99: Int?
        /// nil: there was none, or the file is older than this column.
        var handshake: Histogram?
        /// When the CSMS had last answered by its end, since when it owed answers, and to how many.
        var lastAnswer: Int?
        var silentSince: Int?
        var waiting: Int?
        /// Within it; at its end where the file is older than these columns.
        var minimumConnected: Int
        var maximumConnected: Int

        /// Whether any charger had asked for a connection.
        var hasTried: Bool { opened + failed + connected + connecting > 0 || silentSince != nil }
    }

    /// Where the windows of a run begin, rising.
    func windowStarts(of run: Int) throws(DatabaseError) -> [Int] {
        try all(Queries.windowStarts, run) { row in row.large(at: 0) }
    }

    func readConnections(
        of run: Int,
        row take: (ConnectionRow) -> Void
    ) throws(DatabaseError) {
        let query = Queries.connections(version: try Schema.version(of: self))
        try read(query, run) { row throws(DatabaseError) in
            do throws(HistogramError) {
                let window = ConnectionRow(
                    start: row.large(at: 0),
                    connecting: row.amount(at: 1),
                    connected: row.amount(at: 2),
                    failed: row.amount(at: 3),
                    opened: row.amount(at: 4),
                    closed: row.amount(at: 5),
                    handshakeP99: row.optionalLarge(at: 6),
                    handshake: try row.optionalHistogram(at: 7),
                    lastAnswer: row.optionalLarge(at: 8),
                    silentSince: row.optionalLarge(at: 9),
                    waiting: row.optionalLarge(at: 10),
                    minimumConnected: row.amount(at: 11),
                    maximumConnected: row.amount(at: 12)
                )
                take(window)
            } catch {
                throw damage("connection_window", "a histogram cannot be read: \(error)")
            }
        }
    }

    /// One window's times of one effect.
    struct EffectRow {
        var window: Int
        var effect: String
        var latency: Histogram
        var longest: Int
    }

    func readEffects(
        of run: Int,
        row take: (EffectRow) -> Void
    ) throws(DatabaseError) {
        guard try Schema.version(of: self) > 1 else { return }
        try read(Queries.effects, run) { row throws(DatabaseError) in
            guard let latency = try? row.optionalHistogram(at: 1) else {
                throw damage("effect_window", "a histogram cannot be read")
            }
            take(
                EffectRow(
                    window: row.large(at: 3),
                    effect: row.text(at: 0),
                    latency: latency,
                    longest: row.large(at: 2)
                )
            )
        }
    }

    func damage(_ table: String, _ problem: String) -> DatabaseError {
        DatabaseError(path: path, reason: .damaged, message: "\(table): \(problem)")
    }
}

extension Statement {
    fileprivate func optionalHistogram(at column: Int32) throws(HistogramError) -> Histogram? {
        isNull(at: column) ? nil : try Histogram(decodingV2: blob(at: column))
    }
}

extension Outcome {
    fileprivate init?(named name: String) {
        guard let outcome = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = outcome
    }
}

extension Direction {
    fileprivate init?(named name: String) {
        guard let direction = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = direction
    }
}
