import FleetSim

/// Seeded chance to make messages of: the same seed makes the same message on every machine.
struct FrameDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64: a counter in golden steps, stirred.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    mutating func flag() -> Bool { Bool.random(using: &self) }

    /// Often nothing.
    mutating func maybe<Value>(_ make: (inout FrameDice) -> Value) -> Value? {
        flag() ? make(&self) : nil
    }

    mutating func list<Value>(
        _ count: ClosedRange<Int>,
        _ make: (inout FrameDice) -> Value
    ) -> [Value] {
        (0..<number(count)).map { _ in make(&self) }
    }

    /// Any of an enumeration's cases.
    mutating func any<Value: CaseIterable>() -> Value where Value.AllCases == [Value] {
        Value.allCases[number(0...Value.allCases.count - 1)]
    }

    /// Text of every kind that must survive: ASCII, what JSON escapes, and beyond.
    mutating func text(upTo limit: Int) -> String {
        let alphabet = Array("abcXYZ0189 _-./\"\\\n\t\u{1}\u{7F}éß€中😀".unicodeScalars)
        var text = String.UnicodeScalarView()
        for _ in 0..<number(0...limit) { text.append(alphabet[number(0...alphabet.count - 1)]) }
        return String(text)
    }

    mutating func token() -> IdToken {
        let alphabet = Array("ABCDEFabcdef0123456789:*\"\\")
        let text = String(
            (0..<number(1...20)).map { _ in alphabet[number(0...alphabet.count - 1)] }
        )
        guard let token = IdToken(text) else { preconditionFailure("‘\(text)’ is no token") }
        return token
    }

    mutating func time() -> DateTime {
        DateTime(unixMilliseconds: Int64(number(-62_135_596_800_000...253_402_300_799_999)))
    }

    mutating func decimal() -> FixedPoint {
        FixedPoint(mantissa: Int64(number(1...99_999_999)), decimals: number(0...6))
    }

    /// Damages one place of a frame, often by what JSON's grammar is made of.
    mutating func damage(_ frame: inout [UInt8]) {
        guard !frame.isEmpty else { return }
        let index = number(0...frame.count - 1)
        let other = number(0...frame.count - 1)
        let grammar = Array(#"{}[]",:\u0e.-19tn"#.utf8)
        switch number(0...5) {
        case 0: frame[index] ^= 1 << UInt8(number(0...7))
        case 1: frame[index] = grammar[number(0...grammar.count - 1)]
        case 2: frame.insert(grammar[number(0...grammar.count - 1)], at: index)
        case 3: frame.remove(at: index)
        case 4: frame.swapAt(index, other)
        default:
            let piece = frame[min(index, other)...max(index, other)].prefix(40)
            frame.insert(contentsOf: piece, at: other)
        }
    }

    mutating func id() -> MessageID {
        MessageID(number: next() >> UInt64(number(0...63)))
    }
}
