import FleetSim

/// How long the calls of the parts of a fleet took, by one trait of its chargers.
package struct SubsetCourse: Equatable {
    /// `site`, `model`, `source` or `server`.
    package var trait: String
    /// Those with the longest response times first.
    package var parts: [Part]
    /// A part whose calls took far longer, or failed far more often, than those of all others.
    package var outlier: Outlier?

    package struct Part: Equatable {
        package var name: String
        package var calls: Int
        package var failed: Int
        package var latency: LatencySummary?
        /// When the windows began in which its 99th percentile was longest; in microseconds.
        package var worstStart: Int
        package var worstP99: ResponseTimes.Figure?
    }

    /// What sets one part apart, in the whole run or in some windows of it.
    package struct Outlier: Equatable {
        package enum Matter: String {
            case latency, failures
        }

        package var name: String
        package var matter: Matter
        /// When the windows began that show it; nil: the whole run does.
        package var start: Int?
        package var own: LatencySummary?
        package var others: LatencySummary?
        package var ownFailed: Double
        package var othersFailed: Double
        /// The 99th percentiles over the run, for a drawing.
        package var course: [Step] = []
    }

    package struct Step: Equatable {
        package var start: Int
        package var own: Int?
        package var others: Int?
    }
}

/// The calls of parts of the fleet, window by window, as they come from a run database.
struct SubsetTally {
    struct Count {
        var calls = 0
        var failed = 0
        var times = ResponseTimes()

        mutating func add(_ other: Count) {
            calls += other.calls
            failed += other.failed
            times.merge(other.times)
        }

        var failedShare: Double { calls > 0 ? Double(failed) / Double(calls) : 0 }
    }

    /// A window of a part as it is stored: a histogram that is open takes a hundred times the memory, and
    /// there may be thousands.
    struct Window {
        let start: Int
        let calls: Int
        let failed: Int
        let answered: [UInt8]?
        let unanswered: [UInt8]?
        let longest: Int

        func count() throws(HistogramError) -> Count {
            var count = Count(calls: calls, failed: failed)
            for (bytes, outcome) in [(answered, Outcome.ok), (unanswered, .timeout)] {
                guard let bytes else { continue }
                count.times.add(try Histogram(decodingV2: bytes), outcome, longest: longest)
            }
            return count
        }

        /// It was seen to be readable before it was taken in.
        fileprivate var known: Count { (try? count()) ?? Count() }
    }

    private let trait: String
    private var names: [String: Int] = [:]
    private var parts: [(name: String, windows: [Window])] = []

    init(_ trait: String) { self.trait = trait }

    /// Takes in a window of a part, if what is stored of it can be read.
    mutating func add(_ name: String, _ window: Window) throws(HistogramError) {
        _ = try window.count()
        let index = names[name] ?? parts.count
        if index == parts.count {
            names[name] = index
            parts.append((name, []))
        }
        parts[index].windows.append(window)
    }

    /// nil where there is but one part: it is the whole.
    var course: SubsetCourse? {
        guard parts.count > 1 else { return nil }
        var totals: [Count] = []
        var lines: [(index: Int, part: SubsetCourse.Part)] = []
        for (index, part) in parts.enumerated() {
            var total = Count()
            var worst: (start: Int, p99: ResponseTimes.Figure)?
            for window in part.windows {
                let count = window.known
                total.add(count)
                guard count.times.count > 0 else { continue }
                let p99 = count.times.quantile(0.99)
                // Of windows alike the first.
                if let worst, p99.microseconds <= worst.p99.microseconds { continue }
                worst = (window.start, p99)
            }
            totals.append(total)
            let line = SubsetCourse.Part(
                name: part.name,
                calls: total.calls,
                failed: total.failed,
                latency: LatencySummary(total.times),
                worstStart: worst?.start ?? 0,
                worstP99: worst?.p99
            )
            lines.append((index, line))
        }
        lines.sort { one, other in
            let times = (one.part.latency?.p99.microseconds, other.part.latency?.p99.microseconds)
            if times.0 != times.1 { return times.0 ?? 0 > times.1 ?? 0 }
            return one.part.name < other.part.name
        }
        return SubsetCourse(
            trait: trait,
            parts: lines.map(\.part),
            outlier: outlier(totals, lines)
        )
    }

    /// Only the worst few can stand out.
    private static let candidates = 3

