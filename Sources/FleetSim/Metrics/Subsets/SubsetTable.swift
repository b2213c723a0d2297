/// By what the chargers of a run are told apart.
package enum SubsetTrait: UInt8, CaseIterable, Sendable {
    case site, model
    /// The address that a charger calls from, where several were named.
    case source
    /// Which of several servers answered its upgrade, where that says so.
    case server

    package var name: String {
        switch self {
        case .site: "site"
        case .model: "model"
        case .source: "source"
        case .server: "server"
        }
    }
}

/// How long the calls of parts of the fleet took, over several windows of the run.
package struct SubsetTable: Sendable {
    /// The calls of the chargers that have one trait in common.
    package struct Row: Equatable, Sendable {
        package var trait: SubsetTrait
        package var name: String
        package var count = 0
        /// Those without an answer in time, or with an error for one.
        package var failed = 0
        /// From when a call was due to its answer, in microseconds.
        package var answered = CoarseTimes()
        /// The ages of calls that were not answered.
        package var unanswered = CoarseTimes()

        package init(_ trait: SubsetTrait, _ name: String) {
            self.trait = trait
            self.name = name
        }

        mutating func record(_ outcome: Outcome, _ latency: SimDuration) {
            count += 1
            switch outcome {
            case .ok, .rejected: answered.record(latency.microseconds)
            case .error:
                failed += 1
                answered.record(latency.microseconds)
            case .timeout, .lost:
                failed += 1
                unanswered.record(latency.microseconds)
            case .open: unanswered.record(latency.microseconds)
            }
        }

        mutating func merge(_ other: Row) {
            assert(trait == other.trait && name == other.name, "rows of one part add up")
            count += other.count
            failed += other.failed
            answered.merge(other.answered)
            unanswered.merge(other.unanswered)
        }

        mutating func clear() {
            count = 0
            failed = 0
            answered.clear()
            unanswered.clear()
        }

        static func precedes(_ one: Row, _ other: Row) -> Bool {
            (one.trait.rawValue, one.name) < (other.trait.rawValue, other.name)
        }
    }

    /// When the first of its windows began; nil: it has no rows.
    package private(set) var start: SimTime?
    /// By trait and name.
    package private(set) var rows: [Row] = []

    package init() {}

    package init(_ rows: [Row], from start: SimTime) {
        self.rows = rows.sorted(by: Row.precedes)
        assert(zip(self.rows, self.rows.dropFirst()).allSatisfy(Row.precedes), "a part has one row")
        self.start = rows.isEmpty ? nil : start
    }

    /// Adds what was counted of the same or of other parts.
    mutating func merge(_ other: SubsetTable) {
        guard let from = other.start else { return }
        start = min(start ?? from, from)
        guard !rows.isEmpty else { return rows = other.rows }
        var merged: [Row] = []
        merged.reserveCapacity(max(rows.count, other.rows.count))
        var (left, right) = (rows[...], other.rows[...])
        while let one = left.first, let another = right.first {
            if Row.precedes(one, another) {
                merged.append(left.removeFirst())
            } else if Row.precedes(another, one) {
                merged.append(right.removeFirst())
            } else {
                var both = left.removeFirst()
                both.merge(right.removeFirst())
                merged.append(both)
            }
        }
        rows = merged + left + right
    }

    mutating func clear() { self = SubsetTable() }
}

extension SubsetTable: BatchCoded {
    package static var blank: SubsetTable { SubsetTable() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var (rows, from) = (rows, start)
        try coder.code(&rows)
        try coder.code(&from)
        guard rows.isEmpty == (from == nil) else { throw .outOfRange }
        try BatchCoder.demandRising(rows, by: Row.precedes)
        (self.rows, start) = (rows, from)
    }
}

extension SubsetTable.Row: BatchCoded {
    package static var blank: SubsetTable.Row { SubsetTable.Row(.site, "") }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.choice(&trait)
        try coder.code(&name)
        try coder.code(&count)
        try coder.code(&failed)
        guard count >= 0, failed >= 0 else { throw .outOfRange }
        try coder.code(&answered)
        try coder.code(&unanswered)
    }
}
