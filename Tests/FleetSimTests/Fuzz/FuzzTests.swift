import FleetSim
import Foundation
import TestSupport
import Testing

/// The fuzzer's target, run briefly: `scripts/fuzz` runs it long.
@Suite struct FuzzTests {
    private static let folder = "Tests/FleetSimTests/Fuzz/Corpus"

    private static func corpus() throws -> [[UInt8]] {
        let folder = Program.root.appendingPathComponent(Self.folder)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
            try Array(Data(contentsOf: folder.appendingPathComponent($0)))
        }
    }

    @Test func `a charger and a CSMS survive the corpus, whole, cut and spoilt`() throws {
        let corpus = try Self.corpus()
        #expect(corpus.count > 20)
        var dice = FrameDice(seed: 1)
        for input in corpus {
            feed(input)
            for _ in 0..<200 { feed(spoilt(input, by: &dice)) }
        }
    }

    private func feed(_ input: [UInt8]) {
        input.withUnsafeBytes(FuzzedReceiver.feed)
    }

    private func spoilt(_ input: [UInt8], by dice: inout FrameDice) -> [UInt8] {
        var input = input
        for _ in 0..<dice.number(1...4) where !input.isEmpty {
            let index = dice.number(0...input.count - 1)
            switch dice.number(0...3) {
            case 0: input[index] = UInt8(dice.number(0...255))
            case 1: input.remove(at: index)
            case 2: input.insert(UInt8(dice.number(0...255)), at: index)
            default: input.removeSubrange(index...)
            }
        }
        return input
    }
}
