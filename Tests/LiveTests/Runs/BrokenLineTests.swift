import Scenarios
import Testing

@testable import FleetSim

/// Lines that break after they stood, and what becomes of the chargers at their end.
@Suite struct `a CSMS that breaks its lines` {
    private static let chargers = 3

    /// Runs against a CSMS that serves a number of calls of a charger's first line and then breaks it in
    /// its own manner; the later lines are served well.
    private func run(
        after calls: Int = 2,
        _ breakOff: @escaping @Sendable (StubLine) throws -> Void
    ) throws -> LiveOutcome {
        let csms = try StubCSMS { line in
            try line.accept()
            guard line.number <= Self.chargers else { return try line.serve() }
            for _ in 0..<calls { try line.tell(line.hear().answer) }
            try breakOff(line)
        }
        let ten = ConfigurationSetting("ClockAlignedDataInterval", "10")
        let live = try LiveOutcome.run(
            .quiet(chargers: Self.chargers, configuration: [ten]),
            url: csms.url,
            speed: 40,
            farewell: .seconds(5)
        ) { live in
            live.total.connections.closed == Self.chargers
                && live.total.connections.connected == Self.chargers
                && live.answered(.meterValues) > 6 * Self.chargers
        }
        csms.end()
        let connections = live.total.connections
        #expect(connections.opened == 2 * Self.chargers && csms.connections == 2 * Self.chargers)
        #expect(connections.closed == Self.chargers && connections.connected == Self.chargers)
        return live
    }

    private func expect(_ kind: String, _ cause: String, of live: LiveOutcome) {
        let told = live.details(kind)
        #expect(told.contains { $0.contains(cause) }, "\(live.total.notables)")
    }

    @Test(arguments: [1000, 1001, 1008, 1011, 1012, 4000] as [UInt16])
    func `with a close is quoted with the code`(code: UInt16) throws {
        let live = try run { line in
            try line.close(code)
            try line.serve()
        }
        expect("link-closed", "closed with code \(code)", of: live)
    }

    @Test func `with a close that never ends is left alone`() throws {
        let live = try run { line in
            try line.close(1001)
            line.stayDumb()
        }
        expect("link-closed", "closed with code 1001", of: live)
    }

    @Test func `with a code that no peer may send is told so`() throws {
        let live = try run { try $0.say([0x88, 2, 3, 0xED]) }
        expect("link-fault", "1005", of: live)
    }

    @Test func `by hanging up has lost them`() throws {
        let live = try run { _ in }
        expect("link-fault", "the connection was cut", of: live)
    }

    @Test func `by ending its half has lost them too`() throws {
        let live = try run { line in
            line.sayNoMore()
            line.stayDumb()
        }
        expect("link-fault", "the connection was cut", of: live)
    }

    @Test func `as soon as they stand is tried again`() throws {
        let live = try run(after: 0) { _ in }
        expect("link-fault", "the connection was cut", of: live)
    }

    @Test func `in the middle of a frame has lost them`() throws {
        let live = try run { try $0.say([0x81, 0x7E, 0x01, 0x00, 0x5B]) }
        expect("link-fault", "the connection was cut", of: live)
    }

    @Test func `with a binary message is told so`() throws {
        let live = try run { line in
            try line.say([0x82, 2, 0x5B, 0x5D])
            try line.serve()
        }
        expect("link-fault", "a binary message", of: live)
    }

    @Test(
        arguments: [
            [0x81, 0x82, 0, 0, 0, 0, 0x5B, 0x5D], [0xC1, 0], [0x83, 0], [0x80, 0], [0x09, 0],
            [0x81, 2, 0xC3, 0x28],
        ] as [[UInt8]]
    )
    func `with a frame that is none is told so`(bytes: [UInt8]) throws {
        let live = try run { line in
            try line.say(bytes)
            try line.serve()
        }
        expect("link-fault", "the peer broke the protocol", of: live)
    }

    @Test func `with a message of 64 MB in one frame is refused at its head`() throws {
        let live = try run { line in
            try line.say([0x81, 0x7F, 0, 0, 0, 0, 0x04, 0, 0, 0])
            try line.say([UInt8](repeating: 0x5B, count: 64 << 20))
        }
        expect("link-fault", "1048576", of: live)
    }

    @Test func `with a message of 64 MB in small frames is refused when it is too long`() throws {
        let live = try run { line in
            let part = [UInt8](repeating: 0x5B, count: 65_535)
            try line.say([0x01, 0x7E, 0xFF, 0xFF] + part)
            for _ in 1..<1_024 { try line.say([0x00, 0x7E, 0xFF, 0xFF] + part) }
            try line.say([0x80, 0])
        }
        expect("link-fault", "1048576", of: live)
    }
}
