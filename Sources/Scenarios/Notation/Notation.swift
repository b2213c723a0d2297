/// How a value of one kind is written in a scenario: how it is read and how editors learn of it.
///
/// The keys of a scenario are tables of notations, so that the reader and the JSON Schema cannot
/// come to differ.
struct Notation<Value>: Sendable {
    let schema: JSONValue
    /// Nil where the value cannot be used, which is then among the problems.
    let read: @Sendable (YAMLNode, inout Problems) -> Value?
}

extension Notation {
    /// A value written as one word or number.
    static func scalar(
        _ noun: String,
        schema: JSONValue,
        _ parse: @escaping @Sendable (String) throws(Complaint) -> Value
    ) -> Notation {
        Notation(schema: schema.orVariable) { node, problems in
            guard let text = node.scalar else {
                problems.add(expected: noun, at: node)
                return nil
            }
            do throws(Complaint) {
                return try parse(text)
            } catch {
                problems.add(error, at: node)
                return nil
            }
        }
    }

    func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Notation<Other> {
        Notation<Other>(schema: schema) { [read] node, problems in
            read(node, &problems).map(transform)
        }
    }

    var optional: Notation<Value?> { map(Optional.some) }

    /// The same, less what the rule finds a complaint about.
    func refusing(_ complaint: @escaping @Sendable (Value) -> Complaint?) -> Notation {
        Notation(schema: schema) { [read] node, problems in
            guard let value = read(node, &problems) else { return nil }
            guard let error = complaint(value) else { return value }
            problems.add(error, at: node)
            return nil
        }
    }

    /// The same, or a word that stands for a value of its own.
    func or(_ word: String, meaning value: Value) -> Notation where Value: Sendable {
        Notation(schema: ["anyOf": [["const": .string(word)], schema]]) { [read] node, problems in
            guard let text = node.scalar else { return read(node, &problems) }
            if text == word { return value }
            return problems.accept(text, for: word, at: node) ? nil : read(node, &problems)
        }
    }

    /// The same, written once in the schema however many keys use it.
    func named(_ name: String) -> Notation {
        Notation(schema: .definition(name, schema), read: read)
    }
}

/// What is told of values of any type: apart from the generic functions that read them, and never inlined,
/// so that the compiler makes it once.
extension Problems {
    @inline(never)
    mutating func add(expected noun: String, at node: YAMLNode) {
        let isAlone: Bool =
            switch node.content {
            case .mapping, .scalar: !node.isNull && noun == "a list"
            case .list: false
            }
        add(
            "expected \(noun), found \(node.description)",
            at: node.origin,
            suggestion: isAlone ? "each entry of a list begins with ‘- ’" : nil
        )
    }

    @inline(never)
    mutating func add(_ complaint: Complaint, at node: YAMLNode) {
        let nearest = node.nearest(to: complaint.path ?? [])
        add(complaint.problem, at: nearest.origin, suggestion: complaint.suggestion)
    }

    /// Whether a text is the word misspelt, which is then told.
    @inline(never)
    fileprivate mutating func accept(_ text: String, for word: String, at node: YAMLNode) -> Bool {
        guard Spelling.nearest(to: text, among: [word]) != nil else { return false }
        add(
            "unknown word \(text.quoted)",
            at: node.origin,
            suggestion: "did you mean \(word.quoted)?"
        )
        return true
    }
}
