import Testing

@testable import FleetSim

@Suite struct `frames that come in pieces` {
    @Test func `a stream cut anywhere gives the same events`() {
        for number in 0..<40 as Range<UInt64> {
            let stream = FrameStream(number: number, isHonest: number % 2 == 0)
            guard stream.bytes.count < 3_000 else { continue }
            let whole = events(of: stream)
            for cut in 0...stream.bytes.count {
                #expect(events(of: stream, pieces: [cut]) == whole, "stream \(number), \(cut)")
            }
            let singly = [Int](repeating: 1, count: stream.bytes.count)
            #expect(events(of: stream, pieces: singly) == whole, "stream \(number), byte by byte")
        }
    }

    @Test func `reads of any lengths give the same events`() {
        for number in 1_000..<4_000 as Range<UInt64> {
            var stream = FrameStream(number: number)
            let pieces = stream.pieces()
            #expect(events(of: stream, pieces: pieces) == events(of: stream), "stream \(number)")
        }
    }

    @Test func `messages come out as they went in, however they were fragmented`() {
        var dice = RandomStream(seed: 1, entity: 0, purpose: .ties)
        for _ in 0..<300 {
            let text = String(repeating: "aé中😀", count: Int(dice.below(200)))
            let message = Array(text.utf8)
            let size = 1 + Int(dice.below(300))
            var sent = GrowingBuffer()
            message.withUnsafeBytes { bytes in
                sent.appendMessage(.text, bytes, inFramesOf: size) {
                    MaskKey(UInt32(truncatingIfNeeded: dice.next()))
                }
            }
            let pieces = (0..<20).map { _ in Int(dice.below(100)) }
            let received = Observed.of(Array(sent.bytes), as: .server, pieces: pieces)
            #expect(received == [.text(message)])
        }
    }

    @Test func `an honest peer is never refused`() {
        for number in 5_000..<7_000 as Range<UInt64> {
            let events = events(of: FrameStream(number: number, isHonest: true))
            let failed = events.contains { if case .failure = $0 { true } else { false } }
            #expect(!failed, "stream \(number)")
        }
    }

    private func events(of stream: FrameStream, pieces: [Int] = []) -> [Observed] {
        Observed.of(stream.bytes, as: stream.role, maximum: stream.maximum, pieces: pieces)
    }
}
