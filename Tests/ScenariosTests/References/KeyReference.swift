@testable import Scenarios

/// The reference of every key of a scenario in Markdown, made of the schema that editors use.
struct KeyReference {
    /// A mapping of the scenario, with each way in which it can be written.
    private struct Section {
        var title: String
        var shapes: [Shape]
    }

    private struct Shape: Equatable {
        /// The key and value by which it is told apart, as in `kind: csms-restart`.
        var mark: String?
        var rows: [Row]
    }

    private struct Row: Equatable {
        var key: String
        var value: String
        var meaning: String
    }

    private var sections: [Section] = []
    private var known: Set<String> = []

    /// The whole of it.
    static func markdown() -> String {
        var reference = KeyReference()
        reference.describe(Scenario.record.schema, "scenario")
        return reference.sections.map(text).joined(separator: "\n")
    }

    private static func text(_ section: Section) -> String {
        let tables = section.shapes.map { shape in
            let heading = shape.mark.map { "With `\($0)`:\n\n" } ?? ""
            let rows = shape.rows.map { "| `\($0.key)` | \($0.value) | \($0.meaning) |" }
            return heading
                + (["| key | value | |", "|---|---|---|"] + rows).joined(separator: "\n")
                + "\n"
        }
        return "## \(section.title)\n\n" + tables.joined(separator: "\n")
    }
}

extension KeyReference {
    /// Adds the section of a mapping, and those of the mappings in it.
    private mutating func describe(_ value: JSONValue, _ title: String) {
        guard known.insert(title).inserted else { return }
        let index = sections.count
        sections.append(Section(title: title, shapes: []))
        let objects = Self.objects(in: value)
        var shapes: [Shape] = []
        for members in objects {
            guard case .object(let keys)? = members["properties"] else { continue }
            var mark: String?
            var rows: [Row] = []
            for key in keys {
                if objects.count > 1, mark == nil, let constant = Self.constant(key.value) {
                    mark = "\(key.key): \(constant)"
                    continue
                }
                // Of forms that share a table none alone requires a key.
                let isSure = objects.count == 1 || mark != nil
                let inner = title == "scenario" ? key.key : "\(title).\(key.key)"
                rows.append(
                    Row(
                        key: key.key,
                        value: self.value(key.value, inner),
                        meaning: [
                            Self.meaning(of: key.value),
                            isSure && Self.isRequired(key.key, members) ? "Required." : "",
                        ].filter { !$0.isEmpty }.joined(separator: " ")
                    )
                )
            }
            // Forms without a mark differ in the keys that they have.
            if mark == nil, let first = shapes.firstIndex(where: { $0.mark == nil }) {
                shapes[first].rows += rows.filter { row in
                    !shapes[first].rows.contains { $0.key == row.key }
                }
            } else {
                shapes.append(Shape(mark: mark, rows: rows))
            }
        }
        sections[index].shapes = shapes.filter { !$0.rows.isEmpty || $0.mark != nil }
    }

    /// What a value may be, in a few words; mappings have a section of their own.
    private mutating func value(_ value: JSONValue, _ path: String) -> String {
        if !Self.objects(in: value).isEmpty { describe(value, path) }
        var words: [String] = []
        for alternative in Self.alternatives(value) {
            let word = self.word(alternative, path)
            if !word.isEmpty, !words.contains(word) { words.append(word) }
        }
        return words.joined(separator: " or ")
    }

    private mutating func word(_ value: JSONValue, _ path: String) -> String {
        switch value {
        case .definition("variable", _): return ""
        case .definition(let name, let content):
            let title = Self.words(name)
            _ = self.value(content, title)
            return known.contains(title) ? Self.link(title) : title
        case .object(let members):
            if let constant = Self.constant(value) { return "`\(constant)`" }
            if case .array(let words)? = members["enum"] {
                return words.map { "`\(Self.plain($0))`" }.joined(separator: ", ")
            }
            if members["properties"] != nil { return Self.link(path) }
            if let items = members["items"] {
                let item = self.value(items, path)
                return item.isEmpty ? "list" : "list: \(item)"
            }
            return Self.scalar(members)
        case .string, .integer, .decimal, .boolean, .array: return ""
        }
    }
}

extension KeyReference {
    private static func scalar(_ members: [JSONValue.Member]) -> String {
        guard case .string(let type)? = members["type"] else { return "text" }
        let bounds = ["minimum", "maximum"].map { members[$0].map(plain) }
        let range: String =
            switch (bounds[0], bounds[1]) {
            case (let minimum?, let maximum?): ", \(minimum) … \(maximum)"
            case (let minimum?, nil): " from \(minimum)"
            case (nil, let maximum?): " up to \(maximum)"
            case (nil, nil): ""
            }
        switch type {
        case "integer": return "integer" + range
        case "number": return "number" + range
        case "boolean": return "`true`, `false`"
        case "object": return "mapping"
        case "array": return "list"
        case _: return "text"
        }
    }

    private static func alternatives(_ value: JSONValue) -> [JSONValue] {
        guard case .object(let members) = value else { return [value] }
        for key in ["anyOf", "allOf"] {
            if case .array(let items)? = members[key] { return items.flatMap(alternatives) }
        }
        return [value]
    }

    /// The mappings that are written out as what a value may be.
    private static func objects(in value: JSONValue) -> [[JSONValue.Member]] {
        alternatives(value).compactMap { alternative in
            guard case .object(let members) = alternative, members["properties"] != nil else {
                return nil
            }
            return members
        }
    }

    private static func constant(_ value: JSONValue) -> String? {
        guard case .object(let members) = value else { return nil }
        return members["const"].map(plain)
    }

    private static func isRequired(_ key: String, _ members: [JSONValue.Member]) -> Bool {
        guard case .array(let keys)? = members["required"] else { return false }
        return keys.contains(.string(key))
    }

    private static func meaning(of value: JSONValue) -> String {
        guard case .object(let members) = value, case .string(let text)? = members["description"]
        else { return "" }
        return text.replacing("|", with: "\\|")
    }

    private static func plain(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .decimal(let number): number == number.rounded() ? "\(Int(number))" : "\(number)"
        case .boolean(let flag): "\(flag)"
        case .array, .object, .definition: ""
        }
    }

    /// The name of a definition in words: `durationLaw` is a duration law.
    private static func words(_ name: String) -> String {
        name.map { $0.isUppercase ? " \($0.lowercased())" : "\($0)" }.joined()
    }

    private static func link(_ title: String) -> String {
        let anchor = title.lowercased().filter { $0 != "." }.replacing(" ", with: "-")
        return "[\(title)](#\(anchor))"
    }
}

extension [JSONValue.Member] {
    fileprivate subscript(key: String) -> JSONValue? { first { $0.key == key }?.value }
}
