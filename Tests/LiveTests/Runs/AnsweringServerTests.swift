import Testing

@testable import FleetSim

@Suite struct `the server that answered an upgrade` {
    @Test func `is told apart where it names itself`() throws {
        let csms = try StubCSMS { line in
            let isSecond = line.number.isMultiple(of: 2)
            try line.accept(field: "x-served-by: \(isSecond ? "csms-b" : "csms-a")")
            try line.serve { call in
                try line.tell(
                    isSecond && call.action == "Heartbeat"
                        ? "[4,\"\(call.id)\",\"InternalError\",\"stuck\",{}]" : call.answer
                )
            }
        }
        let live = try LiveOutcome.run(
            .quiet(chargers: 4, seconds: 36_000),
            url: csms.url,
            speed: 60,
            until: { _ in csms.count(.heartbeat) >= 12 }
        )
        csms.end()
        let rows = live.total.subsets.rows.filter { $0.trait == .server }
        #expect(rows.map(\.name) == ["csms-a", "csms-b"])
        let failed = live.total.calls.inOrder.filter { $0.outcome == .error }
            .reduce(0) { $0 + $1.count }
        #expect(failed > 0 && rows.map(\.failed) == [0, failed])
    }

    @Test func `is not known where the answer has another header`() throws {
        let csms = try StubCSMS { line in
            try line.accept(field: "Server: nginx")
            try line.serve()
        }
        let live = try LiveOutcome.run(
            .quiet(chargers: 2, seconds: 36_000),
            url: csms.url,
            speed: 60,
            until: { _ in csms.count(.heartbeat) >= 2 }
        )
        csms.end()
        #expect(live.total.subsets.rows.isEmpty)
    }
}
