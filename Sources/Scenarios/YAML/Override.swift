/// One `--set path.in.scenario=value` of the command line.
struct Override {
    /// Keys and indices: `fleet.0.count`, or `fleet[0].count`, which is the same.
    let path: [String]
    let value: YAMLNode
    private let text: String

    init?(_ text: String, _ problems: inout Problems) {
        let origin = Origin.override(text)
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, let path = Self.path(sides[0]) else {
            problems.add(
                "this is not path.in.scenario=value",
                at: origin,
                suggestion: "such as ‘csms.reference.heartbeat=60s’ or ‘fleet.0.count=5’"
            )
            return nil
        }
        guard path.count < YAMLComposer.maximumLevels else {
            problems.add("the path has \(path.count) steps", at: origin)
            return nil
        }
        guard
            let source = SourceText(Array(sides[1].utf8), &problems),
            let value = YAMLComposer.document(in: source.bytes, origin: origin, &problems)
        else { return nil }
        self.text = text
        self.path = path
        self.value = value
    }

    func apply(to root: inout YAMLNode, _ problems: inout Problems) {
        do {
            try replace(&root, at: 0)
        } catch {
            problems.add(error)
        }
    }
}

extension Override {
    private static func path(_ text: Substring) -> [String]? {
        let dotted = text.replacing("[", with: ".").replacing("]", with: "")
        let steps = dotted.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return steps.contains("") ? nil : steps
    }

    private var origin: Origin { .override(text) }

    /// Goes down the path from the step and puts the value at its end.
    private func replace(_ node: inout YAMLNode, at step: Int) throws(Diagnostic) {
        guard step < path.count else {
            node = value
            return
        }
        switch node.content {
        case .list(var items):
            let index = try self.index(at: step, among: items.count)
            try replace(&items[index], at: step + 1)
            node.content = .list(items)
        case .mapping(var entries):
            try replace(path[step], in: &entries, at: step)
            node.content = .mapping(entries)
        case .scalar:
            guard node.isNull else {
                throw problem(
                    "\(location(step)) is \(node.description), which has nothing below it"
                )
            }
            var entries: [YAMLNode.Entry] = []
            try replace(path[step], in: &entries, at: step)
            node = YAMLNode(content: .mapping(entries), origin: origin)
        }
    }

    private func replace(
        _ key: String,
        in entries: inout [YAMLNode.Entry],
        at step: Int
    ) throws(Diagnostic) {
        if let index = entries.firstIndex(where: { $0.key == key }) {
            try replace(&entries[index].value, at: step + 1)
            return
        }
        let nothing = YAMLNode(content: .scalar("", isPlain: true), origin: origin)
        var entry = YAMLNode.Entry(key: key, keyOrigin: origin, value: nothing)
        try replace(&entry.value, at: step + 1)
        entries.append(entry)
    }

    private func index(at step: Int, among count: Int) throws(Diagnostic) -> Int {
        guard let index = Int(path[step]) else {
            throw problem("\(location(step)) is a list, ‘\(path[step])’ is no number")
        }
        guard (0..<count).contains(index) else {
            let entries = count == 1 ? "1 entry" : "\(count) entries"
            throw problem("there is no \(location(step + 1)), the list has \(entries)")
        }
        return index
    }

    private func problem(_ text: String) -> Diagnostic {
        Diagnostic(origin: origin, problem: text)
    }

    /// The path down to the step, as the user writes it.
    private func location(_ step: Int) -> String {
        step == 0 ? "the scenario" : path.prefix(step).joined(separator: ".")
    }
}
