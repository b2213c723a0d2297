import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `a batch in another process` {
    private func batches(_ options: SimulationOptions = .init(keeps: .all)) throws -> [Batch] {
        var scenario = Scenario.fixture(
            seed: 8,
            hours: 1,
            sites: 3,
            chargersPerSite: 2,
            perDay: 200
        )
        scenario.window = .seconds(600)
        scenario.faults = [FaultSpec(at: .seconds(1_500), kind: .csmsRestart(down: .seconds(60)))]
        scenario.fleet[0].arrivals.unknownTokens = 0.2
        var options = options
        options.traced = [1]
        var simulation = Simulation(try FleetPlan(scenario), options: options)
        var batches: [Batch] = []
        _ = simulation.run { batch in batches.append(copy batch) }
        return batches
    }

    private func coded<Value: BatchCoded>(_ value: Value) throws -> [UInt8] {
        var (coder, value) = (BatchCoder(), value)
        try coder.code(&value)
        return coder.bytes
    }

    private func read<Value: BatchCoded>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        var (coder, value) = (BatchCoder(reading: bytes), Value.blank)
        try coder.code(&value)
        try coder.finish()
        return value
    }

    @Test func `is what it was in this one`() throws {
        for batch in try batches() {
            let bytes = try coded(batch)
            let other = try read(Batch.self, bytes)
            #expect(other.sessions == batch.sessions && other.singles == batch.singles)
            #expect(other.connections == batch.connections)
            #expect(other.frames == batch.frames && other.notables == batch.notables)
            #expect(other.calls.inOrder.map(\.latency) == batch.calls.inOrder.map(\.latency))
            #expect(other.calls.inOrder.map(\.count) == batch.calls.inOrder.map(\.count))
            #expect(try coded(other) == bytes)
        }
    }

    @Test func `has every stored property`() throws {
        let source = try String(
            contentsOf: Program.root.appendingPathComponent(
                "Sources/FleetSim/Metrics/Coding/Batch+Coding.swift"
            ),
            encoding: .utf8
        )
        let coded = try #require(source.split(separator: "\n}\n").first)
        for label in Mirror(reflecting: Batch()).children.compactMap(\.label) {
            #expect(coded.contains("try coder.code(&\(label))"), "\(label) is not coded")
        }
    }

    @Test func `cut short or with a changed byte is refused or read, and never more than that`()
        throws
    {
        let bytes = try coded(try #require(try batches().first))
        var random = RandomStream(seed: 4, entity: 0, purpose: .replication)
        for _ in 0..<300 {
            let end = Int(random.below(UInt64(bytes.count)))
            #expect(throws: BatchCoder.Failure.self) { try read(Batch.self, Array(bytes[..<end])) }
            var changed = bytes
            changed[end] ^= UInt8(1 + random.below(255))
            var merged = Batch()
            guard let batch = try? read(Batch.self, changed) else { continue }
            (merged.start, merged.end) = (batch.start, batch.end)
            for _ in 0..<100 { merged.merge(batch) }
        }
    }

    @Test(arguments: [0, 1, -1, 63, 64, Int.min >> 14, Int.max >> 14])
    func `a number takes as few bytes as it needs`(number: Int) throws {
        let bytes = try coded(number)
        #expect(try read(Int.self, bytes) == number)
        #expect(bytes.count <= 8 && (abs(number) > 63 || bytes.count == 1))
    }

    @Test(arguments: [(-1, 0, 0), (0, 1, 0), (5, 6, 0), (5, 5, -1)])
    func `frames that cannot have come are refused`(all: Int, answers: Int, pings: Int) throws {
        var coder = BatchCoder()
        for count in [all, answers, 0, 0, 0, pings, 0] {
            var count = count
            try coder.code(&count)
        }
        let bytes = coder.bytes
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(ReceivedFrames.self, bytes) }
    }

    @Test(arguments: [(1, false), (0, true), (-1, false), (-1, true)])
    func `chargers wait since some time, and not since none`(waiting: Int, isSince: Bool) throws {
        var (last, since) = (SimTime?.none, isSince ? SimTime.zero : nil)
        var (coder, waiting) = (BatchCoder(), waiting)
        try coder.code(&last)
        try coder.code(&since)
        try coder.code(&waiting)
        let bytes = coder.bytes
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(AnswerWatch.self, bytes) }
    }

    @Test(arguments: [
        ([-1, 0], 2, true), ([3, 0], -1, true), ([2, -2], 0, false), ([1], 0, true),
    ])
    func `unfinished calls are counted from none on, for each action`(
        first: [Int],
        waiting: Int,
        hasOldest: Bool
    ) throws {
        func bytes(_ counts: [Int], _ waiting: Int, _ oldest: SimTime?) throws -> [UInt8] {
            var (coder, counts, waiting, oldest) = (BatchCoder(), counts, waiting, oldest)
            try coder.code(&counts)
            try coder.code(&waiting)
            try coder.code(&oldest)
            return coder.bytes
        }
        let none = Array(repeating: 0, count: Action.allCases.count)
        let good = try read(UnfinishedCalls.self, try bytes([3] + none.dropFirst(), 2, .zero))
        #expect(good.sent == 3 && good.waiting == 2)
        let counts = first.count == 1 ? first : first + none.dropFirst(2)
        let bad = try bytes(counts, waiting, hasOldest ? .zero : nil)
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(UnfinishedCalls.self, bad) }
    }

    @Test func `ids of transactions come back as they were given`() throws {
        let text = try #require(TransactionID(text: "d9f6a8a0-8f0c-4b8c-9b0e-3d1f5f7c2a11"))
        for id in [TransactionID(1 << 31), TransactionID(1 << 53), TransactionID(.min), text] {
            let record = SessionRecord(
                site: 0,
                visit: 0,
                arrived: .zero,
                requestedMilliwattHours: 1,
                deliveredMilliwattHours: 1,
                outcome: .served,
                transaction: id
            )
            #expect(try read(SessionRecord.self, try coded(record)) == record)
            let late = LateTransaction(site: 1, visit: 2, id: id)
            #expect(try read(LateTransaction.self, try coded(late)) == late)
        }
    }

    @Test(arguments: ["", "d9f6a8a0-8f0c-4b8c-9b0e-3d1f5f7c2a112", "\u{1B}[2J"])
    func `a text that is no id of a transaction is refused`(text: String) throws {
        var (coder, text, number) = (BatchCoder(), text, Int64?.none)
        try coder.code(&number)
        try coder.code(&text)
        let bytes = coder.bytes
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(TransactionID.self, bytes) }
    }

    @Test func `no amount is so large that sums of a thousand overflow`() throws {
        let bytes = try coded(Int64.max)
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(Int.self, bytes) }
        #expect(try read(Int64.self, bytes) == .max)
    }

    @Test func `no energy is so large that sums of it overflow`() throws {
        func session(_ requested: Int64, _ delivered: Int64) -> SessionRecord {
            SessionRecord(
                site: 0,
                visit: 0,
                arrived: .zero,
                requestedMilliwattHours: requested,
                deliveredMilliwattHours: delivered,
                outcome: .served
            )
        }
        let energies: [Int64] = [1 << 50 + 1, .max]
        for energy in energies {
            for record in [session(energy, 0), session(0, energy)] {
                let bytes = try coded(record)
                #expect(throws: BatchCoder.Failure.outOfRange) {
                    try read(SessionRecord.self, bytes)
                }
            }
            let missing = try coded(Shortfall(energy, for: .stay))
            #expect(throws: BatchCoder.Failure.outOfRange) { try read(Shortfall.self, missing) }
        }
        let maximum = session(1 << 50, 1 << 50)
        #expect(try read(SessionRecord.self, try coded(maximum)) == maximum)
    }

    /// A table of one row with that row twice.
    private func twice<Table: BatchCoded>(_ table: Table) throws -> [UInt8] {
        let bytes = try coded(table)
        #expect(bytes.first == 1, "the number of rows")
        return [2] + bytes.dropFirst() + bytes.dropFirst()
    }

    private func tables() -> (CallTable, EffectTable, FailureTable, CallErrorTable) {
        var tables = (CallTable(), EffectTable(), FailureTable(), CallErrorTable())
        tables.0.record(
            .heartbeat,
            .out,
            .ok,
            latency: .seconds(1),
            service: .seconds(1),
            bytesSent: 10,
            bytesReceived: 10
        )
        tables.1.record(.answer, .seconds(1))
        tables.2.add("link-fault", "reset", count: 1, keptOut: 1)
        tables.3.record(.reset, .in, .notSupported, .init("", of: 1, at: .zero))
        return tables
    }

    @Test func `a table has one row for each thing, so that no sum of rows overflows`() throws {
        let tables = tables()
        let (calls, effects) = (try twice(tables.0), try twice(tables.1))
        let (failures, errors) = (try twice(tables.2), try twice(tables.3))
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(CallTable.self, calls) }
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(EffectTable.self, effects) }
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(FailureTable.self, failures) }
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(CallErrorTable.self, errors) }
    }

    @Test func `no call is counted less than never`() throws {
        var row = CallTable.Row(action: .heartbeat, direction: .out, outcome: .ok)
        row.count = -1
        #expect(throws: BatchCoder.Failure.outOfRange) { try coded(row) }
        var errors = try coded(tables().3)
        // Behind the count: one text, of no letters, of the charger 1, at the time zero.
        let count = errors.count - 5
        #expect(errors[count] == 2, "one, as it is written")
        errors[count] = 1
        #expect(throws: BatchCoder.Failure.outOfRange) { try read(CallErrorTable.self, errors) }
    }

    @Test func `connections may have changed by any number, and their range is a range`() throws {
        let maximum = 1 << 50
        for change in [-maximum, maximum] {
            var numbers = [Int64](0..<10_000)
            var changes = Array(repeating: change, count: numbers.count)
            var coder = BatchCoder()
            try coder.code(&numbers)
            try coder.code(&changes)
            let course = try read(ConnectionCourse.self, coder.bytes)
            let range = course.range(endingWith: maximum)
            #expect(range == (change < 0 ? maximum...Int.max : 0...maximum))
        }
    }
}

