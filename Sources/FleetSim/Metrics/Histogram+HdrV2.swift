/// The form in which HdrHistogram's V2 encoders write a histogram, compressed.
///
/// An outer header and a zlib stream around an inner header and the counts. Each count is a number
/// of at most nine bytes; a run of zeros is one negative number.
extension Histogram {
    package func encodedV2() -> [UInt8] {
        let counts = encodedCounts()
        var payload: [UInt8] = []
        payload.reserveCapacity(HdrV2.headerLength + counts.count)
        payload.appendBigEndian(HdrV2.payloadCookie)
        payload.appendBigEndian(UInt32(counts.count))
        payload.appendBigEndian(UInt32(0))  // normalizing index offset
        payload.appendBigEndian(UInt32(Buckets.significantDigits))
        payload.appendBigEndian(UInt64(Buckets.lowestDiscernible))
        payload.appendBigEndian(UInt64(Buckets.highestTrackable))
        payload.appendBigEndian(HdrV2.ratio)
        payload.append(contentsOf: counts)

        let stream = StoredZlib.wrap(payload)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + stream.count)
        bytes.appendBigEndian(HdrV2.cookie)
        bytes.appendBigEndian(UInt32(stream.count))
        bytes.append(contentsOf: stream)
        return bytes
    }

    /// Reads what `encodedV2` writes; of the extremes only their buckets survive.
    package init(decodingV2 bytes: [UInt8]) throws(HistogramError) {
        var outer = ByteReader(bytes[...])
        guard try outer.bigEndian(UInt32.self) == HdrV2.cookie else { throw .notAHistogram }
        guard try outer.bigEndian(UInt32.self) == outer.remaining.count else { throw .truncated }
        let payload = try StoredZlib.unwrap(outer.remaining)

        var inner = ByteReader(payload[...])
        guard try inner.bigEndian(UInt32.self) == HdrV2.payloadCookie else { throw .notAHistogram }
        let length = try inner.bigEndian(UInt32.self)
        guard
            try inner.bigEndian(UInt32.self) == 0,
            try inner.bigEndian(UInt32.self) == Buckets.significantDigits,
            try inner.bigEndian(UInt64.self) == Buckets.lowestDiscernible,
            try inner.bigEndian(UInt64.self) == Buckets.highestTrackable,
            try inner.bigEndian(UInt64.self) == HdrV2.ratio
        else { throw .otherBuckets }
        guard length == inner.remaining.count else { throw .truncated }
        try addCounts(from: &inner)
    }
}

private enum HdrV2 {
    /// The low byte says that words are 64 bits wide at most, written in as few bytes as needed.
    static let payloadCookie: UInt32 = 0x1c84_9303 | 0x10
    static let cookie: UInt32 = 0x1c84_9304 | 0x10
    static let headerLength = 40
    /// From integers to the unit of the values: none.
    static let ratio = 1.0.bitPattern
    /// More than any window can hold, and few enough to add up millions of histograms.
    static let largestTotal = 1 << 40
}

extension Histogram {
    private func encodedCounts() -> [UInt8] {
        let counters = touchedCounters
        var bytes: [UInt8] = []
        var zeros = counters.startIndex
        for counter in counters {
            guard counter > 0 else {
                zeros += 1
                continue
            }
            bytes.appendZeros(zeros)
            bytes.appendZigZag(counter)
            zeros = 0
        }
        // HdrHistogram itself writes the bucket of its maximum always, and that is 0 at first.
        if bytes.isEmpty { bytes.appendZeros(1) }
        return bytes
    }

    private mutating func addCounts(from reader: inout ByteReader) throws(HistogramError) {
        let lastIndex = Buckets.index(of: Buckets.highestTrackable)
        var index = 0
        while !reader.isAtEnd {
            let number = try reader.zigZag()
            let zeros = number > 0 ? 0 : Swift.max(number.magnitude, 1)
            guard zeros <= UInt(Buckets.count - index) else { throw .tooManyBuckets }
            index += Int(zeros)
            guard number > 0 else { continue }
            guard index <= lastIndex else { throw .tooManyBuckets }
            guard number <= HdrV2.largestTotal - count else { throw .tooManyValues }
            record(bucket: index, times: number)
            index += 1
        }
    }
}

extension [UInt8] {
    fileprivate mutating func appendZeros(_ count: Int) {
        switch count {
        case 0: break
        case 1: appendZigZag(0)
        default: appendZigZag(-count)
        }
    }

    /// Small numbers of either sign in few bytes: seven bits each, the ninth byte whole.
    fileprivate mutating func appendZigZag(_ number: Int) {
        var rest = UInt64(bitPattern: Int64((number << 1) ^ (number >> 63)))
        for _ in 0..<8 {
            guard rest >= 0x80 else { break }
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}

extension ByteReader {
    fileprivate mutating func zigZag() throws(HistogramError) -> Int {
        var bits: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 56, by: 7) {
            let byte = try byte()
            bits |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Self.unfolded(bits) }
        }
        return Self.unfolded(bits | UInt64(try byte()) << 56)
    }

    private static func unfolded(_ bits: UInt64) -> Int {
        Int(bitPattern: UInt(bits >> 1)) ^ -Int(bits & 1)
    }
}
