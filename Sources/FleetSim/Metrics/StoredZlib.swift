/// A zlib container (RFC 1950) whose blocks are stored as they are (RFC 1951 §3.2.4).
///
/// Any zlib reads it, and it needs no compressor: run-length coding has already made a histogram
/// small.
enum StoredZlib {
    /// Deflate with a 32 KB window, fastest level; the two bytes are a multiple of 31.
    private static let header: [UInt8] = [0x78, 0x01]
    private static let longestBlock = 65_535

    static func wrap(_ body: [UInt8]) -> [UInt8] {
        var bytes = header
        bytes.reserveCapacity(body.count + 11)
        var rest = body[...]
        repeat {
            let block = rest.prefix(longestBlock)
            rest = rest.dropFirst(longestBlock)
            let length = UInt16(block.count)
            bytes.append(rest.isEmpty ? 1 : 0)
            for part in [length, ~length] {
                bytes.append(UInt8(truncatingIfNeeded: part))
                bytes.append(UInt8(truncatingIfNeeded: part >> 8))
            }
            bytes.append(contentsOf: block)
        } while !rest.isEmpty
        bytes.appendBigEndian(adler32(body))
        return bytes
    }

    static func unwrap(_ bytes: ArraySlice<UInt8>) throws(HistogramError) -> [UInt8] {
        var reader = ByteReader(bytes)
        let start = try reader.take(2)
        let method = UInt16(start[start.startIndex]) << 8 | UInt16(start[start.startIndex + 1])
        guard method & 0x0F20 == 0x0800, method % 31 == 0 else { throw .notZlib }
        var body: [UInt8] = []
        var isLast = false
        while !isLast {
            let flags = try reader.byte()
            guard flags & 0b110 == 0 else { throw .compressed }
            isLast = flags & 1 == 1
            let length = try reader.littleEndian16()
            guard try reader.littleEndian16() == ~length else { throw .notZlib }
            body.append(contentsOf: try reader.take(Int(length)))
        }
        guard try reader.bigEndian(UInt32.self) == adler32(body) else { throw .checksum }
        guard reader.isAtEnd else { throw .trailingBytes }
        return body
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var low: UInt32 = 1
        var high: UInt32 = 0
        var rest = bytes[...]
        while !rest.isEmpty {
            // The most bytes whose sums stay below 2³² without a division (RFC 1950's NMAX).
            for byte in rest.prefix(5_552) {
                low += UInt32(byte)
                high += low
            }
            rest = rest.dropFirst(5_552)
            low %= 65_521
            high %= 65_521
        }
        return high << 16 | low
    }
}
