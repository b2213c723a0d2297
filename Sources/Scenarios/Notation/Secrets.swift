/// The passwords and keys that were written out in a scenario, so that none of them is kept or shown.
///
/// They are known by where they stand, whether or not anything reads them there: behind `password`,
/// as what the configuration key AuthorizationKey gets, in the `headers` of requests, and before the
/// host and in the query of a URL. A line is not shown either where a key is only like one of these.
struct Secrets: Equatable, Sendable {
    /// What stands in place of a password.
    static let mask = "***"
    /// One of them, by where it stands in its text.
    private struct Passage: Hashable, Sendable {
        var span: Range<Int>
        var value: String
        /// A scalar of YAML again, which a scenario can have there.
        var replacement: String
    }

    private struct OverriddenPassage: Equatable, Sendable {
        var text: String
        var passage: Passage
    }

    private var inFile: [Passage] = []
    private var known: Set<Passage> = []
    /// What they say, which a comment may say as well.
    private var texts = SecretTexts()
    /// What is kept and not shown: where a slip may have put one of them.
    private var doubtful: Set<Range<Int>> = []
    private var inOverrides: [OverriddenPassage] = []

    /// Adds those of a tree; each is noted once, however often the tree is looked through.
    mutating func note(in root: YAMLNode) { note(in: root, as: .other) }

    /// The text of the file without them.
    func masked(file text: String) -> String {
        var work = SecretTexts.maximumWork
        return Self.masked(text, inFile.sorted { $0.span.lowerBound < $1.span.lowerBound })
            .unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { scrubbed(Substring($0), &work) }.joined(separator: "\n")
    }

    /// A `path.in.scenario=value` without them.
    func masked(override text: String) -> String {
        let own = inOverrides.filter { $0.text == text }.map(\.passage)
        guard !own.isEmpty, let sign = text.firstIndex(of: "=") else { return text }
        let value = text[text.index(after: sign)...]
        return text[...sign]
            + Self.masked(String(value), own.sorted { $0.span.lowerBound < $1.span.lowerBound })
    }
}

extension Secrets {
    /// What a scalar is by the key that it stands behind.
    private enum Role {
        case password, authorizationKey, header
        /// Not known for one, and not shown.
        case doubtful
        case other
    }

    private mutating func note(in node: YAMLNode, as role: Role) {
        switch node.content {
        case .scalar(let text, _):
            if role == .doubtful, case .position = node.origin, let span = node.span {
                doubtful.insert(span)
            }
            note(text, of: node, as: role)
        case .list(let items): for item in items { note(in: item, as: role) }
        case .mapping(let entries):
            let setsKey = entries.contains { entry in
                entry.key == "key" && entry.value.scalar.map(Self.isAuthorizationKey) == true
            }
            for entry in entries {
                note(in: entry.value, as: Self.role(of: entry, setsKey: setsKey, below: role))
            }
        }
    }

    private static func role(of entry: YAMLNode.Entry, setsKey: Bool, below role: Role) -> Role {
        let key = entry.key
        if key == "password" { return .password }
        if isAuthorizationKey(key) || setsKey && key == "value" { return .authorizationKey }
        switch role {
        case .header: return SecretWords.tellNothing.contains(key.lowercased()) ? .other : .header
        case .doubtful: return .doubtful
        case .password, .authorizationKey, .other: break
        }
        if key == "headers" { return .header }
        // A user and a password in one, where there should be two.
        if key == "basic", entry.value.scalar != nil { return .password }
        return SecretWords.areMeant(byKey: key) ? .doubtful : .other
    }

    private static func isAuthorizationKey(_ key: String) -> Bool {
        key.lowercased() == "authorizationkey"
    }

    private mutating func note(_ text: String, of node: YAMLNode, as role: Role) {
        guard let span = node.span, !node.isNull,
            let replacement = Self.replacement(of: text, as: role, written: node.written),
            // A variable's name tells nothing, nor does how a header begins.
            node.written.map({ Substitution.isAlone($0.withoutScheme(role == .header)) }) != true
        else { return }
        let passage = Passage(span: span, value: text, replacement: replacement)
        switch node.origin {
        case .file, .list: break
        case .position:
            guard known.insert(passage).inserted else { return }
            inFile.append(passage)
            texts.add(text)
        case .override(let text):
            if !inOverrides.contains(where: { $0.text == text && $0.passage == passage }) {
                inOverrides.append(OverriddenPassage(text: text, passage: passage))
            }
        }
    }

