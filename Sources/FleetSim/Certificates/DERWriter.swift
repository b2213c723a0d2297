/// Writes values of the distinguished encoding of ASN.1 (X.690): each function gives one value.
enum DERWriter {
    static func sequence(_ parts: [UInt8]...) -> [UInt8] {
        value(DERReader.Tag.sequence, parts.flatMap { $0 })
    }

    static func set(_ part: [UInt8]) -> [UInt8] { value(DERReader.Tag.set, part) }

    /// A number that is not negative, its bytes from the highest on.
    static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        var bytes = Array(magnitude.drop { $0 == 0 })
        // The highest bit is the sign's.
        if (bytes.first ?? 0x80) >= 0x80 { bytes.insert(0, at: 0) }
        return value(DERReader.Tag.integer, bytes)
    }

    /// A string of whole bytes.
    static func bitString(_ bytes: [UInt8]) -> [UInt8] {
        value(DERReader.Tag.bitString, [0] + bytes)
    }

    static func oid(_ encoded: [UInt8]) -> [UInt8] { value(DERReader.Tag.oid, encoded) }

    static func utf8String(_ text: String) -> [UInt8] { value(0x0C, Array(text.utf8)) }

    static let null: [UInt8] = [0x05, 0x00]

    /// The field of a number instead of a type, with nothing in it.
    static func emptyField(_ number: UInt8) -> [UInt8] {
        assert(number < 31, "greater numbers take bytes of their own (X.690 §8.1.2.4)")
        return [0xA0 | number, 0x00]
    }

    private static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag] + length(content.count) + content
    }

    private static func length(_ count: Int) -> [UInt8] {
        assert(count < 1 << 24, "the reader knows lengths of up to three bytes")
        guard count >= 0x80 else { return [UInt8(count)] }
        var bytes: [UInt8] = []
        var rest = count
        while rest > 0 {
            bytes.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [0x80 | UInt8(bytes.count)] + bytes
    }
}
