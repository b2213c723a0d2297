import Scenarios
import Testing

@Suite struct FuzzTests {
    /// Bytes that mean something to YAML, and some that mean nothing to anyone.
    private static let bytes =
        Array("{}[]:,&*#|>-?!%@`'\"\\ \n\t\r0a~".utf8) + [0, 0x7F, 0x80, 0xC3, 0xFF]

    @Test(arguments: PackageFiles.scenarios, 0..<8)
    func `a damaged scenario is read or refused, never a crash`(file: String, seed: UInt64) throws {
        let original = Array(try PackageFiles.text(file).utf8)
        var random = SplitMix(state: seed)
        var refused = 0
        for _ in 0..<250 {
            var damaged = original
            for _ in 0...random.below(4) { Self.damage(&damaged, &random) }
            let parsed = Parsed(damaged)
            #expect((parsed.scenario == nil) == !parsed.lines.isEmpty)
            #expect(parsed.lines.allSatisfy { $0.hasPrefix("test.yaml") && !$0.contains("\n") })
            refused += parsed.lines.isEmpty ? 0 : 1
        }
        #expect((1..<250).contains(refused))
    }

    @Test(arguments: 0..<UInt64(8))
    func `a damaged override is read or refused, never a crash`(seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<250 {
            var text = Array("fleet[0].arrivals={preset: nl_work, dwell: 4h, per_day: 3}".utf8)
            for _ in 0...random.below(4) { Self.damage(&text, &random) }
            let override = String(decoding: text, as: UTF8.self)
            let parsed = Parsed(Parsed.fleet, overrides: [override])
            #expect((parsed.scenario == nil) == !parsed.lines.isEmpty)
            #expect(parsed.lines.allSatisfy { $0.hasPrefix("--set ") && !$0.contains("\n") })
        }
    }

    /// Changes, drops, doubles or moves a few bytes.
    private static func damage(_ text: inout [UInt8], _ random: inout SplitMix) {
        guard !text.isEmpty else { return }
        let index = random.below(text.count)
        let piece = text[index..<min(text.count, index + 1 + random.below(12))]
        switch random.below(5) {
        case 0: text[index] = bytes[random.below(bytes.count)]
        case 1: text.insert(bytes[random.below(bytes.count)], at: index)
        case 2: text.removeSubrange(piece.indices)
        case 3: text.insert(contentsOf: piece, at: random.below(text.count))
        default: text[index] = UInt8(random.below(256))
        }
    }
}

/// Numbers that look random and are the same for the same seed.
private struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
