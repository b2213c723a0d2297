/// Whether bytes that come in parts are UTF-8, by the table of well-formed sequences (Unicode §3.9).
///
/// The first byte that no valid text can go on with is refused, not only the end of the text.
struct UTF8Check {
    /// How many bytes the scalar that was begun still lacks, and which may be the next.
    private var missing: UInt8 = 0
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// Whether the text may end here.
    var isWhole: Bool { missing == 0 }

    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var check = UTF8Check()
        return check.take(bytes) && check.isWhole
    }

    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset < bytes.count {
            if missing == 0 {
                offset = Self.endOfPlainText(bytes, from: offset)
                guard offset < bytes.count else { return true }
            }
            guard take(bytes[offset]) else { return false }
            offset += 1
        }
        return true
    }

    /// Most text is ASCII: it is passed over by 32 bytes, then by eight.
    @inline(__always)
    private static func endOfPlainText(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var offset = start
        while bytes.count - offset >= 32 {
            let first = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let second = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
            let third = bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)
            let fourth = bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)
            guard (first | second | third | fourth) & highBits == 0 else { break }
            offset += 32
        }
        while bytes.count - offset >= 8 {
            let one = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard one & highBits == 0 else { break }
            offset += 8
        }
        return offset
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard missing == 0 else {
            guard byte >= lowest, byte <= highest else { return false }
            (missing, lowest, highest) = (missing - 1, 0x80, 0xBF)
            return true
        }
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: missing = 1
        // Neither longer than it needs to be, nor half a surrogate pair, nor past U+10FFFF.
        case 0xE0: (missing, lowest) = (2, 0xA0)
        case 0xED: (missing, highest) = (2, 0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, lowest) = (3, 0x90)
        case 0xF1...0xF3: missing = 3
        case 0xF4: (missing, highest) = (3, 0x8F)
        default: return false
        }
        return true
    }
}
