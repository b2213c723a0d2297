import FleetSim
import Report
import Scenarios

/// `fleetsim merge`: the run database of a run that was played in shards.
struct MergeCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .merge)
    }

    func run() throws -> ExitCode {
        guard !arguments.positional.isEmpty else { throw arguments.usage("which shards?") }
        let given = try arguments.databasePath("-o")
        let readers = try arguments.positional.map { path throws(Failure) in try ShardReader(path) }
        let shards = try Self.inOrder(readers)
        let head = shards[0].head
        let path = given ?? ResultsFolder.path(of: "\(head.manifest.scenario).sqlite")
        try OutputFile.spare(arguments.positional, from: path)
        var manifest = head.manifest
        manifest.threads = shards.reduce(0) { $0 + $1.head.manifest.threads }
        let thresholds = try Self.thresholds(of: head)
        Interrupts.watch()
        // All of it is read once before anything is written.
        _ = try Self.merge(shards) { _ in }
        if let reason = Interrupts.reason { throw Failure(.interrupted, ["fleetsim: \(reason)"]) }
        for shard in shards { shard.close() }
        let again = try shards.map { shard throws(Failure) in try ShardReader(shard.path) }
        try ResultsFolder.make(for: path)
        let isPrivate = manifest.scenarioText.contains(LoadedScenario.mask)
        var record = try RunRecord(path, manifest, isPrivate: isPrivate)
        do {
            let result = try Self.merge(again) { batch throws(any Error) in
                try record.add(batch)
            }
            let verdicts = try record.finish(result, judgedBy: thresholds)
            try Summing(arguments).print(path, record.number, result, verdicts)
            if Interrupts.haveCome, let reason = result.reason {
                Terminal.error("fleetsim: \(reason)")
            }
            guard result.exitCode == .success else { return result.exitCode }
            return verdicts.allSatisfy(\.passed) ? .success : .failed
        } catch {
            record.fail(error)
            throw error
        }
    }

    /// All parts of one run, each once, by their numbers.
    private static func inOrder(_ readers: [ShardReader]) throws(Failure) -> [ShardReader] {
        let shards = readers.sorted { $0.head.number < $1.head.number }
        let first = shards[0]
        for (one, next) in zip(shards, shards.dropFirst()) {
            guard next.head.isOfOneRun(with: first.head) else {
                throw Failure(
                    .badInput,
                    ["fleetsim merge: ‘\(first.path)’ and ‘\(next.path)’ are not of one run"]
                )
            }
            guard one.head.number != next.head.number else {
                throw Failure(
                    .badInput,
                    [
                        "fleetsim merge: ‘\(one.path)’ and ‘\(next.path)’ are both shard "
                            + "\(one.head.number)"
                    ]
                )
            }
        }
        let there = Set(shards.map(\.head.number))
        let missing = (1...first.head.count).filter { !there.contains($0) }
        guard missing.isEmpty else {
            let numbers = missing.map { "\($0)/\(first.head.count)" }.joined(separator: ", ")
            throw Failure(.badInput, ["fleetsim merge: missing: \(numbers)"])
        }
        return shards
    }

    /// What the run is judged by, read as scenarios have it.
    private static func thresholds(of head: ShardHead) throws(Failure) -> [Threshold] {
        try head.thresholds.map { text throws(Failure) in
            guard var threshold = Threshold(expression: text.expression) else {
                throw Failure(
                    .badInput,
                    ["fleetsim merge: ‘\(text.expression.visible)’ is no threshold"]
                )
            }
            threshold.phase = text.phase
            return threshold
        }
    }

    /// Adds up the windows of all shards, one after the other, and how each of them ended; or how far it
    /// came, where it is asked to end.
    static func merge(
        _ readers: [ShardReader],
        _ keep: (borrowing Batch) throws(any Error) -> Void
    ) throws -> RunResult {
        var shards = readers
        let trees = shards[0].head.manifest.supplies
        var soFar = RunResult(status: .interrupted, reached: .zero, events: 0, fingerprint: 0)
        while true {
            guard !Interrupts.haveCome else {
                soFar.reason = Interrupts.reason
                return soFar
            }
            // A window of each shard is in memory at a time, however long the run was.
            var merged: Batch?
            var results: [RunResult] = []
            for index in shards.indices {
                switch try shards[index].next() {
                case .end(let result): results.append(result)
                case .window(let batch):
                    guard batch.fits(trees), merged.map({ batch.follows($0) }) ?? true else {
                        throw ShardReader.damaged(
                            shards[index].path,
                            "its windows are not those of the others"
                        )
                    }
                    if merged == nil { merged = batch } else { merged?.merge(batch) }
                }
            }
            guard let merged else { return total(of: results) }
            guard results.isEmpty else {
                throw Failure(
                    .badInput,
                    ["fleetsim merge: some of the shards were stopped before others were"]
                )
            }
            try keep(merged)
            soFar.reached = merged.end
            let (events, isTooMany) = soFar.events.addingReportingOverflow(merged.handled)
            guard !isTooMany else {
                throw ShardReader.damaged(shards[0].path, "no run has as many events")
            }
            soFar.events = events
        }
    }

    private static func total(of results: [RunResult]) -> RunResult {
        var total = results[0]
        for result in results.dropFirst() {
            total.events += result.events
            total.fingerprint &+= result.fingerprint
            guard total.status == .complete else { continue }
            total.status = result.status
            total.reason = result.reason
        }
        return total
    }
}

extension Batch {
    /// Whether it is of the same window.
    fileprivate func follows(_ other: borrowing Batch) -> Bool {
        start == other.start && end == other.end
    }

    /// Whether all that it says of nodes is of nodes that there are.
    fileprivate func fits(_ trees: [Int32: RunManifest.SupplyEntry]) -> Bool {
        power.allSatisfy { trees[$0.site]?.nodes.indices.contains(Int($0.node)) == true }
    }
}
