import FleetSim
import Testing

@Suite struct JSONTests {
    /// Reads a whole text as one value.
    private static func read<Value: WireValue>(_ text: [UInt8]) throws -> Value {
        try text.withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            let value = try Value(from: &reader)
            try reader.finish()
            return value
        }
    }

    private static func read<Value: WireValue>(_ text: String) throws -> Value {
        try read(Array(text.utf8))
    }

    @Test(arguments: [
        (#""""#, ""), (#"" ""#, " "), (#""a\/b""#, "a/b"),
        (#""\"\\\b\f\n\r\t""#, "\"\\\u{8}\u{C}\n\r\t"), (#""\u00e9\u00E9""#, "éé"),
        (#""\ud83d\uDE00""#, "😀"), (#""😀é中""#, "😀é中"), (#""\u0000""#, "\0"),
        (#""1234567\n12345678\"""#, "1234567\n12345678\""), ("\"\u{7F}\u{80}\"", "\u{7F}\u{80}"),
    ])
    func `a string means what RFC 8259 says`(text: String, meaning: String) throws {
        #expect(try Self.read(text) == meaning)
    }

    @Test(arguments: [
        #"""#, #""a"#, #""\"#, #""\""#, #""\x""#, #""\u12"#, #""\u12g4""#, #""\U0041""#,
        #""\ud83d""#, #""\ud83d\n""#, #""\ud83dxx""#, #""\ud83d\u0041""#, #""\ude00""#,
        "\"\n\"", "\"\u{1}\"", "\"\0\"", "\"1234567\t\"",
    ])
    func `a broken string is refused`(text: String) {
        #expect(throws: PayloadError.self) { try Self.read(text) as String }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xE4, 0xB8], [0xE4, 0xB8, 0x41], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xFF],
        ] as [[UInt8]]
    )
    func `what is not UTF-8 is refused`(bytes: [UInt8]) {
        #expect(throws: PayloadError.self) { try Self.read([0x22] + bytes + [0x22]) as String }
        #expect(throws: PayloadError.self) { try Self.read([0x22] + bytes) as String }
        #expect(String(validating: bytes, as: UTF8.self) == nil)
    }

    /// The reader's eight-at-a-time scan against looking at every byte for itself.
    @Test func `a special byte is found wherever it stands`() throws {
        for length in 0..<24 {
            for index in 0..<length {
                var plain = [UInt8](repeating: 0x61, count: length)
                plain[index] = 0x1F
                #expect(throws: PayloadError.self) {
                    try Self.read([0x22] + plain + [0x22]) as String
                }
                plain.replaceSubrange(index...index, with: Array(#"\""#.utf8))
                let read: String = try Self.read([0x22] + plain + [0x22])
                #expect(read.utf8.count == length && Array(read.utf8)[index] == 0x22)
            }
        }
    }

    /// The same for every byte there is, in front of and behind plain ones and by itself.
    @Test func `a byte is plain, the end or refused, whatever stands around it`() throws {
        for byte in UInt8.min...UInt8.max {
            for length in 1...18 {
                for index in 0..<length {
                    var text = [UInt8](repeating: 0x7E, count: length)
                    text[index] = byte
                    let read = try? Self.read([0x22] + text + [0x22]) as String
                    let isPlain = 0x20..<0x80 ~= byte && byte != 0x22 && byte != 0x5C
                    #expect(read.map { Array($0.utf8) } == (isPlain ? text : nil))
                }
            }
        }
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("42", 42), ("9007199254740991", (1 << 53) - 1),
        ("-9007199254740991", 1 - (1 << 53)),
    ])
    func `an integer is read exactly`(text: String, number: Int) throws {
        #expect(try Self.read(text) == number)
    }

    /// The reader's short way for integers against the careful one, which reads those with an exponent.
    @Test func `an integer of any number of digits is read as a decimal is`() throws {
        var dice = FrameDice(seed: 5)
        for digits in 1...20 {
            for _ in 0..<50 {
                let first = digits == 1 ? dice.number(0...9) : dice.number(1...9)
                let rest = (1..<digits).map { _ in "\(dice.number(0...9))" }.joined()
                let text = (dice.flag() ? "-" : "") + "\(first)" + rest
                let careful = try? Self.read(text + "e0") as FixedPoint
                let isHeld = (careful?.mantissa.magnitude ?? .max) <= 1 << 53 - 1
                let read = (try? Self.read(text) as Int).map(Int64.init)
                #expect(read == (isHeld ? careful?.mantissa : nil))
            }
        }
    }

    @Test(arguments: [
        "", "-", "01", "-01", "00", "1.0", "1e0", "1E0", "1.", "1x", "+1", "0x1", "1 2",
    ])
    func `what is no integer as JSON writes one is refused`(text: String) {
        #expect(throws: PayloadError.self) { try Self.read(text) as Int }
    }

    @Test(arguments: [
        ("1.5", 15, 1), ("-0.05", -5, 2), ("1e3", 1_000, 0), ("1.25E1", 125, 1), ("5e-3", 5, 3),
        ("0.10", 10, 2), ("0e99999999999999999999", 0, 0), ("1e-99999999999999999999", 0, 18),
        ("123456789.123456789123456789", 123_456_789_123_456_789, 9),
    ])
    func `a fraction is read as a decimal`(text: String, mantissa: Int64, decimals: Int) throws {
        #expect(try Self.read(text) == FixedPoint(mantissa: mantissa, decimals: decimals))
    }

    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "1e19", "9e999999999999999999",
    ])
    func `a number too large to hold is out of range`(text: String) {
        let error = #expect(throws: PayloadError.self) { try Self.read(text) as FixedPoint }
        #expect(error?.code == .propertyConstraintViolation)
    }

    @Test func `nesting has a limit`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        func frame(_ payload: String) -> [UInt8] { Array(#"[2,"1","Dance",\#(payload)]"#.utf8) }
        #expect(throws: Never.self) { try Decoding.rewrite(frame(nested(32))) }
        #expect(throws: FrameError.self) { try Decoding.rewrite(frame(nested(33))) }
        #expect(throws: FrameError.self) { try Decoding.rewrite(frame(nested(100_000))) }
        #expect(throws: FrameError.self) {
            try Decoding.rewrite(frame(String(repeating: #"{"a":"#, count: 100_000)))
        }
    }

    @Test func `an object of more members than any message has is refused`() {
        let members = (0..<1_000).map { "\"m\($0)\":\($0)" }.joined(separator: ",")
        #expect(throws: PayloadError.self) {
            try Decoding.rewrite(Array(#"[2,"1","Reset",{\#(members)}]"#.utf8))
        }
    }
}
