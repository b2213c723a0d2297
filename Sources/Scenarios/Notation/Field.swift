/// One key of a mapping: where its value goes, how it is written, what it is for.
struct Field<Owner>: Sendable {
    let key: String
    let about: String
    let isRequired: Bool
    let schema: JSONValue
    /// Puts the value where it belongs; false when it cannot be used.
    let fill: @Sendable (YAMLNode, inout Owner, inout Problems) -> Bool

    init<Value>(
        _ key: String,
        _ path: any WritableKeyPath<Owner, Value> & Sendable,
        _ notation: Notation<Value>,
        _ about: String,
        isRequired: Bool = false
    ) {
        self.key = key
        self.about = about
        self.isRequired = isRequired
        schema = notation.schema
        fill = { node, owner, problems in
            guard let value = notation.read(node, &problems) else { return false }
            owner[keyPath: path] = value
            return true
        }
    }

    /// A key that may be absent for good: its value is nil then.
    init<Value>(
        _ key: String,
        _ path: any WritableKeyPath<Owner, Value?> & Sendable,
        _ notation: Notation<Value>,
        _ about: String,
        isRequired: Bool = false
    ) {
        self.init(key, path, notation.optional, about, isRequired: isRequired)
    }

    /// A key that is read with regard to what is there already.
    init(
        _ key: String,
        about: String,
        schema: JSONValue,
        fill: @escaping @Sendable (YAMLNode, inout Owner, inout Problems) -> Bool
    ) {
        self.key = key
        self.about = about
        self.schema = schema
        self.fill = fill
        isRequired = false
    }

    /// A key of a part, as a key of the whole.
    init<Part>(_ field: Field<Part>, of path: any WritableKeyPath<Owner, Part> & Sendable) {
        key = field.key
        about = field.about
        isRequired = field.isRequired
        schema = field.schema
        fill = { node, owner, problems in field.fill(node, &owner[keyPath: path], &problems) }
    }
}

/// What must hold between the values of several keys.
struct Rule<Owner>: Sendable {
    /// It is looked at only when none of these went wrong; a complaint that names no place points at
    /// the first written.
    let keys: [String]
    let complaints: @Sendable (Owner) -> [Complaint]

    init(_ keys: [String], _ complaint: @escaping @Sendable (Owner) -> Complaint?) {
        self.init(keys, all: { complaint($0).map { [$0] } ?? [] })
    }

    init(_ keys: [String], all complaints: @escaping @Sendable (Owner) -> [Complaint]) {
        self.keys = keys
        self.complaints = complaints
    }

    /// A rule of a part, as a rule of the whole.
    init<Part>(_ rule: Rule<Part>, of path: any KeyPath<Owner, Part> & Sendable) {
        keys = rule.keys
        complaints = { rule.complaints($0[keyPath: path]) }
    }
}
