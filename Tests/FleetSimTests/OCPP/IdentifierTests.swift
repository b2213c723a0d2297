import Testing

@testable import FleetSim

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

    @Test(arguments: [
        "0", "7", "19", "00", "007", "1234567890123456789", "12345678901234567890",
        "18446744073709551615", "18446744073709551616", "99999999999999999999", "-1", "+1", "1 ",
        "1a", "", "123456789012345678901234567890123456",
    ])
    func `an id is the text that a peer made it of, number or not`(text: String) throws {
        let id = try #require(Self.id(text))
        #expect(id.text == text)
        #expect(id == Self.id(text))
        #expect(id != Self.id("0" + text.prefix(30)))
        let frame = Array("[3,\"\(text)\",{}]".utf8)
        try frame.withUnsafeBytes { bytes in
            guard case .result(let read, _) = try Envelope.parse(bytes) else { return }
            var writer = FrameWriter()
            writer.result(read, EmptyPayload())
            #expect(Array(writer.bytes) == frame)
        }
        // What it is as a number it would be written as.
        #expect(id.number.map { MessageID(number: $0).text } ?? text == text)
        if let number = UInt64(text), "\(number)" == text {
            #expect(id.number == number)
        }
    }

    private static func id(_ text: String) -> MessageID? {
        var text = text
        return text.withUTF8 { utf8 in
            guard let start = utf8.baseAddress else { return MessageID(bytes: "") }
            return MessageID(bytes: WireText(start: start, count: utf8.count))
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

    @Test func `a transaction's id is any number, or a text of up to 36 characters`() throws {
        let numbers = [Int.min, -1, 0, 1 << 31, 1 << 53, .max]
        for number in numbers {
            let id = TransactionID(number)
            #expect(id.number == Int64(number) && id.text == "\(number)")
        }
        let longest = "d9f6a8a0-8f0c-4b8c-9b0e-3d1f5f7c2a11"
        for text in ["x", "17", "017", longest] {
            let id = try #require(TransactionID(text: text))
            #expect(id.number == nil && id.text == text)
            #expect(id == TransactionID(text: text))
        }
        #expect(TransactionID(text: "17") != TransactionID(17))
        for text in ["", longest + "2", "é", "\n"] { #expect(TransactionID(text: text) == nil) }
    }

    @Test func `transactions are ordered, numbers before texts`() throws {
        let texts = try ["a", "aa", "b"].map { try #require(TransactionID(text: $0)) }
        let all = [TransactionID(-1), TransactionID(9), TransactionID(10)] + texts
        #expect(all.reversed().sorted() == all)
    }

    @Test func `an id takes little room`() {
        #expect(MemoryLayout<MessageID>.size == 38)
        #expect(MemoryLayout<IdToken>.size == 21)
        #expect(MemoryLayout<TransactionID>.size == 9)
        #expect(MemoryLayout<TransactionID?>.size == MemoryLayout<Int?>.size)
    }
}
