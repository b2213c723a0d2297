extension Notation where Value: FixedWidthInteger & Sendable {
    /// A whole number; `1_000_000` may be written for a million.
    static func integer(_ range: ClosedRange<Value>) -> Notation {
        let noun = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        var schema: JSONValue = ["type": "integer", "minimum": .integer(Int(range.lowerBound))]
        if let maximum = Int(exactly: range.upperBound) {
            schema = schema.with("maximum", .integer(maximum))
        }
        return .scalar(noun, schema: schema) { text throws(Complaint) in
            let digits = text.filter { $0 != "_" }
            guard text.first?.isDigit == true, let value = Value(digits), range.contains(value)
            else {
                throw Complaint("\(text.quoted) is not \(noun)")
            }
            return value
        }
    }
}

extension Notation<Bool> {
    /// Yes or no, as YAML 1.2 and JSON have it.
    static let flag = Notation(
        schema: JSONValue.object([.init(key: "type", value: "boolean")]).orVariable,
        read: Notation.word("flag", [(name: "true", value: true), (name: "false", value: false)])
            .read
    )
}

extension Notation<Double> {
    /// A number without a unit.
    static func number(_ range: ClosedRange<Double>) -> Notation {
        let noun = "a number from \(range.lowerBound.terse) to \(range.upperBound.terse)"
        let schema: JSONValue = [
            "type": "number", "minimum": .decimal(range.lowerBound),
            "maximum": .decimal(range.upperBound),
        ]
        return .scalar(noun, schema: schema) { text throws(Complaint) in
            guard let value = Double(plain: text), range.contains(value) else {
                throw Complaint("\(text.quoted) is not \(noun)")
            }
            return value
        }
    }
}

extension Notation<String> {
    /// Text that fits on one line, with a number of characters in a range.
    static func text(_ lengths: ClosedRange<Int>) -> Notation {
        let schema: JSONValue = [
            "type": ["string", "number", "boolean"], "minLength": .integer(lengths.lowerBound),
            "maxLength": .integer(lengths.upperBound),
        ]
        return .scalar("a text", schema: schema) { text throws(Complaint) in
            // Nearly all text is ASCII, and a list has a million texts.
            let isPlain = text.utf8.allSatisfy { 0x20...0x7E ~= $0 }
            let length = isPlain ? text.utf8.count : text.unicodeScalars.count
            guard length >= lengths.lowerBound else {
                throw Complaint("\(text.quoted) is too short")
            }
            guard length <= lengths.upperBound else {
                throw Complaint("\(text.quoted) is longer than \(lengths.upperBound) characters")
            }
            guard isPlain || text.isPrintable else {
                throw Complaint("\(text.quoted) has characters that cannot be shown")
            }
            return text
        }
    }

    /// A file that is named from where the program was started, and read later.
    static let file = Notation(schema: path.schema) { node, problems in
        guard let path = path.read(node, &problems) else { return nil }
        problems.note(file: path)
        return path
    }

    /// The name of a file.
    static let path = text(1...4096)
}

extension Notation<String> {
    /// Text of several lines, such as a certificate.
    static func block(_ lengths: ClosedRange<Int>) -> Notation {
        let schema: JSONValue = [
            "type": "string", "minLength": .integer(lengths.lowerBound),
            "maxLength": .integer(lengths.upperBound),
        ]
        return .scalar("a text", schema: schema) { text throws(Complaint) in
            guard lengths.contains(text.unicodeScalars.count) else {
                throw Complaint("the text is empty or longer than \(lengths.upperBound) characters")
            }
            guard text.allSatisfy({ $0 == "\n" || String($0).isPrintable }) else {
                throw Complaint("the text has characters that cannot be shown")
            }
            return text
        }
    }
}

extension Notation where Value: Sendable {
    /// One of a few words.
    static func word(_ kind: String, _ words: [(name: String, value: Value)]) -> Notation {
        let names = words.map(\.name)
        assert(Set(names).count == names.count, "each word has one meaning")
        let schema: JSONValue = ["enum": .array(names.map(JSONValue.string))]
        return .scalar("a \(kind)", schema: schema) { text throws(Complaint) in
            words[try names.index(of: text, kind)].value
        }
    }

    /// One of the cases, by its raw value.
    static func word(_ kind: String) -> Notation
    where Value: CaseIterable & RawRepresentable<String> {
        word(kind, Value.allCases.map { (name: $0.rawValue, value: $0) })
    }
}

extension [String] {
    /// Where a word stands among those that are known.
    @inline(never)
    fileprivate func index(of word: String, _ kind: String) throws(Complaint) -> Int {
        guard let index = firstIndex(of: word) else {
            throw Complaint(
                "unknown \(kind) \(word.quoted)",
                suggestion: Spelling.suggestion(for: word, among: self)
            )
        }
        return index
    }
}

extension Notation<String> {
    static func word(_ kind: String, _ words: [String]) -> Notation {
        word(kind, words.map { (name: $0, value: $0) })
    }
}
