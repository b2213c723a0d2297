/// A JSON value whose members keep the order they were given in.
enum JSON {
    case null
    case integer(Int)
    case unsigned(UInt64)
    case number(Double)
    case string(String)
    case boolean(Bool)
    case array([JSON])
    case object([(String, JSON)])

    static func optional(_ number: Int?) -> JSON { number.map(JSON.integer) ?? .null }
    static func optional(_ number: Double?) -> JSON { number.map(JSON.number) ?? .null }
    static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// Over many lines, two spaces to a level.
    var text: String {
        var text = ""
        write(to: &text, indent: "")
        return text + "\n"
    }

    /// In one line, without its end.
    var line: String {
        switch self {
        case .array(let elements): return "[" + elements.map(\.line).joined(separator: ",") + "]"
        case .object(let members):
            let parts = members.map { "\(JSON.string($0.0).line):\($0.1.line)" }
            return "{" + parts.joined(separator: ",") + "}"
        case .null, .integer, .unsigned, .number, .string, .boolean:
            var text = ""
            write(to: &text, indent: "")
            return text
        }
    }
}

extension JSON {
    private func write(to text: inout String, indent: String) {
        switch self {
        case .null: text += "null"
        case .integer(let number): text += "\(number)"
        case .unsigned(let number): text += "\(number)"
        // JSON has no infinities, and nothing here means one.
        case .number(let number): text += number.isFinite ? "\(number)" : "null"
        case .boolean(let isTrue): text += isTrue ? "true" : "false"
        case .string(let string): Self.write(string, to: &text)
        case .array(let elements):
            Self.write(elements, between: "[", and: "]", to: &text, indent: indent) {
                $1.write(to: &$0, indent: $2)
            }
        case .object(let members):
            Self.write(members, between: "{", and: "}", to: &text, indent: indent) {
                Self.write($1.0, to: &$0)
                $0 += ": "
                $1.1.write(to: &$0, indent: $2)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element],
        between open: String,
        and close: String,
        to text: inout String,
        indent: String,
        one: (inout String, Element, String) -> Void
    ) {
        text += open
        let inner = indent + "  "
        for (index, element) in elements.enumerated() {
            text += (index > 0 ? ",\n" : "\n") + inner
            one(&text, element, inner)
        }
        text += (elements.isEmpty ? "" : "\n" + indent) + close
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            // Valid as they are, some of them, but a terminal would obey them.
            case _ where !scalar.isPrintable:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
