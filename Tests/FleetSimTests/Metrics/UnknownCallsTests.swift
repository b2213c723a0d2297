import Testing

@testable import FleetSim

@Suite struct `calls for actions that OCPP does not know` {
    private func calls(_ numbers: some Sequence<Int>) -> UnknownCalls {
        var calls = UnknownCalls()
        for number in numbers { calls.record(PeerName("action \(1_000 + number)"), bytes: 10) }
        return calls
    }

    @Test func `are each counted, and as many named as may be, in any order`() {
        var one = calls(0..<100)
        one.merge(calls(50..<150))
        var other = calls((50..<150).reversed())
        other.merge(calls((0..<100).reversed()))
        #expect(one == other && one.count == 200)
        let rows = one.inOrder
        #expect(rows.count == 65 && rows.last?.name == .others)
        #expect(rows.dropLast().map(\.name.text) == (0..<64).map { "action \(1_000 + $0)" })
        #expect(rows.reduce(0) { $0 + $1.bytesReceived } == 2_000)
    }

    @Test func `go to another process and come back`() throws {
        let calls = calls(0..<100)
        var (coder, sent) = (BatchCoder(), calls)
        try coder.code(&sent)
        let bytes = coder.bytes
        var (reader, read) = (BatchCoder(reading: bytes), UnknownCalls.blank)
        try reader.code(&read)
        try reader.finish()
        #expect(read == calls)
        // More names than may be are none of ours.
        var rows = (0..<65).map { UnknownCalls.Row(name: PeerName("\(100 + $0)")) }
        var forged = BatchCoder()
        try forged.code(&rows)
        var again = BatchCoder(reading: forged.bytes)
        #expect(throws: BatchCoder.Failure.outOfRange) { try again.code(&read) }
    }

    @Test func `are answered by a charger, and told by their names`() throws {
        var bench = ChargerBench.accepted()
        var told: [String] = []
        bench.watch = { _, actions in
            for action in actions {
                if case .unknownCall(let name, _) = action { told.append(name) }
            }
        }
        bench.receive(#"[2,"a","Teleport",{}]"#)
        bench.receive(#"[2,"b","Heartbeat",{}]"#)
        #expect(told == ["Teleport"])
        #expect(bench.sent.first?.contains(UnknownCalls.code.name) == true)
        #expect(bench.sent.first?.contains(UnknownCalls.answer) == true)
    }
}
