extension TokenListSpec {
    /// A list of tokens, and how often drivers present those of each status.
    static let notation = Notation<TokenListSpec>(schema: record.schema) { node, problems in
        read(node, &problems)
    }

    private struct Written: Sendable {
        var file = ""
        var blocked: Double?
        var expired: Double?
        var unknown: Double?
    }

    private static let record = Record(
        Written(),
        [
            Field(
                "file",
                \.file,
                .text(1...4096),
                "A CSV file with token, status, group, share and site, beside the scenario.",
                isRequired: true
            ),
            Field(
                "blocked",
                \.blocked,
                .share,
                "The share of drivers whose token is blocked; absent: by the tokens' own shares."
            ),
            Field("expired", \.expired, .share, "The same of tokens that have expired."),
            Field("unknown", \.unknown, .share, "The same of tokens that no CSMS knows."),
        ],
        rules: [
            Rule(["blocked", "expired", "unknown"]) { list in
                let sum = (list.blocked ?? 0) + (list.expired ?? 0) + (list.unknown ?? 0)
                return sum <= 1 + 1e-9
                    ? nil : Complaint("these shares add up to \((sum * 100).terse)%")
            }
        ]
    )

    private static func read(_ node: YAMLNode, _ problems: inout Problems) -> TokenListSpec? {
        let before = problems.count
        guard let written = record.read(node, &problems), problems.count == before,
            let file = ListFile.read(
                written.file,
                at: node["file"]?.origin ?? node.origin,
                &problems
            ),
            file.checkNames(&problems), var reader = TokenListReader(file, &problems)
        else { return nil }
        for row in file.rows { reader.take(row, &problems) }
        var list = TokenListSpec(reader.tokens)
        (list.blocked, list.expired, list.unknown) =
            (written.blocked, written.expired, written.unknown)
        guard problems.count == before else { return nil }
        if let complaint = list.complaint {
            let nearest = complaint.path.map(node.nearest) ?? node
            problems.add(
                complaint.problem,
                at: nearest.origin,
                suggestion: complaint.suggestion
            )
            return nil
        }
        return list
    }

    /// What is wrong with the list as a whole.
    private var complaint: Complaint? {
        guard !tokens.isEmpty else { return Complaint("no token is listed", at: ["file"]) }
        for status in ListedToken.Status.allCases where (share(of: status) ?? 0) > 0 {
            guard !tokens.contains(where: { $0.status == status }) else { continue }
            return Complaint(
                "no token of the list is \(status.rawValue)",
                suggestion: status == .unknown
                    ? "drivers with tokens of no list are ‘strangers’ of ‘arrivals’" : nil,
                at: [.key(status.rawValue)]
            )
        }
        let sum = tokens.reduce(0) { $0 + ($1.share ?? 0) }
        guard sum <= 1 + 1e-9 || tokens.contains(where: { $0.site != nil }) else {
            return Complaint(
                "the shares of its tokens add up to \((sum * 100).terse)%",
                at: ["file"]
            )
        }
        guard weights?.contains(where: { $0 > 0 }) != false else {
            return Complaint("no driver presents any of its tokens", at: ["file"])
        }
        return nil
    }
}

/// Goes through a list of tokens, row by row.
private struct TokenListReader {
    private let token: Int
    private let status: Int?
    private let group: Int?
    private let share: Int?
    private let site: Int?
    private var first: [String: (token: ListedToken, line: Int)] = [:]
    private(set) var tokens: [ListedToken] = []

    private static let known = ["token", "status", "group", "share", "site"]

    /// Nil, and problems, where columns are missing or not known.
    init?(_ file: ListFile, _ problems: inout Problems) {
        for (index, name) in file.names.enumerated()
        where !Self.known.contains(name.lowercased()) && !name.lowercased().hasPrefix("x-") {
            problems.add(
                "unknown column \(name.quoted)",
                at: file.heading.origin(index),
                suggestion: Spelling.suggestion(for: name, among: Self.known)
            )
            return nil
        }
        guard let token = file.column(required: "token", &problems) else { return nil }
        self.token = token
        status = file.column("status")
        group = file.column("group")
        share = file.column("share")
        site = file.column("site")
    }

    mutating func take(_ row: ListFile.Row, _ problems: inout Problems) {
        let before = problems.count
        guard !row[token].isEmpty else {
            problems.add("the token is missing", at: row.origin(token))
            return
        }
        let text = Notation<String>.tag.read(row.word(token), &problems)
        func value<Value>(_ column: Int?, _ notation: Notation<Value>) -> Value? {
            guard let column, !row[column].isEmpty else { return nil }
            return notation.read(row.word(column), &problems)
        }
        var token = ListedToken(text ?? "")
        token.status = value(status, .status) ?? .accepted
        token.group = value(group, .tag)
        token.share = value(share, .share)
        token.site = value(site, .nameOfSite)
        guard problems.count == before else { return }
        guard admit(token, row, &problems) else { return }
        tokens.append(token)
    }

    /// A token may be at several sites, where it is the same each time; case makes no difference.
    private mutating func admit(
        _ token: ListedToken,
        _ row: ListFile.Row,
        _ problems: inout Problems
    ) -> Bool {
        let key = token.text.lowercased()
        let atSite = key + "\u{1F}" + (token.site ?? "")
        if let other = first[atSite] ?? (token.site == nil ? first[key] : first[key + "\u{1F}"]) {
            problems.add(
                "\(token.text.quoted) is on line \(other.line) already",
                at: row.origin(self.token),
                suggestion: other.token.text == token.text ? nil : "case makes no difference there"
            )
            return false
        }
        if let other = first[key],
            other.token.status != token.status || other.token.group != token.group
        {
            problems.add(
                "\(token.text.quoted) has another status or group on line \(other.line)",
                at: row.origin(self.token)
            )
            return false
        }
        first[atSite] = (token, row.line)
        if first[key] == nil { first[key] = (token, row.line) }
        return true
    }
}

extension Notation<String> {
    /// As much as OCPP 1.6 has room for.
    fileprivate static let tag = text(1...20).refusing { text in
        text.utf8.allSatisfy { 0x20...0x7E ~= $0 }
            ? nil : Complaint("\(text.quoted) has characters that no token has")
    }

    fileprivate static let nameOfSite = text(1...40)
}

extension Notation<ListedToken.Status> {
    fileprivate static let status = Notation.scalar("a status", schema: [:]) {
        text throws(Complaint) in
        let word = text.lowercased()
        if let status = ListedToken.Status(rawValue: word) { return status }
        // As OCPP calls it.
        if word == "invalid" { return .unknown }
        let words = ListedToken.Status.allCases.map(\.rawValue)
        throw Complaint(
            "unknown status \(text.quoted)",
            suggestion: Spelling.suggestion(for: text, among: words)
        )
    }
}
