/// A mapping whose other keys depend on the word behind one of them.
struct Variant<Value>: Sendable {
    let word: String
    let schema: @Sendable (_ key: String) -> JSONValue
    let read: @Sendable (_ key: String, YAMLNode, inout Problems) -> Value?

    init<Owner>(
        _ word: String,
        _ record: Record<Owner>,
        _ value: @escaping @Sendable (Owner) -> Value
    ) {
        self.word = word
        schema = { key in record.tagged(key, word).schema }
        read = { key, node, problems in
            record.tagged(key, word).read(node, &problems).map(value)
        }
    }
}

extension Record {
    fileprivate func tagged(_ key: String, _ word: String) -> Record {
        var record = self
        record.tag = (key, word)
        return record
    }
}

extension Notation {
    /// One of several mappings, chosen by the word behind the key.
    static func variants(by key: String, _ variants: [Variant<Value>]) -> Notation {
        let word = Notation<Variant<Value>>.word(key, variants.map { (name: $0.word, value: $0) })
        let schema: JSONValue = ["anyOf": .array(variants.map { $0.schema(key) })]
        return Notation(schema: schema) { node, problems in
            guard case .mapping = node.content else {
                problems.add("expected a mapping, found \(node.description)", at: node.origin)
                return nil
            }
            guard let chosen = node[key] else {
                let words = variants.map(\.word).joined(separator: ", ")
                problems.add(
                    "the key \(key.quoted) is missing",
                    at: node.origin,
                    suggestion: "it is one of \(words)"
                )
                return nil
            }
            return word.read(chosen, &problems)?.read(key, node, &problems)
        }
    }
}
