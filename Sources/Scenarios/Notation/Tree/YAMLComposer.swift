/// Builds a tree of nodes out of YAML, within bounds that no hostile text can pass.
struct YAMLComposer: ~Copyable {
    /// Ample for a fleet of ten thousand different sites, and little enough to read at once.
    ///
    /// Aliases count with all they stand for, so that a few of them cannot grow without end.
    static let maximumNodes = 100_000
    /// Far deeper than any scenario, far shallower than the stack.
    static let maximumLevels = 64

    private let events: YAMLEvents
    private var anchors: [String: YAMLNode] = [:]
    private var nodes = 0
    /// How many bytes the environment has put in.
    private var substituted = 0
    private var problems = Problems()

    private init(_ events: consuming YAMLEvents) {
        self.events = events
    }

    /// The one document in the text, which may be nothing; nil, and a problem, if it cannot be read.
    static func document(
        in bytes: [UInt8],
        origin: Origin? = nil,
        _ problems: inout Problems
    ) -> YAMLNode? {
        var composer = YAMLComposer(YAMLEvents(bytes, origin: origin))
        swap(&composer.problems, &problems)
        defer { swap(&composer.problems, &problems) }
        do {
            return try composer.document()
        } catch {
            composer.problems.add(error)
            return nil
        }
    }
}

extension YAMLComposer {
    private mutating func document() throws(Diagnostic) -> YAMLNode {
        let start = try events.next()
        guard start.kind == .documentStart else {
            return YAMLNode(content: .scalar("", isPlain: true), origin: start.origin)
        }
        let root = try node(events.next(), level: 1)
        assert(
            root.size <= nodes && root.height <= Self.maximumLevels,
            "all that is kept was counted"
        )
        _ = try events.next()
        let after = try events.next()
        guard after.kind == .streamEnd else {
            throw Diagnostic(
                origin: after.origin,
                problem: "a second document begins here",
                suggestion: "a scenario is one document"
            )
        }
        return root
    }

    private mutating func node(
        _ event: YAMLEvent,
        level: Int
    ) throws(Diagnostic) -> YAMLNode {
        if event.kind == .alias { return try aliased(event, level: level) }
        try count(1, at: event.origin)
        try check(level: level, at: event.origin)
        if let tag = event.tag {
            problems.add(
                "the tag \(tag.quoted) is not read here",
                at: event.origin,
                suggestion: "leave it out"
            )
        }
        var node = YAMLNode(
            content: try content(event, level: level),
            origin: event.origin,
            span: event.span
        )
        if case .scalar(let text, _) = node.content, event.isValue {
            try substitute(text, in: &node)
        }
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    private mutating func content(
        _ event: YAMLEvent,
        level: Int
    ) throws(Diagnostic) -> YAMLNode.Content {
        switch event.kind {
        case .scalar(let text, let isPlain): .scalar(text, isPlain: isPlain)
        case .listStart: .list(try items(level: level))
        case .mappingStart: .mapping(try entries(level: level))
        case .documentStart, .documentEnd, .streamEnd, .listEnd, .mappingEnd, .alias:
            preconditionFailure("libyaml put \(event.kind) where a value begins")
        }
    }

    private mutating func items(level: Int) throws(Diagnostic) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            let event = try events.next()
            if event.kind == .listEnd { return items }
            items.append(try node(event, level: level + 1))
        }
    }

    private mutating func entries(level: Int) throws(Diagnostic) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var merged: [YAMLNode.Entry] = []
        var seen: [String: Origin] = [:]
        while true {
            var event = try events.next()
            if event.kind == .mappingEnd {
                // What is written out wins over what is merged in, wherever it stands.
                return entries + merged.filter { seen[$0.key] == nil }
            }
            event.isValue = false
            let key = try node(event, level: level + 1)
            let value = try node(events.next(), level: level + 1)
            guard case .scalar(let name, let isPlain) = key.content else {
                problems.add("a key must be a word, found \(key.description)", at: key.origin)
                continue
            }
            if let first = seen[name] {
                problems.add(
                    "duplicate key \(name.quoted)",
                    at: event.origin,
                    suggestion: "it stands in \(first.lineLabel) already"
                )
                continue
            }
            seen[name] = event.origin
            guard name != "<<" || !isPlain else {
                merged = mergedEntries(value)
                continue
            }
            entries.append(.init(key: name, keyOrigin: event.origin, value: value))
        }
    }
}

// What stands for something else.
extension YAMLComposer {
    /// What `<<` brings in: the keys of one mapping, or of several, of which an earlier one wins.
    private mutating func mergedEntries(_ value: YAMLNode) -> [YAMLNode.Entry] {
        var sources = [value]
        if case .list(let items) = value.content { sources = items }
        var entries: [YAMLNode.Entry] = []
        var seen: Set<String> = []
        for source in sources {
            guard case .mapping(let more) = source.content else {
                problems.add(
                    "‘<<’ takes a mapping or a list of mappings, found \(source.description)",
                    at: source.origin,
                    suggestion: "as in ‘<<: *name’, with ‘&name’ before the mapping that is meant"
                )
                continue
            }
            entries += more.filter { seen.insert($0.key).inserted }
        }
        return entries
    }

    /// Puts the environment's variables in where a scalar names them; text comes of that, nothing that
    /// YAML would read once more.
    private mutating func substitute(
        _ text: String,
        in node: inout YAMLNode
    ) throws(Diagnostic) {
        guard text.contains("${") else { return }
        do throws(Complaint) {
            let value = try Substitution.applied(to: text) { problems.variable($0) }
            substituted += value.utf8.count
            guard substituted <= SourceText.maximumBytes else {
                throw Complaint(
                    "the environment puts in more than \(SourceText.maximumBytes) bytes"
                )
            }
            node.written = text
            node.content = .scalar(value, isPlain: false)
        } catch {
            problems.add(
                unreadable: Diagnostic(
                    origin: node.origin,
                    problem: error.problem,
                    suggestion: error.suggestion
                )
            )
        }
    }

    private mutating func aliased(
        _ event: YAMLEvent,
        level: Int
    ) throws(Diagnostic) -> YAMLNode {
        let name = event.anchor ?? ""
        guard let node = anchors[name] else {
            throw Diagnostic(
                origin: event.origin,
                problem:
                    "the alias \("*\(name)".quoted) has no anchor \("&\(name)".quoted) before it"
            )
        }
        // Measured here and not at the anchor: what this costs is bounded by what is counted.
        try count(node.size, at: event.origin)
        try check(level: level + node.height - 1, at: event.origin)
        return node
    }

    private mutating func count(_ more: Int, at origin: Origin) throws(Diagnostic) {
        assert(more > 0, "a tree has a value")
        nodes += more
        guard nodes <= Self.maximumNodes else {
            throw Diagnostic(
                origin: origin,
                problem: "more than \(Self.maximumNodes) values, counting what aliases repeat"
            )
        }
    }

    private func check(level: Int, at origin: Origin) throws(Diagnostic) {
        guard level <= Self.maximumLevels else {
            throw Diagnostic(
                origin: origin,
                problem: "nested deeper than \(Self.maximumLevels) levels"
            )
        }
    }
}
