import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `times in coarse steps` {
    private static let values: [Int64] = [
        0, 1, 15, 16, 17, 999, 8_000, 123_456, 30_000_000, 3_600_000_000,
    ]

    @Test(arguments: values)
    func `are known to 3 %, and the greatest exactly`(value: Int64) throws {
        var times = CoarseTimes()
        times.record(value)
        let histogram = times.histogram
        #expect(histogram.count == 1 && times.max == value)
        let error = abs(Double(histogram.quantile(0.5) - value))
        #expect(error <= max(0.5, Double(value) * 0.0325))
    }

    @Test func `are merged by addition, in any order`() {
        var (one, other, all) = (CoarseTimes(), CoarseTimes(), CoarseTimes())
        for (index, value) in Self.values.enumerated() {
            if index.isMultiple(of: 2) { one.record(value) } else { other.record(value) }
            all.record(value)
        }
        var (left, right) = (one, other)
        left.merge(other)
        right.merge(one)
        #expect(left == all && right == all)
        all.clear()
        #expect(all == CoarseTimes())
    }

    @Test func `beyond an hour or below nothing lie in the last step and in the first`() {
        var times = CoarseTimes()
        times.record(.max)
        times.record(-5)
        #expect(times.count == 2 && times.max == .max)
        #expect(times.histogram.count == 2)
    }
}

@Suite struct `a trait of chargers` {
    @Test func `that all have in common makes no parts`() {
        #expect(SubsetColumn(["a", "a", "a"]).names.isEmpty)
        let unknown: [String?] = [nil, nil]
        #expect(SubsetColumn(unknown).names.isEmpty)
        #expect(SubsetColumn([]).part(of: 0) == nil)
    }

    @Test func `makes a part of each of its values, and none of what is not known`() {
        let column = SubsetColumn(["a", "b", nil, "a"])
        #expect(column.names == ["a", "b"])
        #expect((0..<4).map(column.part) == [0, 1, nil, 0])
    }

    @Test(arguments: [200, 201, 1_000, 100_000])
    func `with many values puts neighbours together, and never has more than 200 parts`(
        count: Int
    ) {
        let column = SubsetColumn((0..<count).map { "s\($0)" })
        #expect(column.names.count <= SubsetColumn.maximumParts)
        #expect(column.names.first?.hasPrefix("s0") == true)
        #expect(column.names.last?.hasSuffix("s\(count - 1)") == true)
        let parts = (0..<count).compactMap(column.part)
        #expect(parts.count == count && parts == parts.sorted())
        #expect(Set(parts).count == column.names.count)
    }
}

@Suite struct `response times by parts of a fleet` {
    private func tables(threads: Int, shards: Int = 1) throws -> [SubsetTable] {
        var scenario = Scenario.fixture(seed: 3, hours: 6, sites: 5, chargersPerSite: 3)
        scenario.fleet[0].chargers.append(scenario.fleet[0].chargers[0])
        scenario.fleet[0].chargers[1].model.id = "another"
        var tables: [SimTime: SubsetTable] = [:]
        for number in 1...shards {
            var options = SimulationOptions(threads: threads)
            options.shard = ShardNumber("\(number)/\(shards)")
            var simulation = Simulation(try FleetPlan(scenario), options: options)
            _ = simulation.run { batch in
                guard let start = batch.subsets.start else { return }
                tables[start, default: SubsetTable()].merge(batch.subsets)
            }
        }
        return tables.sorted { $0.key < $1.key }.map(\.value)
    }

    @Test func `come a few times in a run, and hold every call once for each trait`() throws {
        let tables = try tables(threads: 1)
        #expect((30...60).contains(tables.count))
        var scenario = Scenario.fixture(seed: 3, hours: 6, sites: 5, chargersPerSite: 3)
        scenario.fleet[0].chargers.append(scenario.fleet[0].chargers[0])
        scenario.fleet[0].chargers[1].model.id = "another"
        var calls = 0
        var simulation = Simulation(try FleetPlan(scenario))
        _ = simulation.run { batch in
            for row in batch.calls.inOrder where row.direction == .out {
                calls += row.latency.count
            }
        }
        for trait in [SubsetTrait.site, .model] {
            let rows = tables.flatMap(\.rows).filter { $0.trait == trait }
            #expect(rows.reduce(0) { $0 + $1.count } == calls, "\(trait)")
            #expect(rows.allSatisfy { $0.answered.count + $0.unanswered.count == $0.count })
        }
        #expect(Set(tables[0].rows.map(\.name)).isSuperset(of: ["test", "another"]))
        #expect(!tables.flatMap(\.rows).contains { $0.trait == .server || $0.trait == .source })
    }

    @Test func `do not depend on threads or on shards`() throws {
        let one = try tables(threads: 1)
        for (threads, shards) in [(4, 1), (1, 3), (2, 2)] {
            let other = try tables(threads: threads, shards: shards)
            #expect(other.map(\.rows) == one.map(\.rows))
            #expect(other.map(\.start) == one.map(\.start))
        }
    }

    @Test func `are the same after they were written and read`() throws {
        for table in try tables(threads: 1) {
            var (coder, copy) = (BatchCoder(), table)
            try coder.code(&copy)
            var (reader, read) = (BatchCoder(reading: coder.bytes), SubsetTable())
            try reader.code(&read)
            try reader.finish()
            #expect(read.rows == table.rows && read.start == table.start)
        }
    }

    @Test func `whose rows stand in no order are refused`() throws {
        var rows = [SubsetTable.Row(.model, "b"), SubsetTable.Row(.model, "a")]
        var start: SimTime? = .zero
        var coder = BatchCoder()
        try coder.code(&rows)
        try coder.code(&start)
        var reader = BatchCoder(reading: coder.bytes)
        var read = SubsetTable()
        #expect(throws: BatchCoder.Failure.outOfRange) { try reader.code(&read) }
    }
}

@Suite struct `the servers that a meter tells apart` {
    @Test func `are two hundred at most`() {
        var meter = SubsetMeter([], of: 0..<500, every: .seconds(60))
        for charger in 0..<500 {
            meter.note(server: "node-\(charger)", of: charger)
            meter.record(.ok, .milliseconds(Int64(charger)), of: charger)
        }
        var table = SubsetTable()
        meter.closeWindow(at: .zero + .seconds(1), isLast: true, into: &table)
        #expect(table.rows.count == SubsetMeter.maximumServers + 1)
        #expect(table.rows.first { $0.name == SubsetMeter.otherServers }?.count == 300)
    }
}
