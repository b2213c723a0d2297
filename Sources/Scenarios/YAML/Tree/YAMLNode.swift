/// One value of a YAML document with the place where it stands.
struct YAMLNode: Equatable, Sendable {
    enum Content: Equatable, Sendable {
        /// Plain: written without quotation marks, so that `~` means nothing.
        case scalar(String, isPlain: Bool)
        case list([YAMLNode])
        case mapping([Entry])
    }

    struct Entry: Equatable, Sendable {
        var key: String
        var keyOrigin: Origin
        var value: YAMLNode
    }

    var content: Content
    var origin: Origin
}

extension YAMLNode {
    /// Whether nothing is written here, which counts as if the key were absent.
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    var scalar: String? {
        guard case .scalar(let text, _) = content, !isNull else { return nil }
        return text
    }

    var entries: [Entry] {
        guard case .mapping(let entries) = content else { return [] }
        return entries
    }

    var children: [YAMLNode] {
        switch content {
        case .scalar: []
        case .list(let items): items
        case .mapping(let entries): entries.map(\.value)
        }
    }

    /// What the key stands for; nil where it is absent or has nothing behind it.
    subscript(key: String) -> YAMLNode? {
        guard let value = entries.first(where: { $0.key == key })?.value else { return nil }
        return value.isNull ? nil : value
    }

    /// How a problem calls what it found.
    var description: String {
        switch content {
        case .scalar(let text, _): isNull ? "nothing" : text.quoted
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }

    /// How many values the tree has, itself included.
    var size: Int { children.reduce(1) { $0 + $1.size } }

    /// How many levels the tree has, itself included.
    var height: Int { 1 + (children.map(\.height).max() ?? 0) }
}
