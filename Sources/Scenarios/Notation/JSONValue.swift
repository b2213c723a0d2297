/// A piece of the JSON Schema; objects keep the order in which they were written.
indirect enum JSONValue: Equatable, Sendable {
    case string(String)
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    case array([JSONValue])
    case object([Member])
    /// Written once among the schema's definitions, and pointed at from here.
    case definition(String, JSONValue)

    struct Member: Equatable, Sendable {
        var key: String
        var value: JSONValue
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member(key: $0.0, value: $0.1) })
    }
}

extension JSONValue {
    /// The object with one more member at its end.
    func with(_ key: String, _ value: JSONValue) -> JSONValue {
        self + .object([Member(key: key, value: value)])
    }

    /// The members of both objects.
    static func + (left: JSONValue, right: JSONValue) -> JSONValue {
        guard case .object(let first) = left, case .object(let second) = right else { return left }
        return .object(first + second)
    }

    /// What this describes, or a variable of the environment in place of it or of a part of it; any
    /// text may have one anyway.
    var orVariable: JSONValue {
        switch self {
        case .definition(let name, let content): return .definition(name, content.orVariable)
        case .object(let members):
            let keys = members.map(\.key)
            let isText = keys.contains("maxLength") && !keys.contains("pattern")
            return isText || members.isEmpty ? self : ["anyOf": [self, Self.variable]]
        case .string, .integer, .decimal, .boolean, .array: return self
        }
    }

    private static let variable = JSONValue.definition(
        "variable",
        ["type": "string", "pattern": #"\$\{[A-Za-z_][A-Za-z0-9_]*\}"#]
    )

    /// The text, indented by two spaces; a definition is written as a pointer to it.
    func text(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .string(let text): return text.json
        case .integer(let number): return String(number)
        case .decimal(let number): return number.terse
        case .boolean(let flag): return String(flag)
        case .definition(let name, _):
            let pointer: JSONValue = ["$ref": .string("#/definitions/\(name)")]
            return pointer.text(indent: indent)
        case .array(let items):
            let isShort = items.allSatisfy(\.isScalar)
            let texts = items.map { $0.text(indent: inner) }
            return isShort
                ? "[\(texts.joined(separator: ", "))]"
                : "[\n" + texts.map { inner + $0 }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            guard !members.isEmpty else { return "{}" }
            let lines = members.map { "\(inner)\($0.key.json): \($0.value.text(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private var isScalar: Bool {
        switch self {
        case .string, .integer, .decimal, .boolean: true
        case .array, .object, .definition: false
        }
    }
}

extension String {
    /// As a JSON string; the schema has no control characters that need more than this.
    fileprivate var json: String {
        let escaped = map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "\"\(escaped.joined())\""
    }
}
