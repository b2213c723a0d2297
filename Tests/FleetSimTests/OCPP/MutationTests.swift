import Testing

@Suite struct MutationTests {
    /// Never trapping is the claim; the frames that still read must also read the same again.
    @Test(arguments: UInt64(0)..<20)
    func `no damage to a frame traps`(seed: UInt64) throws {
        var dice = FrameDice(seed: seed)
        for _ in 0..<500 {
            var frame = GoldenFrame.all[dice.number(0...GoldenFrame.all.count - 1)].written
            for _ in 0..<dice.number(1...3) { dice.damage(&frame) }
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
}
