import Testing

@testable import FleetSim

@Suite struct `errors that calls were answered with` {
    private typealias Text = CallErrorTable.Text

    @Test func `are counted by action, direction and code, with the first few texts`() {
        var table = CallErrorTable()
        for number in 0..<10 {
            let time = SimTime.zero + .seconds(Int64(number))
            table.record(
                .heartbeat,
                .out,
                .internalError,
                Text("no \(number % 5)", of: 1, at: time)
            )
        }
        table.record(.reset, .in, .notSupported, Text("what?", of: 1, at: .zero))
        #expect(table.inOrder.map(\.count) == [10, 1])
        #expect(table.inOrder.first { $0.action == .heartbeat }?.texts == ["no 0", "no 1", "no 2"])
    }

    @Test func `keep no more of a peer's words than a few, cut to a length`() {
        var table = CallErrorTable()
        for number in 0..<1_000 {
            let words = "\(number) " + String(repeating: "w", count: 10_000)
            table.record(
                .heartbeat,
                .out,
                .genericError,
                Text(words, of: 0, at: .zero + .seconds(Int64(number)))
            )
        }
        let texts = table.inOrder.first?.texts ?? []
        #expect(texts.count == 3 && texts.allSatisfy { $0.unicodeScalars.count == 200 })
    }

    @Test func `have the same texts in whatever order shards are merged`() {
        let shards = (0..<4).map { shard in
            var table = CallErrorTable()
            for number in 0..<6 {
                let time = SimTime.zero + .seconds(Int64((number * 7 + shard * 3) % 11))
                let words = "text \((number + shard) % 5)"
                table.record(
                    .authorize,
                    .out,
                    .internalError,
                    Text(words, of: shard, at: time)
                )
            }
            return table
        }
        let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]]
        let merged = orders.map { order in
            var table = CallErrorTable()
            for place in order { table.merge(shards[place]) }
            return table.inOrder
        }
        #expect(merged[0] == merged[1] && merged[1] == merged[2])
        #expect(merged[0].map(\.count) == [24])
    }
}
