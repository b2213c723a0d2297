/// Where in a file each key is known: for those who write it at another place.
struct KeyLocations: Sendable {
    /// More places than these name none.
    private static let maximum = 3

    /// The places of a key, told where it was written beside keys among which it is not known.
    func suggestion(for key: String, notAmong known: [String]) -> String? {
        let known = Set(known)
        // A group of power is of chargers, though all else that has to do with cars has bays.
        if key == "bays", known.isSuperset(of: ["chargers", "limit"]) {
            return "did you mean ‘chargers’?"
        }
        // Of an entry with several forms it is another form that knows the key, and that is no other place.
        let own = Set(records.lazy.filter { $0.keys == known }.map(\.path))
        var paths: [[String]] = []
        for record in records where record.keys.contains(key) {
            guard !own.contains(record.path), !paths.contains(record.path) else { continue }
            paths.append(record.path)
        }
        // The nearest further in; else one of few.
        let inner = paths.filter { path in own.contains { !$0.isEmpty && path.starts(with: $0) } }
        if !inner.isEmpty { paths = inner }
        let shortest = paths.map(\.count).min()
        guard shortest != 0 else { return "it stands at the top of a scenario" }
        let near = inner.isEmpty ? paths : paths.filter { $0.count == shortest }
        guard (1...Self.maximum).contains(near.count) else { return nil }
        let names = near.map { $0.joined(separator: ".").quoted }
        return "it is a key of \(names.joined(separator: " or "))"
    }

    private struct KnownRecord: Sendable {
        let path: [String]
        let keys: Set<String>
    }

    /// Every mapping with keys of its own, by the keys that lead there; entries of lists have no number.
    private let records: [KnownRecord]

    /// Of all that a file may hold.
    init(of schema: JSONValue) {
        var records: [KnownRecord] = []
        Self.collect(from: schema, at: [], within: [], into: &records)
        self.records = records
    }

    private static func collect(
        from schema: JSONValue,
        at path: [String],
        within definitions: [String],
        into records: inout [KnownRecord]
    ) {
        switch schema {
        case .string, .integer, .decimal, .boolean: break
        case .array(let variants):
            for variant in variants {
                collect(from: variant, at: path, within: definitions, into: &records)
            }
        case .definition(let name, let content):
            guard !definitions.contains(name) else { return }
            collect(from: content, at: path, within: definitions + [name], into: &records)
        case .object(let members):
            for member in members {
                guard member.key == "properties", case .object(let fields) = member.value else {
                    collect(from: member.value, at: path, within: definitions, into: &records)
                    continue
                }
                records.append(KnownRecord(path: path, keys: Set(fields.map(\.key))))
                for field in fields {
                    let inner = path + [field.key]
                    collect(from: field.value, at: inner, within: definitions, into: &records)
                }
            }
        }
    }
}
