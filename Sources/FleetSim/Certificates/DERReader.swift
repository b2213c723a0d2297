/// Reads values of the distinguished encoding of ASN.1 (X.690) one after the other.
///
/// It knows lengths of up to three bytes, which are longer than any message of OCPP.
struct DERReader {
    enum Tag {
        static let integer: UInt8 = 0x02
        static let bitString: UInt8 = 0x03
        static let oid: UInt8 = 0x06
        static let utcTime: UInt8 = 0x17
        static let generalizedTime: UInt8 = 0x18
        static let sequence: UInt8 = 0x30
        static let set: UInt8 = 0x31
        /// The certificate's version, a field with a number instead of a type.
        static let version: UInt8 = 0xA0
    }

    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        assert(range.upperBound <= bytes.count, "a value lies within its bytes")
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }
    var next: UInt8? { position < end ? bytes[position] : nil }

    /// Steps over a value; gives a reader of what is in it, nothing if it is of another type.
    mutating func enter(_ tag: UInt8) -> DERReader? {
        guard next == tag, let content = contentOfNext else { return nil }
        position = content.upperBound
        assert(position <= end, "a value ends within the one around it")
        return DERReader(bytes, content)
    }

    /// Steps over a value; gives the bytes in it.
    mutating func take(_ tag: UInt8) -> [UInt8]? {
        enter(tag)?.rest
    }

    /// Steps over a value; gives all of its bytes, tag and length included.
    mutating func takeWhole(_ tag: UInt8) -> [UInt8]? {
        let start = position
        guard enter(tag) != nil else { return nil }
        assert(position - start >= 2, "a value has a tag and a length")
        return Array(bytes[start..<position])
    }

    mutating func skip() -> Bool {
        guard let content = contentOfNext else { return false }
        position = content.upperBound
        return true
    }

    var rest: [UInt8] { Array(bytes[position..<end]) }

    private var contentOfNext: Range<Int>? {
        guard end - position >= 2 else { return nil }
        let first = Int(bytes[position + 1])
        var start = position + 2
        var length = first
        if first >= 0x80 {
            let count = first & 0x7F
            guard 1...3 ~= count, end - start >= count else { return nil }
            length = bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
            start += count
        }
        guard end - start >= length else { return nil }
        return start..<start + length
    }
}
