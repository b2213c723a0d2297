// Text from elsewhere: a CSMS, a file, a command line.
extension String {
    /// The text on one line, with nothing in it that a terminal obeys or that hides how it reads: what
    /// is a control, a line break or a mark of direction is written out, as in `\u{1B}`.
    ///
    /// Whatever comes from elsewhere passes here before it is shown.
    package var visible: String {
        guard !isPrintable else { return self }
        return unicodeScalars.map(\.visible).joined()
    }

    /// The same line by line: what was written for a terminal keeps its line breaks.
    package var visibleLines: String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).visible }.joined(separator: "\n")
    }

    /// Whether every character can be shown on one line.
    package var isPrintable: Bool { unicodeScalars.allSatisfy(\.isPrintable) }

    /// A URL without the passwords, tokens and keys in it; any other text as it is.
    package var withoutPassword: String { withoutPasswordOfUser.withoutSecretsOfQuery }

    /// A URL whose query names no token: `?token=***&page=1`.
    private var withoutSecretsOfQuery: String {
        guard urlAuthority != nil, let start = firstIndex(of: "?") else { return self }
        let rest = self[index(after: start)...]
        let end = rest.firstIndex { "# \"".contains($0) } ?? rest.endIndex
        let fields = rest[..<end].split(separator: "&", omittingEmptySubsequences: false)
        let shown = fields.map { field in
            guard let sign = field.firstIndex(of: "="),
                Self.namesOfSecrets.contains(where: field[..<sign].lowercased().contains)
            else { return String(field) }
            let value = String(field[field.index(after: sign)...])
            return Substitution.isAlone(value) ? String(field) : field[...sign] + "***"
        }
        return self[...start] + shown.joined(separator: "&") + rest[end...]
    }

    private static let namesOfSecrets = ["token", "secret", "passw", "pwd", "key", "auth", "sig"]

    private var withoutPasswordOfUser: String {
        guard let authority = urlAuthority, let at = authority.lastIndex(of: "@"),
            let colon = authority[..<at].firstIndex(of: ":")
        else { return self }
        return self[...colon] + "***" + self[at...]
    }

    /// Host and port of a URL, and what stands before an `@` there; nil: it is no URL.
    package var urlAuthority: Substring? {
        guard let scheme = firstRange(of: "://") else { return nil }
        return self[scheme.upperBound...].prefix { !"/?# \"".contains($0) }
    }
}

extension Unicode.Scalar {
    package var isPrintable: Bool {
        // Nearly all text is ASCII, and asking for a category is slow.
        guard !isASCII else { return 0x20...0x7E ~= value }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }

    package var visible: String { isPrintable ? String(self) : escaped(asASCII: true) }
}
