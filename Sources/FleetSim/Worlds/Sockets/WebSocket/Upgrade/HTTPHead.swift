/// The head of an HTTP message, taken apart (RFC 9112).
///
/// A byte is a character here, so nothing is lost, and nothing looks like ASCII that is not.
struct HTTPHead {
    let startLine: String
    /// Names in small letters.
    private let fields: [(name: String, value: String)]

    /// The lines up to the empty one, each with its end.
    init(_ bytes: UnsafeRawBufferPointer) throws(UpgradeError) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
        guard let first = lines.popFirst() else { throw .notHTTP }
        startLine = Self.text(first.dropLast())
        var fields: [(name: String, value: String)] = []
        fields.reserveCapacity(lines.count)
        for line in lines { fields.append(try Self.field(line.dropLast())) }
        self.fields = fields
    }

    /// What a field says, which is asked for in small letters and must not be there twice.
    func only(_ name: String) throws(UpgradeError) -> String? {
        let found = all(name)
        guard found.count <= 1 else { throw .repeatedField(name) }
        return found.first
    }

    func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// The elements of a field that is a list, over all its lines.
    func list(_ name: String) -> [String] {
        all(name).flatMap { value in
            value.utf8.split(separator: UInt8(ascii: ","))
                .map { String(Substring(Self.trimmed($0))) }
                .filter { !$0.isEmpty }
        }
    }

    /// Whether a list has an element, in whatever case; it is asked for in small letters.
    func lists(_ element: String, in name: String) -> Bool {
        list(name).contains { $0.lowercased() == element }
    }

    private static func field(
        _ line: Slice<UnsafeRawBufferPointer>
    ) throws(UpgradeError) -> (name: String, value: String) {
        // A name that begins with a space would go on with the line before: that is long forbidden.
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            HTTPToken.isToken(line[..<colon])
        else { throw .badField(text(line)) }
        return (text(line[..<colon]).lowercased(), text(trimmed(line[(colon + 1)...])))
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.allSatisfy({ $0 < 0x80 }) else {
            return String(decoding: bytes.map(UInt16.init), as: UTF16.self)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func trimmed<Bytes: BidirectionalCollection>(
        _ bytes: Bytes
    ) -> Bytes.SubSequence where Bytes.Element == UInt8 {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
        let last = bytes.lastIndex { !isSpace($0) }
        return bytes[start..<(last.map { bytes.index(after: $0) } ?? start)]
    }
}

/// The words of HTTP (RFC 9110 §5.6.2).
enum HTTPToken {
    static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { $0.isASCIILetterOrDigit || isMark($0) }
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
            UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"),
            UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
