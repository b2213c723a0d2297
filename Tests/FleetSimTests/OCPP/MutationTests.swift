import Testing

@Suite struct MutationTests {
    /// Never trapping is the claim; the frames that still read must also read the same again.
    @Test(arguments: UInt64(0)..<20)
    func `no damage to a frame traps`(seed: UInt64) throws {
        var dice = FrameDice(seed: seed)
        for _ in 0..<500 {
            var frame = GoldenFrame.all[dice.number(0...GoldenFrame.all.count - 1)].written
            for _ in 0..<dice.number(1...3) { Self.damage(&frame, with: &dice) }
            guard let rewritten = try? Decoding.rewrite(frame) else { continue }
            for frame in rewritten { #expect(try Decoding.rewrite(frame).contains(frame)) }
        }
    }

    @Test func `no noise traps`() {
        var dice = FrameDice(seed: 1)
        for _ in 0..<2_000 {
            let noise = dice.list(0...80) { UInt8(truncatingIfNeeded: $0.next()) }
            #expect(throws: (any Error).self) { try Decoding.rewrite(noise) }
        }
    }

    private static func damage(_ frame: inout [UInt8], with dice: inout FrameDice) {
        guard !frame.isEmpty else { return }
        let place = dice.number(0...frame.count - 1)
        let other = dice.number(0...frame.count - 1)
        let grammar = Array(#"{}[]",:\u0e.-19tn"#.utf8)
        switch dice.number(0...5) {
        case 0: frame[place] ^= 1 << UInt8(dice.number(0...7))
        case 1: frame[place] = grammar[dice.number(0...grammar.count - 1)]
        case 2: frame.insert(grammar[dice.number(0...grammar.count - 1)], at: place)
        case 3: frame.remove(at: place)
        case 4: frame.swapAt(place, other)
        default:
            let piece = frame[min(place, other)...max(place, other)].prefix(40)
            frame.insert(contentsOf: piece, at: other)
        }
    }
}