@Suite struct `shards of a run` {
    private func scenario(alone: Bool) -> Scenario {
        var scenario = Scenario.fixture(seed: 5, hours: 2, sites: 5, chargersPerSite: 3, perDay: 60)
        scenario.csms.isAbsent = alone
        return scenario
    }

    private func fingerprint(_ shards: Int, alone: Bool) throws -> UInt64 {
        var sum: UInt64 = 0
        for number in 1...shards {
            let shard = try #require(ShardNumber("\(number)/\(shards)"))
            if alone {
                let plan = try SitesPlan(scenario(alone: true))
                var simulation = SiteSimulation(plan, threads: 2, shard: shard)
                sum &+= simulation.run { _ in }.fingerprint
            } else {
                var options = SimulationOptions(threads: 2)
                options.shard = shard
                var simulation = Simulation(try FleetPlan(scenario(alone: false)), options: options)
                sum &+= simulation.run { _ in }.fingerprint
            }
        }
        return sum
    }

    @Test(arguments: [false, true])
    func `have one fingerprint, however many they are`(alone: Bool) throws {
        let whole = try fingerprint(1, alone: alone)
        for shards in 2...8 { #expect(try fingerprint(shards, alone: alone) == whole) }
    }

    @Test func `are numbered from one`() {
        for text in ["0/2", "3/2", "1/0", "1", "a/b", "1/2/3", "-1/2", "1/501", ""] {
            #expect(ShardNumber(text) == nil, "\(text)")
        }
        #expect(ShardNumber("2/2")?.number == 2)
    }
}
