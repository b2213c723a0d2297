import FleetSim
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: [0, 7, 10, 4_294_967_296, UInt64.max])
    func `an id made of a number gives the number back`(number: UInt64) {
        #expect(MessageID(number: number).number == number)
        #expect(MessageID(number: number).text == "\(number)")
    }

    @Test(arguments: ["", "01", "-1", "1a", "18446744073709551616", "99999999999999999999999"])
    func `an id that is no number has none`(text: String) throws {
        let frame = Array("[3,\"\(text)\",{}]".utf8)
        try frame.withUnsafeBytes { bytes in
            guard case .result(let id, _) = try Envelope.parse(bytes) else { return }
            #expect(id.number == nil)
            #expect(id.text == text)
        }
    }

    @Test func `an answer carries the id of its call, whatever is in it`() throws {
        let frame = Array(#"[2,"a\"\\\u00e9\/1234567890123456789012345678","Heartbeat",{}]"#.utf8)
        try frame.withUnsafeBytes { bytes in
            guard case .call(let id, _, _, _) = try Envelope.parse(bytes) else { return }
            var writer = FrameWriter()
            writer.result(id, EmptyPayload())
            #expect(
                String(decoding: writer.bytes, as: UTF8.self)
                    == #"[3,"a\"\\é/1234567890123456789012345678",{}]"#
            )
        }
    }

    @Test func `tokens are equal without regard to case`() throws {
        let small = try #require(IdToken("deadBeef-[1]"))
        let large = try #require(IdToken("DEADbEEF-[1]"))
        #expect(small == large)
        #expect(Set([small, large]).count == 1)
        #expect(small.text == "deadBeef-[1]")
        #expect(small != IdToken("deadBeef-{1}"))
        #expect(small != IdToken("deadBeef-[1"))
        #expect(IdToken("@") != IdToken("`"))
    }

    @Test func `a token has at most twenty printable characters`() {
        #expect(IdToken("12345678901234567890") != nil)
        #expect(IdToken("123456789012345678901") == nil)
        #expect(IdToken("") != nil)
        for text in ["\u{1F}", "\u{7F}", "é", "\n"] { #expect(IdToken(text) == nil) }
    }

    @Test func `an id takes little room`() {
        #expect(MemoryLayout<MessageID>.size == 37)
        #expect(MemoryLayout<IdToken>.size == 21)
    }
}
