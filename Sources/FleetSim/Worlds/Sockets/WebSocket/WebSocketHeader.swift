/// What stands before a frame's payload (RFC 6455 §5.2).
struct WebSocketHeader: Equatable {
    var opcode: WebSocketOpcode
    var isFinal = true
    /// The payload's, at most 63 bits.
    var length: Int
    var mask: MaskKey?

    static let longest = 14
    static let longestControl = 125

    /// How many bytes it takes.
    var size: Int { 2 + extraLength + (mask == nil ? 0 : 4) }

    /// How many bytes of length follow the first seven bits of it.
    private var extraLength: Int {
        switch length {
        case ...125: 0
        case ...0xFFFF: 2
        default: 8
        }
    }
}

extension WebSocketHeader {
    /// Reads a header at the front of some bytes, and tells its size; nothing while it is not whole.
    ///
    /// What makes it a bad one is refused with the first byte that shows it.
    static func read(
        _ bytes: UnsafeRawBufferPointer,
        as role: WebSocketRole
    ) throws(WebSocketError) -> (header: WebSocketHeader, size: Int)? {
        guard let first = bytes.first else { return nil }
        guard first & 0x70 == 0 else { throw .reservedBits(first >> 4 & 7) }
        guard let opcode = WebSocketOpcode(rawValue: first & 0xF) else {
            throw .reservedOpcode(first & 0xF)
        }
        let isFinal = first & 0x80 != 0
        guard isFinal || !opcode.isControl else { throw .fragmentedControl }

        guard bytes.count >= 2 else { return nil }
        let isMasked = bytes[1] & 0x80 != 0
        guard isMasked == (role == .server) else { throw isMasked ? .masked : .notMasked }
        let short = bytes[1] & 0x7F
        guard short <= longestControl || !opcode.isControl else { throw .longControl }

        guard let (length, end) = try length(short, bytes) else { return nil }
        let header = WebSocketHeader(opcode: opcode, isFinal: isFinal, length: length)
        guard isMasked else { return (header, end) }
        guard bytes.count >= end + 4, let start = bytes.baseAddress else { return nil }
        var masked = header
        masked.mask = MaskKey(reading: start + end)
        return (masked, end + 4)
    }

    /// The payload's length and where it ends in the header.
    @inline(__always)
    private static func length(
        _ short: UInt8,
        _ bytes: UnsafeRawBufferPointer
    ) throws(WebSocketError) -> (length: Int, end: Int)? {
        switch short {
        case 126:
            guard bytes.count >= 4 else { return nil }
            let length = bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self).bigEndian
            guard length > 125 else { throw .wastefulLength(Int(length)) }
            return (Int(length), 4)
        case 127:
            guard bytes.count >= 10 else { return nil }
            let length = bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self).bigEndian
            guard let length = Int(exactly: length) else { throw .absurdLength }
            guard length > 0xFFFF else { throw .wastefulLength(length) }
            return (length, 10)
        default:
            return (Int(short), 2)
        }
    }

    /// Writes itself to where `size` bytes can be written.
    func write(to bytes: UnsafeMutableRawPointer) {
        assert(length >= 0, "a payload is not shorter than none")
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        let first = (isFinal ? 0x80 : 0) | opcode.rawValue
        bytes.storeBytes(of: first, as: UInt8.self)
        let short: UInt8
        switch extraLength {
        case 0:
            short = UInt8(truncatingIfNeeded: length)
        case 2:
            short = 126
            let extra = UInt16(truncatingIfNeeded: length).bigEndian
            bytes.storeBytes(of: extra, toByteOffset: 2, as: UInt16.self)
        default:
            short = 127
            let extra = UInt64(truncatingIfNeeded: length).bigEndian
            bytes.storeBytes(of: extra, toByteOffset: 2, as: UInt64.self)
        }
        bytes.storeBytes(of: maskBit | short, toByteOffset: 1, as: UInt8.self)
        mask?.write(to: bytes + (2 + extraLength))
    }
}
