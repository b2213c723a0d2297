/// Which part of a run a process plays: part `number` of `count`, each with about as many sites.
package struct ShardNumber: Equatable, Sendable {
    /// From 1.
    package let number: Int
    package let count: Int

    package static let maximumShards = 500

    /// As it is written, `2/8`; nil where it is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
            1...Self.maximumShards ~= count, 1...count ~= number
        else { return nil }
        self.number = number
        self.count = count
    }

    /// The part of a row of things that is its own.
    func part(of things: Int) -> Range<Int> {
        things * (number - 1) / count..<things * number / count
    }
}

/// What a shard's file says before its windows.
package struct ShardHead: Equatable, Sendable {
    package var number: Int
    package var count: Int
    package var manifest: RunManifest
    /// The thresholds that the whole run is judged by, as they are written, with their phases.
    package var thresholds: [ThresholdText]

    package struct ThresholdText: Equatable, Sendable {
        package var expression: String
        package var phase: String?

        package init(_ expression: String, in phase: String?) {
            self.expression = expression
            self.phase = phase
        }
    }

    package init(_ shard: ShardNumber, _ manifest: RunManifest, _ thresholds: [ThresholdText]) {
        number = shard.number
        count = shard.count
        self.manifest = manifest
        self.thresholds = thresholds
    }

    /// Whether two shards are parts of one run.
    package func isOfOneRun(with other: ShardHead) -> Bool {
        var same = other
        same.number = number
        same.manifest.threads = manifest.threads
        same.manifest.command = manifest.command
        return same == self
    }
}

extension ShardHead: BatchCoded {
    package static var blank: ShardHead {
        let manifest = RunManifest(
            scenario: "",
            scenarioText: "",
            seed: 0,
            version: "",
            threads: 0,
            chargers: []
        )
        guard let whole = ShardNumber("1/1") else { preconditionFailure("1/1 is a shard") }
        return ShardHead(whole, manifest, [])
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&number)
        try coder.code(&count)
        try coder.code(&manifest)
        try coder.code(&thresholds)
        guard 1...ShardNumber.maximumShards ~= count, 1...count ~= number else { throw .outOfRange }
    }
}

extension ShardHead.ThresholdText: BatchCoded {
    package static var blank: ShardHead.ThresholdText { .init("", in: nil) }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&expression)
        try coder.code(&phase)
    }
}

extension RunManifest: BatchCoded {
    package static var blank: RunManifest { ShardHead.blank.manifest }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&scenario)
        try coder.code(&scenarioText)
        try coder.code(&seed)
        try coder.choice(&kind)
        try coder.code(&speed)
        try coder.code(&csms)
        try coder.code(&version)
        try coder.code(&threads)
        try coder.code(&chargers)
        try coder.code(&phases)
        var trees = supplies.map { Tree(site: $0.key, name: $0.value.name, nodes: $0.value.nodes) }
        trees.sort { $0.site < $1.site }
        try coder.code(&trees)
        supplies = [:]
        for tree in trees { supplies[tree.site] = SupplyEntry(name: tree.name, nodes: tree.nodes) }
        try coder.code(&sites)
        try coder.code(&faults)
        try coder.code(&window)
        try coder.code(&command)
    }

    private struct Tree: BatchCoded {
        static var blank: Tree { Tree(site: 0, name: "", nodes: []) }

        var site: Int32
        var name: String
        var nodes: [String]

        mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
            try coder.code(&site)
            try coder.code(&name)
            try coder.code(&nodes)
        }
    }
}

extension RunManifest.ChargerEntry: BatchCoded {
    package static var blank: RunManifest.ChargerEntry {
        .init(identity: "", model: "", site: "", connectors: 0)
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&identity)
        try coder.code(&model)
        try coder.code(&site)
        try coder.code(&connectors)
        try coder.code(&ocpp)
    }
}

extension RunManifest.SiteEntry: BatchCoded {
    package static var blank: RunManifest.SiteEntry { .init(name: "", chargers: 0, bays: 0) }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&name)
        try coder.code(&chargers)
        try coder.code(&bays)
    }
}

extension RunManifest.FaultEntry: BatchCoded {
    package static var blank: RunManifest.FaultEntry { .init(at: .zero, kind: "") }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&at)
        try coder.code(&until)
        try coder.code(&kind)
        try coder.code(&share)
        try coder.code(&site)
    }
}

extension Phase: BatchCoded {
    package static var blank: Phase { Phase(name: "", start: .zero, end: .zero) }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&name)
        try coder.code(&start)
        try coder.code(&end)
    }
}

extension RunResult: BatchCoded {
    package static var blank: RunResult {
        RunResult(status: .running, reached: .zero, events: 0, fingerprint: 0)
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.choice(&status)
        try coder.code(&reason)
        try coder.code(&reached)
        try coder.code(&events)
        try coder.code(&fingerprint)
    }
}