    private static func replacement(
        of text: String,
        as role: Role,
        written: String?
    ) -> String? {
        switch role {
        case .password, .header: return Written.text(mask)
        case .authorizationKey: return Written.text(text.inSameForm)
        case .doubtful, .other:
            // Variables of a query stay, by their names.
            let text = written ?? text
            return text.withoutPassword == text ? nil : Written.text(text.withoutPassword)
        }
    }
}

extension Secrets {
    /// Whether one of them stands in a line, by its place in the text or in a comment.
    func reach(into line: ClosedRange<Int>, _ text: Substring) -> Bool {
        doubtful.contains { $0.overlaps(line) }
            || inFile.contains { $0.span.overlaps(line) } || texts.stand(in: text)
    }

    private static func masked(_ text: String, _ passages: [Passage]) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var end = 0
        for passage in passages {
            var start = passage.span.lowerBound
            guard start >= end, passage.span.upperBound <= scalars.count else { continue }
            // An anchor stays, for those who point at it.
            if start < scalars.count, scalars[start] == "&" {
                while start < passage.span.upperBound, !scalars[start].properties.isWhitespace {
                    start += 1
                }
                while start < passage.span.upperBound, scalars[start].properties.isWhitespace {
                    start += 1
                }
            }
            result.append(contentsOf: scalars[end..<start])
            result.append(contentsOf: passage.replacement.unicodeScalars)
            end = passage.span.upperBound
            // A text of several lines takes the end of its last one.
            if end > start, scalars[end - 1] == "\n" { result.append("\n") }
        }
        result.append(contentsOf: scalars[end...])
        return String(result)
    }

    /// A line whose comment does not say them either.
    private func scrubbed(_ line: Substring, _ work: inout Int) -> String {
        guard let sign = line.firstIndex(of: "#") else { return String(line) }
        return line[..<sign] + texts.masked(in: String(line[sign...]), &work)
    }
}

/// The words that a password or a key stands behind, with slips of the finger.
enum SecretWords {
    private static let long = [
        "password", "passphrase", "authorization", "authorizationkey", "secret", "credentials",
    ]
    private static let parts = ["password", "passphrase", "secret", "apikey"]
    private static let short = ["token", "apikey", "pw", "pwd", "passwd"]
    /// What has such keys below it.
    private static let sections = ["security", "headers", "basic"]
    /// Keys of scenarios that are like one of the words.
    private static let others = ["tokens"]
    /// Headers that are the same for all.
    static let tellNothing = ["accept", "content-type", "user-agent"]

    /// Whether a key may have been meant to be one of the words.
    static func areMeant(byKey key: String) -> Bool {
        let plain = String(key.lowercased().filter { $0.isLetter })
        guard !plain.isEmpty, !others.contains(plain) else { return false }
        return sections.contains(plain)
            || long.contains { Spelling.slips(plain, $0) <= 2 }
            || parts.contains(where: plain.contains)
            || short.contains { plain == $0 || $0.count > 4 && Spelling.slips(plain, $0) <= 1 }
            || plain.hasSuffix("token")
    }

    /// Whether any word of a text may have been.
    static func areMeant(byWordsOf text: some StringProtocol) -> Bool {
        text.split { !$0.isLetter && $0 != "-" && $0 != "_" }.contains {
            areMeant(byKey: String($0))
        }
    }
}

extension String {
    /// What stands behind `Bearer` or `Basic`, where that begins a header.
    fileprivate func withoutScheme(_ isHeader: Bool) -> String {
        guard isHeader, let space = firstIndex(of: " "),
            self[..<space].allSatisfy({ $0.isLetter && $0.isASCII })
        else { return self }
        return String(self[index(after: space)...])
    }

    /// A configuration key's value of the same length that chargers take or refuse as they do this
    /// one: those that want hexadecimal digits, and those that take any text.
    fileprivate var inSameForm: String {
        let isHexadecimal = allSatisfy { $0.isASCII && $0.isHexDigit }
        return String(repeating: isHexadecimal ? "0" : "x", count: utf8.count)
    }

    /// An override as a problem may show it, before it is known what its value stands for.
    var overrideLabel: String {
        guard let sign = firstIndex(of: "=") else { return withoutPassword }
        let path = self[..<sign].lowercased()
        let value = self[index(after: sign)...]
        let isSecret =
            path.hasSuffix(".value")
            || SecretWords.areMeant(byWordsOf: path) || SecretWords.areMeant(byWordsOf: value)
        guard isSecret, !value.isEmpty, !Substitution.isAlone(String(value)) else {
            return withoutPassword
        }
        return self[...sign] + Secrets.mask
    }
}