    private func outlier(
        _ totals: [Count],
        _ lines: [(index: Int, part: SubsetCourse.Part)]
    ) -> SubsetCourse.Outlier? {
        func worst(_ figure: (SubsetCourse.Part) -> Double) -> [Int] {
            lines.map { ($0.index, figure($0.part)) }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }
                .prefix(Self.candidates).map(\.0)
        }
        let overall =
            worst { Double($0.latency?.p99.microseconds ?? 0) }
            + worst { Double($0.failed) / Double(max($0.calls, 1)) }
        var seen: Set<Int> = []
        for index in overall where seen.insert(index).inserted {
            let others = rest(of: index, totals)
            if let found = found(index, totals[index], others, from: nil) { return found }
        }
        for index in worst({ Double($0.worstP99?.microseconds ?? 0) }) {
            let start = lines.first { $0.index == index }?.part.worstStart ?? 0
            let counts = parts.map { part in
                part.windows.first { $0.start == start }?.known ?? Count()
            }
            let others = rest(of: index, counts)
            if let found = found(index, counts[index], others, from: start) { return found }
        }
        return nil
    }

    private func rest(of index: Int, _ counts: [Count]) -> Count {
        counts.indices.reduce(into: Count()) { if $1 != index { $0.add(counts[$1]) } }
    }

    private func found(
        _ index: Int,
        _ own: Count,
        _ others: Count,
        from start: Int?
    ) -> SubsetCourse.Outlier? {
        guard let matter = Self.matter(own, others) else { return nil }
        return SubsetCourse.Outlier(
            name: parts[index].name,
            matter: matter,
            start: start,
            own: LatencySummary(own.times),
            others: LatencySummary(others.times),
            ownFailed: own.failedShare,
            othersFailed: others.failedShare,
            course: course(of: index)
        )
    }

    private func course(of index: Int) -> [SubsetCourse.Step] {
        func p99(_ counts: [Count]) -> Int? {
            let sum = counts.reduce(into: Count()) { $0.add($1) }
            return sum.times.count > 0 ? sum.times.quantile(0.99).microseconds : nil
        }
        let windows = parts.enumerated().flatMap { part in
            part.element.windows.map { (window: $0, isOwn: part.offset == index) }
        }
        .sorted { $0.window.start < $1.window.start }
        var steps: [SubsetCourse.Step] = []
        var first = 0
        while first < windows.count {
            let start = windows[first].window.start
            let end = windows[first...].firstIndex { $0.window.start > start } ?? windows.count
            let step = windows[first..<end]
            steps.append(
                SubsetCourse.Step(
                    start: start,
                    own: p99(step.filter(\.isOwn).map(\.window.known)),
                    others: p99(step.filter { !$0.isOwn }.map(\.window.known))
                )
            )
            first = end
        }
        return steps
    }
}

extension SubsetTally {
    /// Of fewer calls nothing is concluded.
    private static let fewestCalls = 100
    /// A 99th percentile this many times that of the others stands out, if chance cannot explain it.
    private static let notableRatio = 1.5
    /// The same of failures, if they are a hundredth of the calls at least.
    private static let notableFailures = (ratio: 3.0, share: 0.01)
    /// How unlikely a number of calls has to be by chance, as a natural logarithm: as unlikely as six standard
    /// deviations, since calls of one charger are not independent, and hundreds of parts are looked at.
    private static let beyondChance = 18.0

    /// What sets calls apart from the others, if anything does.
    static func matter(_ own: Count, _ others: Count) -> SubsetCourse.Outlier.Matter? {
        guard own.calls >= fewestCalls, others.calls >= fewestCalls else { return nil }
        let (share, rest) = (own.failedShare, others.failedShare)
        let fails =
            share >= notableFailures.share && share >= rest * notableFailures.ratio
            && isBeyondChance(own.failed, of: own.calls, expected: rest)
        if fails { return .failures }
        guard own.times.count > 0, others.times.count > 0 else { return nil }
        let usual = others.times.quantile(0.99).microseconds
        let ratio = Double(own.times.quantile(0.99).microseconds) / Double(max(usual, 1))
        guard ratio >= notableRatio else { return nil }
        // Of the others few are beyond that, or none, so that a few very slow calls say as much as many that are a
        // little slow.
        let bounds = [
            usual, others.times.quantile(0.999).microseconds, others.times.max.microseconds,
        ]
        let isLonger = bounds.contains { bound in
            let far = Int64((Double(bound) * notableRatio).rounded(.down))
            let expected = Double(others.times.count(beyond: far)) / Double(others.times.count)
            return isBeyondChance(
                own.times.count(beyond: far),
                of: own.times.count,
                expected: max(expected, 1 / Double(others.times.count))
            )
        }
        return isLonger ? .latency : nil
    }

    /// By Chernoff's bound, which holds for a few calls as well.
    private static func isBeyondChance(_ count: Int, of all: Int, expected: Double) -> Bool {
        // Where the others had none, one in as many as they were may still be.
        let usual = min(max(expected, 1e-4), 0.5)
        let own = Double(count) / Double(all)
        guard own > usual else { return false }
        let rest = own < 1 ? (1 - own) * Elementary.ln((1 - own) / (1 - usual)) : 0
        return Double(all) * (own * Elementary.ln(own / usual) + rest) >= beyondChance
    }
}

extension ResponseTimes {
    fileprivate func count(beyond bound: Int64) -> Int {
        count - answered.counts(upTo: [bound])[0] - unanswered.counts(upTo: [bound])[0]
    }
}

extension Database {
    /// What is known of the parts of a run's fleet, trait by trait.
    func subsetCourses(of run: Int) throws(DatabaseError) -> [SubsetCourse] {
        guard try Schema.version(of: self) >= Schema.versionWithSubsets else { return [] }
        var tallies = SubsetTrait.allCases.map { SubsetTally($0.name) }
        try read(Self.subsetRows, run) { row throws(DatabaseError) in
            let trait = row.text(at: 1)
            guard let index = SubsetTrait.allCases.firstIndex(where: { $0.name == trait }) else {
                throw damage("subset_window", "a trait has no meaning")
            }
            let window = SubsetTally.Window(
                start: row.large(at: 0),
                calls: row.amount(at: 3),
                failed: row.amount(at: 4),
                answered: row.isNull(at: 5) ? nil : row.blob(at: 5),
                unanswered: row.isNull(at: 6) ? nil : row.blob(at: 6),
                longest: row.large(at: 7)
            )
            do throws(HistogramError) {
                try tallies[index].add(row.text(at: 2), window)
            } catch {
                throw damage("subset_window", "a histogram cannot be read: \(error)")
            }
        }
        return tallies.compactMap(\.course)
    }

    private static let subsetRows = """
        SELECT window_us, trait, name, count, failed, latency, unanswered, max_us
        FROM subset_window WHERE run = ? ORDER BY rowid
        """
}
