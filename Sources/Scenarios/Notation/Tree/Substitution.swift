/// Variables of the environment within a text: `${NAME}`, and `$${` for the signs themselves.
package enum Substitution {
    /// The text with each variable's value in its place.
    ///
    /// The values are not looked at again, so none of them can name another variable.
    package static func applied(
        to text: String,
        _ value: (_ name: String) -> String?
    ) throws(Complaint) -> String {
        var result = ""
        var rest = text[...]
        while let sign = rest.firstRange(of: "${") {
            let before = rest[..<sign.lowerBound]
            guard before.last != "$" else {
                result += before.dropLast() + "${"
                rest = rest[sign.upperBound...]
                continue
            }
            result += before
            let inner = rest[sign.upperBound...]
            guard let end = inner.firstIndex(of: "}"), isName(inner[..<end]) else {
                let shown = inner.prefix { $0 != "}" && $0 != " " }
                throw Complaint(
                    "\("${\(shown)".quoted) names no variable of the environment",
                    suggestion:
                        "one is written ‘${NAME}’, and ‘$${’ stands for the signs themselves"
                )
            }
            let name = String(inner[..<end])
            guard let value = value(name) else {
                throw Complaint("the environment has no variable \(name.quoted)")
            }
            result += value
            rest = inner[inner.index(after: end)...]
        }
        return result + rest
    }

    /// Whether a text is one variable and nothing else, so that it tells nothing of its value.
    static func isAlone(_ text: String) -> Bool {
        text.hasPrefix("${") && text.hasSuffix("}") && isName(text.dropFirst(2).dropLast())
    }

    static func isName(_ text: Substring) -> Bool {
        guard let first = text.unicodeScalars.first, text.utf8.count <= 200 else { return false }
        let isWord = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isWord && !("0"..."9" ~= first)
    }
}
