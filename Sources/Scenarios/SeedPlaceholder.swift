/// What stands in the requests of a description for what differs from row to row: a name in braces.
package enum SeedPlaceholder {
    package static let ofAll = ["now", "status", "site"]
    package static let ofCharger = [
        "identity", "model", "vendor", "product", "firmware", "connectors", "password",
        "password_sha256",
    ]
    package static let ofCertificate = ["certificate", "certificate_sha256"]
    package static let ofToken = ["token", "group"]

    /// Where the next one is, and its name; braces around anything else are braces.
    package static func next(in text: Substring) -> (range: Range<String.Index>, name: String)? {
        var rest = text
        while let brace = rest.firstIndex(of: "{") {
            let inner = rest[text.index(after: brace)...].prefix { character in
                character.isASCII
                    && (character.isLetter && character.isLowercase
                        || character.isNumber || character == "_")
            }
            if !inner.isEmpty, inner.endIndex < text.endIndex, text[inner.endIndex] == "}" {
                return (brace..<text.index(after: inner.endIndex), String(inner))
            }
            rest = rest[text.index(after: brace)...]
        }
        return nil
    }

    /// The names of those in some texts.
    static func names(in texts: [String]) -> [String] {
        texts.flatMap { text in
            var names: [String] = []
            var rest = text[...]
            while let (range, name) = next(in: rest) {
                names.append(name)
                rest = rest[range.upperBound...]
            }
            return names
        }
    }
}
