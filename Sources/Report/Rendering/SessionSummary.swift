import FleetSim

/// What became of the cars that came.
package struct SessionSummary: Equatable {
    package var count = 0
    /// In the order of `SessionRecord.Outcome`.
    package var outcomes = [Int](repeating: 0, count: SessionRecord.Outcome.allCases.count)
    package var requestedMilliwattHours = 0
    package var deliveredMilliwattHours = 0
    /// From arriving to plugging in, of those that plugged in.
    package var meanWaitMicroseconds: Int?
    /// From plugging in to leaving.
    package var meanPluggedMicroseconds: Int?

    package subscript(outcome: SessionRecord.Outcome) -> Int { outcomes[Int(outcome.rawValue)] }
}

/// How chargers got on and off the wire.
package struct ConnectionSummary: Equatable {
    package var opened = 0
    package var closed = 0
    package var failed = 0
    package var connectedAtEnd = 0
    package var connectedAtMost = 0
    /// The worst window's 99th percentile; nil without a handshake.
    package var handshakeP99Microseconds: Int?
}
