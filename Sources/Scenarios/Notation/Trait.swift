/// A key of a mapping that can be written back as well as read.
struct Trait<Owner>: Sendable {
    let field: Field<Owner>
    /// The value as YAML has it; nil where the key is left out.
    let text: @Sendable (Owner) -> String?

    init<Value>(
        _ key: String,
        _ path: any WritableKeyPath<Owner, Value> & Sendable,
        _ notation: Notation<Value>,
        _ about: String,
        _ write: @escaping @Sendable (Value) -> String
    ) {
        field = Field(key, path, notation, about)
        text = { write($0[keyPath: path]) }
    }

    /// A key that is left out when there is no value.
    init<Value>(
        _ key: String,
        _ path: any WritableKeyPath<Owner, Value?> & Sendable,
        _ notation: Notation<Value>,
        _ about: String,
        _ write: @escaping @Sendable (Value) -> String
    ) {
        field = Field(key, path, notation, about)
        text = { $0[keyPath: path].map(write) }
    }
}

extension Trait {
    /// `key: value` for each that is there.
    static func lines(_ traits: [Trait], of owner: Owner) -> [String] {
        traits.compactMap { trait in
            trait.text(owner).map { "\(trait.field.key): \($0)" }
        }
    }

    /// A mapping on one line.
    static func flow(_ traits: [Trait], of owner: Owner) -> String {
        "{\(lines(traits, of: owner).joined(separator: ", "))}"
    }
}

/// Values as they are written in YAML.
enum Written {
    @Sendable static func text(_ text: String) -> String {
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "\"\(escaped.joined())\""
    }

    @Sendable static func word(_ word: some RawRepresentable<String>) -> String { word.rawValue }

    @Sendable static func words(_ words: [some RawRepresentable<String>]) -> String {
        "[\(words.map(\.rawValue).joined(separator: ", "))]"
    }

    @Sendable static func plain(_ value: some CustomStringConvertible) -> String {
        value.description
    }

    @Sendable static func duration(_ duration: Duration) -> String {
        Dimension.duration.text(duration.nanoseconds)
    }

    static func quantity(_ dimension: Dimension) -> @Sendable (Double) -> String {
        { dimension.text($0) }
    }
}
