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

    /// One step down into a tree, as in `["faults", 0, "site"]`.
    enum Step: Equatable, Sendable {
        case key(String)
        case index(Int)
    }

    var content: Content
    var origin: Origin
    /// Which characters of its text a scalar takes, quotation marks and all; nil: none, or unknown.
    var span: Range<Int>?
    /// How a scalar was written, where it names variables of the environment.
    var written: String?
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

    /// What stands at the end of a path, or as far along it as something stands.
    func nearest(to path: [Step]) -> YAMLNode {
        var node = self
        for step in path {
            switch step {
            case .key(let key):
                guard let next = node[key] else { return node }
                node = next
            case .index(let index):
                guard case .list(let items) = node.content, items.indices.contains(index) else {
                    // One that stands alone needs no list.
                    if index == 0 { continue }
                    return node
                }
                node = items[index]
            }
        }
        return node
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

extension YAMLNode.Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    init(stringLiteral key: String) { self = .key(key) }
    init(integerLiteral index: Int) { self = .index(index) }
}
