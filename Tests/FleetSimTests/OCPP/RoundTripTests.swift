import FleetSim
import TestSupport
import Testing

@Suite struct RoundTripTests {
    @Test(arguments: FrameKind.all)
    func `what is written is read again`(kind: FrameKind) throws {
        var dice = FrameDice(seed: UInt64(kind.action.rawValue))
        for _ in 0..<300 { #expect(try kind.survives(&dice)) }
    }

    @Test func `every action has a request and a confirmation`() {
        for action in Action.allCases {
            #expect(FrameKind.all.filter { $0.action == action }.map(\.isCall) == [true, false])
        }
    }

    @Test(arguments: FrameKind.all)
    func `any order of members will do`(kind: FrameKind) throws {
        var dice = FrameDice(seed: 1)
        for _ in 0..<20 {
            let frame = kind.make(&dice)
            let text = String(decoding: frame, as: UTF8.self)
            let shuffled = Array(try Shuffling.members(of: text, using: &dice).utf8)
            try frame.withUnsafeBytes { straight in
                try shuffled.withUnsafeBytes { crooked in
                    let left = try kind.rewrite(Envelope.parse(straight).payload(of: kind.action))
                    let right = try kind.rewrite(Envelope.parse(crooked).payload(of: kind.action))
                    #expect(left == right)
                }
            }
        }
    }

    @Test func `every kind of frame satisfies the schemas`() throws {
        var dice = FrameDice(seed: 2026)
        var check = SchemaCheck()
        for kind in FrameKind.all {
            for _ in 0..<40 { check.add(kind.make(&dice), action: kind.action.name) }
        }
        var writer = FrameWriter()
        for code in ErrorCode.allCases {
            writer.error(dice.id(), code, dice.text(upTo: 400))
            check.add(writer.bytes, action: "")
        }
        try check.run()
    }

    @Test func `the schemas refuse what breaks them`() {
        var check = SchemaCheck()
        check.add(#"[3,"1",{"currentTime":"yesterday"}]"#.utf8, action: "Heartbeat")
        #expect(throws: SchemaFailure.self) { try check.run() }
    }
}
