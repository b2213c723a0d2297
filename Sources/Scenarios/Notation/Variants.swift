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
                problems.add(expected: "a mapping", at: node)
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

extension Notation {
    /// One of several mappings with the same owner, chosen by the first of these keys that it has.
    static func keyed<Owner>(
        _ noun: String,
        _ records: [(key: String, record: Record<Owner>)],
        _ value: @escaping @Sendable (_ key: String, Owner) -> Value
    ) -> Notation {
        let keys = records.map(\.key)
        assert(Set(keys).count == keys.count, "each key chooses one mapping")
        let schema: JSONValue = ["anyOf": .array(records.map(\.record.schema))]
        return Notation(schema: schema) { node, problems in
            guard case .mapping(let entries) = node.content else {
                problems.add(expected: "a mapping", at: node)
                return nil
            }
            guard let chosen = records.first(where: { node[$0.key] != nil }) else {
                let meant = entries.lazy.compactMap { Spelling.nearest(to: $0.key, among: keys) }
                problems.add(
                    "this is no \(noun)",
                    at: node.origin,
                    suggestion: meant.first.map { "did you mean \($0.quoted)?" }
                        ?? "it has one of the keys \(keys.joined(separator: ", "))"
                )
                return nil
            }
            return chosen.record.read(node, &problems).map { value(chosen.key, $0) }
        }
    }
}
