import Testing

@testable import FleetSim

@Suite struct `status transitions` {
    /// Rows from, columns to, in the order of the specification; x is permitted.
    private let matrix = """
        Available      .xxxx.xxx
        Preparing      x.xxxx..x
        Charging       x..xxx.xx
        SuspendedEV    x.x.xx.xx
        SuspendedEVSE  x.xx.x.xx
        Finishing      xx.....xx
        Reserved       xx.....xx
        Unavailable    xxxxx...x
        Faulted        xxxxxxxx.
        """

    private let order: [ChargePointStatus] = [
        .available, .preparing, .charging, .suspendedEV, .suspendedEVSE, .finishing, .reserved,
        .unavailable, .faulted,
    ]

    @Test func `just those of the specification's table are permitted`() {
        for (row, from) in zip(matrix.split(separator: "\n"), order) {
            let marks = order.map { StatusTransitions.permits(from, to: $0) ? "x" : "." }.joined()
            #expect(row.hasSuffix(" \(marks)"), "from \(from): \(marks)")
            #expect(row.hasPrefix(from.rawValue.string))
        }
    }

    @Test func `there are 53`() {
        let permitted = order.flatMap { from in
            order.filter { StatusTransitions.permits(from, to: $0) }
        }
        #expect(permitted.count == 53)
    }

    @Test func `a move that is not permitted stops the program`() async {
        await #expect(processExitsWith: .failure) {
            var connector = Connector(number: 1)
            connector.move(to: .finishing, at: .zero)
        }
    }
}
