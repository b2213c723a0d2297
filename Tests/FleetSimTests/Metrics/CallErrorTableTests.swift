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

    @Test func `are told by the code that was sent, if it is none of OCPP's`() {
        var table = CallErrorTable()
        let text = Text("", of: 0, at: .zero)
        table.record(.reset, .in, .genericError, text)
        for code in ["=1+1", "OccurrenceConstraintViolation", "=1+1", ""] {
            table.record(.reset, .in, .genericError, spelling: PeerName(code), text)
        }
        let names = ["(empty)", "=1+1", "GenericError", "OccurrenceConstraintViolation"]
        #expect(table.inOrder.map(\.name) == names)
        #expect(table.inOrder.map(\.count) == [1, 2, 1, 1])
        #expect(PeerName(String(repeating: "x", count: 100)).text.count == 64)
    }

    @Test func `have as many codes of a peer's own as may be, the same in any order`() {
        func table(_ numbers: some Sequence<Int>) -> CallErrorTable {
            var table = CallErrorTable()
            for number in numbers {
                table.record(
                    .reset,
                    .in,
                    .genericError,
                    spelling: PeerName("code \(1_000 + number)"),
                    Text("text", of: 0, at: .zero)
                )
            }
            return table
        }
        var one = table(0..<100)
        one.merge(table(50..<150))
        var other = table((50..<150).reversed())
        other.merge(table((0..<100).reversed()))
        #expect(one.inOrder == other.inOrder)
        let rows = one.inOrder
        #expect(rows.count == 65 && rows.first?.name == "(others)")
        #expect(rows.dropFirst().map(\.name) == (0..<64).map { "code \(1_000 + $0)" })
        #expect(rows.reduce(0) { $0 + $1.count } == 200 && rows.last?.count == 2)
        // Of the windows of a run no more are told than of one.
        var names = ToldNames()
        let first = table([7]).telling(&names)
        #expect(first.inOrder.map(\.name) == ["code 1007"])
        #expect(one.telling(&names).inOrder.count == 65)
        #expect(table([120]).telling(&names).inOrder.map(\.name) == ["(others)"])
        #expect(table([7]).telling(&names) == first)
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
            for index in order { table.merge(shards[index]) }
            return table.inOrder
        }
        #expect(merged[0] == merged[1] && merged[1] == merged[2])
        #expect(merged[0].map(\.count) == [24])
    }
}
