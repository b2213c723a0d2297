/// A mapping with known keys: the one table that both the reader and the schema follow.
struct Record<Owner>: Sendable {
    let start: @Sendable () -> Owner
    /// Filled in this order, whatever the order in the file: a later one may refine an earlier.
    let fields: [Field<Owner>]
    var rules: [Rule<Owner>] = []
    /// Keys of coming versions, so that they are not taken for spelling mistakes.
    var later: [String] = []
    /// The key and the word by which this record was chosen among others.
    var tag: (key: String, word: String)?

    init(
        _ start: @autoclosure @escaping @Sendable () -> Owner,
        _ fields: [Field<Owner>],
        rules: [Rule<Owner>] = [],
        later: [String] = []
    ) {
        self.start = start
        self.fields = fields
        self.rules = rules
        self.later = later
    }

    var notation: Notation<Owner> { Notation(schema: schema, read: read) }
}

extension Record {
    @Sendable func read(_ node: YAMLNode, _ problems: inout Problems) -> Owner? {
        guard case .mapping(let entries) = node.content else {
            problems.add("expected a mapping, found \(node.description)", at: node.origin)
            return nil
        }
        for entry in entries where !keys.contains(entry.key) && !entry.isNote {
            report(unknown: entry, &problems)
        }
        var owner = start()
        var failed: [String] = []
        for field in fields where !fill(field, of: node, &owner, &problems) {
            failed.append(field.key)
        }
        for rule in rules where !rule.keys.contains(where: failed.contains) {
            for complaint in rule.complaints(owner) {
                let place =
                    complaint.path.map(node.nearest)
                    ?? rule.keys.lazy.compactMap { node[$0] }.first ?? node
                problems.add(complaint.problem, at: place.origin, suggestion: complaint.suggestion)
            }
        }
        return failed.isEmpty ? owner : nil
    }

    private func fill(
        _ field: Field<Owner>,
        of node: YAMLNode,
        _ owner: inout Owner,
        _ problems: inout Problems
    ) -> Bool {
        if let value = node[field.key] { return field.fill(value, &owner, &problems) }
        guard field.isRequired else { return true }
        problems.add("the key \(field.key.quoted) is missing", at: node.origin)
        return false
    }

    private func report(unknown entry: YAMLNode.Entry, _ problems: inout Problems) {
        guard !later.contains(entry.key) else {
            problems.add(
                "\(entry.key.quoted) is not available in this version",
                at: entry.keyOrigin
            )
            return
        }
        let place = tag.map { " of \($0.word)" } ?? ""
        problems.add(
            "unknown key \(entry.key.quoted)\(place)",
            at: entry.keyOrigin,
            suggestion: Spelling.suggestion(for: entry.key, among: keys)
        )
    }

    private var keys: [String] { (tag.map { [$0.key] } ?? []) + fields.map(\.key) }
}

extension Record {
    var schema: JSONValue {
        let tagMember = tag.map {
            JSONValue.Member(key: $0.key, value: ["const": .string($0.word)])
        }
        let members = fields.map { JSONValue.Member(key: $0.key, value: $0.describedSchema) }
        let required = (tag.map { [$0.key] } ?? []) + fields.filter(\.isRequired).map(\.key)
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
