/// A mapping with known keys: the one table that both the reader and the schema follow.
struct Record<Owner>: Sendable {
    let start: @Sendable () -> Owner
    /// Filled in this order, whatever the order in the file: a later one may refine an earlier.
    let fields: [Field<Owner>]
    var rules: [Rule<Owner>] = []
    /// The key and the word by which this record was chosen among others.
    var tag: (key: String, word: String)? {
        didSet { outline.tag = tag }
    }
    private var outline: RecordOutline

    init(
        _ start: @autoclosure @escaping @Sendable () -> Owner,
        _ fields: [Field<Owner>],
        rules: [Rule<Owner>] = [],
        later: [String] = []
    ) {
        self.start = start
        self.fields = fields
        self.rules = rules
        outline = RecordOutline(keys: fields.map(\.key), later: later)
        assert(Set(fields.map(\.key)).count == fields.count, "each key stands once")
    }

    var notation: Notation<Owner> { Notation(schema: schema, read: read) }
}

extension Record {
    @Sendable func read(_ node: YAMLNode, _ problems: inout Problems) -> Owner? {
        read(node, from: start(), without: nil, &problems)
    }

    /// The same, from an owner that has the value of one key already.
    func read(
        _ node: YAMLNode,
        from start: Owner,
        without done: String?,
        _ problems: inout Problems
    ) -> Owner? {
        guard outline.accepts(node, &problems) else { return nil }
        var owner = start
        let slips = outline.misspelt(in: node)
        var failed: [String] = []
        for field in fields where field.key != done {
            let isFilled =
                node[field.key].map { field.fill($0, &owner, &problems) }
                ?? outline.mayLack(field.key, field.isRequired, slips, node, &problems)
            if !isFilled { failed.append(field.key) }
        }
        for rule in rules
        where !rule.keys.contains(where: { failed.contains($0) || slips.contains($0) }) {
            for complaint in rule.complaints(owner) {
                outline.report(complaint, of: rule.keys, node, &problems)
            }
        }
        return failed.isEmpty ? owner : nil
    }
}

/// What of reading a record does not depend on whose keys they are.
///
/// A type of its own and never inlined: the compiler makes what is generic anew for each of some seventy
/// owners, which took a third of the time that this module took to build.
private struct RecordOutline: Sendable {
    let keys: [String]
    /// Keys of coming versions, so that they are not taken for spelling mistakes.
    let later: [String]
    var tag: (key: String, word: String)?

    /// Whether it is a mapping; keys that are not known are told.
    @inline(never)
    func accepts(_ node: YAMLNode, _ problems: inout Problems) -> Bool {
        guard case .mapping(let entries) = node.content else {
            problems.add(expected: "a mapping", at: node)
            return false
        }
        for entry in entries where !isKnown(entry.key) && !entry.isNote {
            report(unknown: entry, &problems)
        }
        return true
    }

    /// Keys that are there with a slip, which is told: that they are missing says nothing more.
    @inline(never)
    func misspelt(in node: YAMLNode) -> [String] {
        node.entries.lazy.filter { !isKnown($0.key) && !$0.isNote }.prefix(Problems.maximum)
            .compactMap { Spelling.nearest(to: $0.key, among: keys) }
            .filter { node[$0] == nil }
    }

    /// Whether a key that is not there need not be; if it has to, and is not misspelt, that is told.
    @inline(never)
    func mayLack(
        _ key: String,
        _ isRequired: Bool,
        _ slips: [String],
        _ node: YAMLNode,
        _ problems: inout Problems
    ) -> Bool {
        if isRequired, !slips.contains(key) { report(missing: key, node, &problems) }
        return !isRequired
    }

    private func report(missing key: String, _ node: YAMLNode, _ problems: inout Problems) {
        let empty = node.entries.first { $0.key == key }
        guard let empty else {
            return problems.add("the key \(key.quoted) is missing", at: node.origin)
        }
        problems.add("there is nothing behind \(key.quoted)", at: empty.keyOrigin)
    }

    @inline(never)
    func report(
        _ complaint: Complaint,
        of keys: [String],
        _ node: YAMLNode,
        _ problems: inout Problems
    ) {
        if let key = complaint.missing { return report(missing: key, node, &problems) }
        let nearest =
            complaint.path.map(node.nearest) ?? keys.lazy.compactMap { node[$0] }.first ?? node
        problems.add(complaint.problem, at: nearest.origin, suggestion: complaint.suggestion)
    }

    private func isKnown(_ key: String) -> Bool { keys.contains(key) || key == tag?.key }

    private func report(unknown entry: YAMLNode.Entry, _ problems: inout Problems) {
        guard !later.contains(entry.key) else {
            problems.add(
                "\(entry.key.quoted) is not available in this version",
                at: entry.keyOrigin
            )
            return
        }
        let owner = tag.map { " of \($0.word)" } ?? ""
        let known = (tag.map { [$0.key] } ?? []) + keys
        let indices = problems.indices
        problems.add(
            "unknown key \(entry.key.quoted)\(owner)",
            at: entry.keyOrigin,
            suggestion: Spelling.suggestion(for: entry.key, among: known) {
                indices()?.suggestion(for: entry.key, notAmong: known)
            }
        )
    }
}

extension Record {
    var schema: JSONValue {
        .record(
            fields.map { ($0.isRequired, .init(key: $0.key, value: $0.describedSchema)) },
            tag
        )
    }
}

extension JSONValue {
    @inline(never)
    fileprivate static func record(
        _ fields: [(isRequired: Bool, member: Member)],
        _ tag: (key: String, word: String)?
    ) -> JSONValue {
        let tagMember = tag.map { Member(key: $0.key, value: ["const": .string($0.word)]) }
        let members = fields.map(\.member)
        let required =
            (tag.map { [$0.key] } ?? []) + fields.filter(\.isRequired).map(\.member.key)
        let schema: JSONValue = [
            "type": "object",
            "properties": .object((tagMember.map { [$0] } ?? []) + members),
            "patternProperties": ["^x-": [:]],
            "additionalProperties": false,
        ]
        guard !required.isEmpty else { return schema }
        return schema.with("required", .array(required.map(JSONValue.string)))
    }
}

extension YAMLNode.Entry {
    /// Whether it is the user's own: a place for anchors, or for what other tools read.
    fileprivate var isNote: Bool { key.hasPrefix("x-") }
}

extension Field {
    /// A pointer admits no neighbours in this draft of JSON Schema, hence the list of one.
    fileprivate var describedSchema: JSONValue {
        guard case .definition = schema else { return schema.with("description", .string(about)) }
        return ["description": .string(about), "allOf": [schema]]
    }
}
