import FleetSim
import TestSupport
import Testing

@Suite struct HistogramCodingTests {
    @Test(arguments: UInt64(0)...30)
    func `a decoded histogram has the same buckets`(seed: UInt64) throws {
        let histogram = Histogram(Histogram.values(seed: seed, count: Int(seed * seed)))
        let decoded = try Histogram(decodingV2: histogram.encodedV2())
        #expect(decoded.encodedV2() == histogram.encodedV2())
        #expect(decoded.count == histogram.count)
        for q in [0, 0.5, 0.9, 0.999, 1] {
            #expect(decoded.quantile(q) == histogram.quantile(q))
        }
        #expect(decoded.min == histogram.quantile(0))
        #expect(decoded.max == histogram.quantile(1))
    }

    @Test func `HdrHistogram of PyPI reads the same numbers`() throws {
        let histograms =
            (1...12).map { Histogram(Histogram.values(seed: $0, count: Int($0 * 700))) }
            + [
                Histogram(), Histogram([0]), Histogram([0, 0, 1]), Histogram([3_600_000_000]),
                // More than one stored block, and counts of several bytes.
                Histogram((0..<200_000).map { Int64($0) * 18_000 }),
                Histogram(repeatElement(4_711, count: 100_000) + [5_000_000]),
            ]
        let lines = histograms.map { Self.hexadecimal($0.encodedV2()) + "\n" }
        let read = try Python.run(script: "Tests/Oracles/histograms.py", input: lines.joined())
        #expect(read.status == 0)
        let expected = histograms.map { histogram in
            let quantiles = [0, 1, 0.5, 0.9, 0.99, 0.999, 1].map(histogram.quantile)
            return "\(histogram.count) \(quantiles.map(String.init).joined(separator: " "))\n"
        }
        #expect(read.output == expected.joined())
    }

    @Test func `every blob cut short is refused`() {
        let bytes = Histogram([1, 5, 70_000]).encodedV2()
        for length in 0..<bytes.count {
            #expect(throws: HistogramError.self) {
                try Histogram(decodingV2: Array(bytes.prefix(length)))
            }
        }
    }

    @Test func `every blob with one wrong byte is refused`() {
        let bytes = Histogram([1, 5, 70_000]).encodedV2()
        for index in bytes.indices {
            var wrong = bytes
            wrong[index] ^= 0x55
            #expect(throws: HistogramError.self, "byte \(index)") {
                try Histogram(decodingV2: wrong)
            }
        }
    }

    @Test(arguments: UInt64(1)...200)
    func `noise with a right checksum is read or refused, and never traps`(seed: UInt64) {
        var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        let noise = (0..<40).map { _ in UInt8(random.below(256)) | (seed % 2 == 0 ? 0x80 : 0) }
        let bytes = Self.blob(counts: noise)
        if let histogram = try? Histogram(decodingV2: bytes) {
            #expect(histogram.count > 0 || histogram == Histogram())
        }
    }

    @Test(
        arguments: [
            ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .tooManyBuckets),
            ([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .tooManyValues),
            ([0x81, 0xF0, 0x02], .tooManyBuckets),  // 23,553 zeros
            ([0xFF, 0xEF, 0x02, 0x02], .tooManyBuckets),  // a value beyond the last bucket
            ([0x80], .truncated),
        ] as [([UInt8], HistogramError)]
    )
    func `counts that cannot be are refused`(counts: [UInt8], reason: HistogramError) {
        #expect(throws: reason) { try Histogram(decodingV2: Self.blob(counts: counts)) }
    }

    @Test func `a compressed stream is refused by its name`() {
        var bytes = Histogram([1]).encodedV2()
        bytes[10] = 0b011  // the first block's header: last block, fixed Huffman codes
        #expect(throws: HistogramError.compressed) { try Histogram(decodingV2: bytes) }
    }

    /// A well-formed blob around counts that need not be.
    private static func blob(counts: [UInt8]) -> [UInt8] {
        let header = Histogram().encodedV2()[15..<55]
        var payload = Array(header)
        payload[7] = UInt8(counts.count)
        payload += counts
        let length = UInt8(payload.count)
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in payload {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let sum = [high >> 8, high, low >> 8, low].map { UInt8(truncatingIfNeeded: $0) }
        return [0x1c, 0x84, 0x93, 0x14, 0, 0, 0, length + 11, 0x78, 1, 1, length, 0, ~length, 0xFF]
            + payload + sum
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
