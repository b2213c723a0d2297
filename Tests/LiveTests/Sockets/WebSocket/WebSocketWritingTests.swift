import Testing

@testable import FleetSim

@Suite struct `frames that go out` {
    private let hello = Array("Hello".utf8)

    @Test func `are the examples of the RFC`() {
        #expect(frame(.text, hello) == [0x81, 5] + hello)
        let key = MaskKey(0x3D21_FA37)
        #expect(
            frame(.text, hello, mask: key)
                == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        )
        let long = [UInt8](repeating: 7, count: 65_536)
        #expect(frame(.binary, Array(long.prefix(256))).prefix(4) == [0x82, 0x7E, 1, 0])
        #expect(frame(.binary, long).prefix(10) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0])
    }

    @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 100_000])
    func `of any length are read as they were written`(count: Int) {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(Observed.of(frame(.binary, payload), as: .client) == [.binary(payload)])
        let masked = frame(.binary, payload, mask: MaskKey(0xDEAD_BEEF))
        #expect(Observed.of(masked, as: .server) == [.binary(payload)])
    }

    @Test func `have headers as long as they say`() {
        for length in [0, 125, 126, 65_535, 65_536] {
            for mask in [nil, MaskKey(1)] {
                let header = WebSocketHeader(opcode: .binary, length: length, mask: mask)
                let written = frame(.binary, [UInt8](repeating: 0, count: length), mask: mask)
                #expect(written.count == header.size + length)
            }
        }
    }

    @Test func `may be parts of a message`() {
        var buffer = GrowingBuffer()
        hello.withUnsafeBytes { buffer.appendMessage(.text, $0, inFramesOf: 2) { nil } }
        let expected: [UInt8] =
            [0x01, 2] + hello[0..<2] + [0x00, 2] + hello[2..<4] + [0x80, 1] + hello[4...]
        #expect(Array(buffer.bytes) == expected)
        buffer.clear()
        [].withUnsafeBytes { buffer.appendMessage(.binary, $0, inFramesOf: 2) { nil } }
        #expect(Array(buffer.bytes) == [0x82, 0])
    }

    @Test func `close with a reason that is cut between letters`() {
        var buffer = GrowingBuffer()
        buffer.appendClose(1001, reason: "away", mask: nil)
        #expect(Array(buffer.bytes) == [0x88, 6, 0x03, 0xE9] + Array("away".utf8))
        buffer.clear()
        buffer.appendClose(1000, reason: String(repeating: "é", count: 100), mask: nil)
        let whole = Array(String(repeating: "é", count: 61).utf8)
        #expect(Observed.of(Array(buffer.bytes), as: .client) == [.close(1000, whole)])
    }

    @Test func `leave the rest when a part was sent`() {
        var buffer = GrowingBuffer()
        buffer.append("0123456789")
        buffer.removeFirst(4)
        #expect(Array(buffer.bytes) == Array("456789".utf8))
        buffer.removeFirst(6)
        #expect(buffer.isEmpty && buffer.capacity > 0)
        buffer.release()
        #expect(buffer.capacity == 0)
    }

    private func frame(
        _ opcode: WebSocketOpcode,
        _ payload: [UInt8],
        mask: MaskKey? = nil
    ) -> [UInt8] {
        var buffer = GrowingBuffer()
        payload.withUnsafeBytes { buffer.appendFrame(opcode, $0, mask: mask) }
        return Array(buffer.bytes)
    }
}

@Suite struct `masking` {
    private let key: [UInt8] = [0x12, 0x9A, 0xF0, 0x01]

    @Test func `agrees with the byte by byte one, wherever it begins and ends`() {
        let mask = MaskKey(0x01F0_9A12)
        let source = (0..<80).map { UInt8($0 &* 3) }
        for start in 0..<16 {
            for end in start..<source.count {
                for offset in [0, 1, 2, 3, 4, 5, 1_001] {
                    var masked = source
                    masked.withUnsafeMutableBytes { bytes in
                        let part = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end])
                        mask.apply(to: part, from: offset)
                    }
                    #expect(masked == naive(source, start..<end, from: offset))
                }
            }
        }
    }

    @Test func `on the way agrees with the one in place, and with nothing beside it`() {
        let mask = MaskKey(0x01F0_9A12)
        let source = (0..<40).map { UInt8($0 &* 5) }
        for start in 0..<9 {
            for end in start..<source.count {
                var copy = [UInt8](repeating: 0xEE, count: source.count + 9)
                copy.withUnsafeMutableBytes { bytes in
                    source[start..<end].withUnsafeBytes { part in
                        guard let destination = bytes.baseAddress else { return }
                        mask.copy(part, to: destination + 1)
                    }
                }
                let expected = naive(Array(source[start..<end]), 0..<end - start, from: 0)
                #expect(copy.first == 0xEE)
                #expect(Array(copy[1..<1 + end - start]) == expected)
                #expect(copy[(1 + end - start)...].allSatisfy { $0 == 0xEE })
            }
        }
    }

    private func naive(_ bytes: [UInt8], _ part: Range<Int>, from offset: Int) -> [UInt8] {
        var bytes = bytes
        for index in part { bytes[index] ^= key[(offset + index - part.lowerBound) % 4] }
        return bytes
    }
}

@Suite struct `the check of UTF-8` {
    @Test func `agrees with Swift's own on every sequence of two bytes, and many of four`() {
        var dice = RandomStream(seed: 2, entity: 0, purpose: .ties)
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max { agree([first, second]) }
            for _ in 0..<400 {
                let rest = (0..<3).map { _ in
                    dice.chance(0.8)
                        ? 0x80 + UInt8(dice.below(64)) : UInt8(truncatingIfNeeded: dice.next())
                }
                agree([first] + rest)
            }
        }
    }

    @Test func `agrees wherever the fault is`() {
        let text = Array(String(repeating: "Grüße aus 東京 😀", count: 3).utf8)
        for index in text.indices {
            for byte: UInt8 in [0x41, 0x80, 0xC3, 0xF8, 0xFF] {
                var spoilt = text
                spoilt[index] = byte
                agree(spoilt)
            }
        }
    }

    private func agree(_ bytes: [UInt8]) {
        let valid = String(validating: bytes, as: UTF8.self) != nil
        #expect(bytes.withUnsafeBytes { UTF8Check.isValid($0) } == valid, "\(bytes)")
    }
}
