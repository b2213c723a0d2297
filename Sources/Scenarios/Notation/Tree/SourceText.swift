/// The bytes of a scenario, checked before libyaml sees them.
package struct SourceText {
    /// Ten thousand sites fit; a disk image given by mistake does not.
    static let maximumBytes = 4 << 20
    /// A year of a large site's sessions, or of its load minute by minute.
    package static let maximumTableBytes = 64 << 20

    /// How the files of SQLite begin.
    private static let database = Array("SQLite format 3\0".utf8)

    let bytes: [UInt8]

    /// Nil, and a problem, for what no YAML reader should be given.
    init?(_ bytes: [UInt8], _ problems: inout Problems) {
        guard bytes.count <= Self.maximumBytes else {
            problems.add(Self.tooLarge(bytes.count))
            return nil
        }
        if bytes.starts(with: Self.database) {
            problems.add(
                "this is a database, and no text",
                at: .file,
                suggestion: "‘fleetsim report’ reads the database of a run"
            )
            return nil
        }
        if let valid = bytes.validUTF8Count {
            problems.add("this is not UTF-8 text", at: bytes.prefix(valid).endPosition)
            return nil
        }
        // Each one is compared with all before it, so that a file of them takes libyaml minutes.
        if let directive = bytes.firstTagDirective {
            problems.add("tags are not read here", at: bytes.prefix(directive).endPosition)
            return nil
        }
        if let pile = String(decoding: bytes, as: UTF8.self).endOfFirstPile {
            problems.add(
                "a letter with more marks than any has",
                at: bytes.prefix(pile).endPosition
            )
            return nil
        }
        self.bytes = bytes
    }

    /// The text of a table in a file of its own; where it is none, the line is named.
    static func table(path: String) throws(Diagnostic) -> String {
        let bytes = try contents(path: path, atMost: maximumTableBytes)
        func line(behind count: Int) -> Int {
            1 + bytes.prefix(count).count { $0 == UInt8(ascii: "\n") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let line = line(behind: bytes.validUTF8Count ?? 0)
            throw Diagnostic(origin: .file, problem: "line \(line) is not UTF-8 text")
        }
        if let pile = text.endOfFirstPile {
            let problem = "a letter in line \(line(behind: pile)) has more marks than any has"
            throw Diagnostic(origin: .file, problem: problem)
        }
        return text
    }

    static func tooLarge(_ count: Int, _ maximum: Int = maximumBytes) -> Diagnostic {
        Diagnostic(
            origin: .file,
            problem: maximum == maximumBytes
                ? "the file has \(count) bytes, a scenario has at most \(maximum)"
                : "the file has \(count) bytes, a table has at most \(maximum)"
        )
    }
}

extension [UInt8] {
    /// How many bytes are good before the first that is not UTF-8; nil when all are.
    fileprivate var validUTF8Count: Int? {
        guard String(validating: self, as: UTF8.self) == nil else { return nil }
        var good = 0
        var decoder = UTF8()
        var bytes = makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&bytes) {
            good += UTF8.width(scalar)
        }
        return good
    }

    /// Where a `%TAG` begins a line, whichever of YAML's line breaks is before it.
    fileprivate var firstTagDirective: Int? {
        let directive = "%TAG".utf8
        let printable = UInt8(ascii: " ")...UInt8(ascii: "~")
        var rest = self[...]
        while let index = rest.firstIndex(of: UInt8(ascii: "%")) {
            let isAtStart = index == 0 || !printable.contains(self[index - 1])
            if isAtStart, self[index...].starts(with: directive) { return index }
            rest = rest[(index + 1)...]
        }
        return nil
    }
}

extension Collection<UInt8> {
    /// The place just behind the text, as an editor counts it.
    var endPosition: Origin {
        var line = 1
        var column = 1
        for byte in self {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return .position(line: line, column: column)
    }
}
