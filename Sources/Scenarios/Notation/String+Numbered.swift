// Names of which there are many, told apart by a number.
extension String {
    /// The text with a number in it: `{n}` stands for its digits, `{n:05}` for five at least, and
    /// `{number}` and `{serial}` for six and eight.
    package func numbered(_ number: Int) -> String {
        guard utf8.contains(UInt8(ascii: "{")) else { return self }
        var result = ""
        var rest = self[...]
        while let (before, digits, after) = rest.firstNumberPlaceholder {
            let text = String(number)
            result += before
            result += String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
            rest = after
        }
        return result + rest
    }

    /// Whether another number makes it another text.
    package var isNumbered: Bool { self[...].firstNumberPlaceholder != nil }

    /// What stands in braces and was meant for a number, but is not written as one.
    var mistakenNumber: Substring? {
        var rest = self[...]
        while let brace = rest.firstIndex(of: "{") {
            let inner = rest[brace...].prefix { $0 != "}" }
            if inner.hasPrefix("{n"), Substring.digits(of: inner.dropFirst()) == nil {
                return rest[brace...].prefix(inner.count + 1)
            }
            rest = rest[rest.index(after: brace)...]
        }
        return nil
    }
}

extension Substring {
    /// What stands before the first place for a number, how many digits that has at least, and what
    /// stands behind it.
    fileprivate var firstNumberPlaceholder: (before: Substring, digits: Int, after: Substring)? {
        var rest = self
        while let brace = rest.firstIndex(of: "{") {
            let inner = rest[index(after: brace)...].prefix { $0 != "}" && $0 != "{" }
            if inner.endIndex < endIndex, self[inner.endIndex] == "}",
                let digits = Self.digits(of: inner)
            {
                return (self[..<brace], digits, self[index(after: inner.endIndex)...])
            }
            rest = rest[rest.index(after: brace)...]
        }
        return nil
    }

    /// How many digits a number has that is written so; nil: that stands for none.
    fileprivate static func digits(of placeholder: Substring) -> Int? {
        switch placeholder {
        case "number": return 6
        case "serial": return 8
        case "n": return 1
        default:
            guard placeholder.hasPrefix("n:0"), let width = Int(placeholder.dropFirst(3)),
                1...20 ~= width
            else {
                return nil
            }
            return width
        }
    }
}
