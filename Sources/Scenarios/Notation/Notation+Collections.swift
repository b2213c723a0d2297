extension Notation {
    /// Some of them in a row; all are read, whatever is wrong with some.
    static func list<Element>(of element: Notation<Element>, minimum: Int = 0) -> Notation
    where Value == [Element] {
        let schema: JSONValue = [
            "type": "array", "items": element.schema, "minItems": .integer(minimum),
        ]
        return Notation(schema: schema) { node, problems in
            guard case .list(let items) = node.content else {
                problems.add(expected: "a list", at: node)
                return nil
            }
            guard items.count >= minimum else {
                problems.add("this list needs at least \(minimum) entry", at: node.origin)
                return nil
            }
            var values: [Element] = []
            for item in items {
                if let value = element.read(item, &problems) { values.append(value) }
            }
            return values.count == items.count ? values : nil
        }
    }

    /// A list, or its only element.
    static func oneOrMore<Element>(of element: Notation<Element>) -> Notation
    where Value == [Element] {
        let list = Notation.list(of: element, minimum: 1)
        return Notation(schema: ["anyOf": [element.schema, list.schema]]) { node, problems in
            guard case .list = node.content else {
                return element.read(node, &problems).map { [$0] }
            }
            return list.read(node, &problems)
        }
    }

    /// A mapping whose keys are the user's own, in the order of the file.
    static func pairs<Key, Item>(_ key: Notation<Key>, _ item: Notation<Item>) -> Notation
    where Value == [(Key, Item)] {
        let schema: JSONValue = ["type": "object", "additionalProperties": item.schema]
        return Notation(schema: schema) { node, problems in
            guard case .mapping(let entries) = node.content else {
                problems.add(expected: "a mapping", at: node)
                return nil
            }
            var pairs: [(Key, Item)] = []
            for entry in entries {
                let name = YAMLNode(
                    content: .scalar(entry.key, isPlain: false),
                    origin: entry.keyOrigin
                )
                let key = key.read(name, &problems)
                let item = item.read(entry.value, &problems)
                if let key, let item { pairs.append((key, item)) }
            }
            return pairs.count == entries.count ? pairs : nil
        }
    }
}
