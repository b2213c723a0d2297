/// Reads a list of chargers: what each row says for itself, and kinds of those whose traits are the same.
struct ChargerListReader {
    /// The chargers at one site of a list.
    struct Site {
        var name: String
        var kinds: [ChargerGroup] = []
        /// The first row of each site, to point at.
        var origin: Origin
    }

    /// What a column is that holds a trait: the keys that lead to it in a group of chargers.
    private struct TraitColumn {
        var index: Int
        var path: [String]
    }

    /// Columns that are no trait of a kind.
    private static let own = [
        "identity", "site", "count", "password", "certificate", "key",
    ]
    private static let groupKeys = ChargerGroup.traits.map(\.key)
    private static let modelKeys = ChargerModel.traits.map(\.field.key)

    /// What holds for all rows that do not say otherwise: keys of a group.
    private let base: [YAMLNode.Entry]
    private let file: ListFile
    private let hasSites: Bool
    private var columns: [String: Int] = [:]
    private var traits: [TraitColumn] = []

    private var sites: [Site] = []
    private var indexOfSite: [ByteText: Int] = [:]
    /// By the cells of their traits, and by those that say what the model is.
    private var kinds: [ByteText: Int] = [:]
    private var groups: [ChargerGroup] = []
    private var models: [ByteText: ChargerModel] = [:]
    private var indexOfKind: [KindAtSite: Int] = [:]
    private var lineOfIdentity: [ByteText: Int] = [:]

    private struct KindAtSite: Hashable {
        var site: Int
        var kind: Int
    }
    /// How many chargers the rows so far come to.
    private var count = 0

    /// The list that a mapping with a `file` names; its other keys hold for all of its chargers.
    ///
    /// The list of a whole fleet says at which site each charger stands; nil, and what is wrong with each
    /// line among the problems, if something is.
    static func read(
        _ node: YAMLNode,
        ofWholeFleet: Bool,
        _ problems: inout Problems
    ) -> [Site]? {
        let before = problems.count
        for entry in node.entries where entry.key != "file" && !entry.key.hasPrefix("x-") {
            guard !groupKeys.contains(entry.key) else { continue }
            problems.add(
                "unknown key \(entry.key.quoted)",
                at: entry.keyOrigin,
                suggestion: Spelling.suggestion(for: entry.key, among: ["file"] + groupKeys)
            )
        }
        guard let entry = node["file"],
            let name = Notation<String>.path.read(entry, &problems)
        else {
            if node["file"] == nil, problems.count == before {
                problems.add("the key ‘file’ is missing", at: node.origin)
            }
            return nil
        }
        guard problems.count == before,
            let file = ListFile.read(name, at: entry.origin, &problems),
            var reader = ChargerListReader(file, node, ofWholeFleet, &problems)
        else { return nil }
        reader.lineOfIdentity.reserveCapacity(file.rows.count)
        for row in file.rows { reader.take(row, &problems) }
        if file.rows.isEmpty {
            problems.add("no charger is listed", at: file.heading.origin())
        }
        return problems.count == before ? reader.sites : nil
    }

    private init?(
        _ file: ListFile,
        _ node: YAMLNode,
        _ ofWholeFleet: Bool,
        _ problems: inout Problems
    ) {
        self.file = file
        hasSites = ofWholeFleet
        base = node.entries.filter { Self.groupKeys.contains($0.key) }
        guard file.checkNames(&problems) else { return nil }
        for (index, name) in file.names.enumerated() {
            let key = name.lowercased()
            if Self.own.contains(key) {
                columns[key] = index
            } else if let path = Self.path(of: name) {
                traits.append(TraitColumn(index: index, path: path))
            } else if !key.hasPrefix("x-") {
                problems.add(
                    "unknown column \(name.quoted)",
                    at: file.heading.origin(index),
                    suggestion: Spelling.nearest(
                        to: name,
                        among: Self.own + Self.groupKeys + Self.modelKeys
                    ).map { "did you mean \($0.quoted)?" }
                        ?? "a column for others is called ‘x-\(name.clipped)’"
                )
                return nil
            }
        }
        var needed = ["identity"]
        if ofWholeFleet { needed.append("site") }
        for name in needed where file.column(required: name, &problems) == nil { return nil }
        if !ofWholeFleet, let site = columns["site"] {
            problems.add(
                "the list of one site has no column ‘site’",
                at: file.heading.origin(site),
                suggestion:
                    "a list with sites is that of the whole scenario: ‘chargers’ beside ‘fleet’"
            )
            return nil
        }
        if columns["key"] != nil, columns["certificate"] == nil {
            problems.add(
                "a ‘key’ is of no use without its ‘certificate’",
                at: file.heading.origin(columns["key"])
            )
            return nil
        }
    }

    /// The keys that lead to a trait: of the group, or of its model, which may be said.
    private static func path(of name: String) -> [String]? {
        let words = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard let first = words.first else { return nil }
        if words.count == 2 {
            if first == "model" { return modelKeys.contains(words[1]) ? words : nil }
            return ["configuration", "setup", "green", "vpn"].contains(first) ? words : nil
        }
        if first == "model" { return ["model", "like"] }
        if groupKeys.contains(first) { return [first] }
        return modelKeys.contains(first) ? ["model", first] : nil
    }
}

// Row by row.
extension ChargerListReader {
    private mutating func take(_ row: ListFile.Row, _ problems: inout Problems) {
        let site = siteName(row, &problems)
        let identities = identities(row, &problems)
        let kind = kind(row, &problems)
        let own = own(row, identities, &problems)
        guard let site, let own, let kind else { return }
        let index = self.index(ofSite: site, row)
        let key = KindAtSite(site: index, kind: kind)
        let group: Int
        if let known = indexOfKind[key] {
            group = known
        } else {
            group = sites[index].kinds.count
            sites[index].kinds.append(groups[kind])
            indexOfKind[key] = group
            sites[index].kinds[group].count = 0
        }
        sites[index].kinds[group].listed += own
        sites[index].kinds[group].count += own.count
    }

    private func siteName(_ row: ListFile.Row, _ problems: inout Problems) -> String? {
        guard hasSites, let column = columns["site"] else { return "" }
        guard !row[column].isEmpty else {
            problems.add("the site is missing", at: row.origin(column))
            return nil
        }
        return Self.nameOfSite.read(row.word(column), &problems)
    }

    private static let nameOfSite = Notation<String>.text(1...40)

    private mutating func index(ofSite name: String, _ row: ListFile.Row) -> Int {
        if let index = indexOfSite[ByteText(name)] { return index }
        indexOfSite[ByteText(name)] = sites.count
        sites.append(Site(name: name, origin: row.origin(columns["site"])))
        return sites.count - 1
    }

    /// What a row calls its chargers; nil: something is wrong with it.
    private mutating func identities(
        _ row: ListFile.Row,
        _ problems: inout Problems
    ) -> [String]? {
        guard let column = columns["identity"] else { return nil }
        guard !row[column].isEmpty else {
            problems.add("the identity is missing", at: row.origin(column))
            return nil
        }
        guard let text = Notation<String>.identity.read(row.word(column), &problems),
            let many = many(row, text, &problems)
        else { return nil }
        var identities: [String] = []
        for _ in 0..<many {
            count += 1
            let identity = text.numbered(count)
            let key = ByteText(identity)
            if let line = lineOfIdentity[key] {
                problems.add(
                    "\(identity.quoted) is on line \(line) already",
                    at: row.origin(column)
                )
                return nil
            }
            lineOfIdentity[key] = row.line
            guard identity.utf8.count <= 48 || identity.unicodeScalars.count <= 48 else {
                problems.add(
                    "\(identity.quoted) is longer than 48 characters",
                    at: row.origin(column)
                )
                return nil
            }
            identities.append(identity)
        }
        return identities
    }

    /// How many chargers a row stands for.
    private func many(
        _ row: ListFile.Row,
        _ identity: String,
        _ problems: inout Problems
    ) -> Int? {
        guard let column = columns["count"], !row[column].isEmpty else { return 1 }
        guard let many = Notation<Int>.count.read(row.word(column), &problems) else { return nil }
        guard many == 1 || identity.isNumbered else {
            problems.add(
                "\(many) chargers cannot all be called \(identity.quoted)",
                at: row.origin(column),
                suggestion: "put {n} into it, or {n:05}"
            )
            return nil
        }
        return many
    }

    /// What the row says for its chargers alone.
    private func own(
        _ row: ListFile.Row,
        _ identities: [String]?,
        _ problems: inout Problems
    ) -> [ListedCharger]? {
        let before = problems.count
        var password: ListedPassword?
        if let column = columns["password"], !row[column].isEmpty {
            password = row.password(column, &problems)
        }
        func file(_ name: String) -> String? {
            guard let column = columns[name], !row[column].isEmpty else { return nil }
            return Notation<String>.path.read(row.word(column), &problems)
                .map { problems.path(of: $0) }
        }
        let certificate = file("certificate")
        let key = file("key")
        if key != nil, certificate == nil, let column = columns["key"] {
            problems.add("a ‘key’ is of no use without its ‘certificate’", at: row.origin(column))
        }
        guard problems.count == before else { return nil }
        return identities?.map {
            ListedCharger($0, password: password, certificate: certificate, key: key)
        }
    }

    /// What the row's traits make of a charger, worked out once for all rows with the same; the place of
    /// that among them.
    private mutating func kind(_ row: ListFile.Row, _ problems: inout Problems) -> Int? {
        let key = key(row) { _ in true }
        if let known = kinds[key] { return known }
        let before = problems.count
        var node = YAMLNode(content: .mapping(base), origin: row.origin())
        for trait in traits {
            guard let value = row.node(trait.index, &problems) else { continue }
            node.set(trait.path[...], to: value, named: row.origin(trait.index))
        }
        // What is wrong is told of each row, so a kind that cannot be is not kept.
        guard problems.count == before, let group = group(node, row, &problems),
            problems.count == before
        else { return nil }
        kinds[key] = groups.count
        groups.append(group)
        return groups.count - 1
    }

    /// The group that a mapping describes.
    ///
    /// Of all keys the model has most to read, and few rows have one of their own.
    private mutating func group(
        _ node: YAMLNode,
        _ row: ListFile.Row,
        _ problems: inout Problems
    ) -> ChargerGroup? {
        let key = key(row) { $0.path[0] == "model" }
        if let model = models[key] {
            return ChargerGroup.record.read(
                node,
                from: ChargerGroup(model: model),
                without: "model",
                &problems
            )
        }
        let group = ChargerGroup.record.read(node, &problems)
        if let group { models[key] = group.model }
        return group
    }

    /// What the cells of some traits say.
    private func key(_ row: ListFile.Row, _ isWanted: (TraitColumn) -> Bool) -> ByteText {
        var text = ""
        for trait in traits where isWanted(trait) {
            text += row[trait.index]
            text += "\u{1E}"
        }
        return ByteText(text)
    }
}

extension ListFile.Row {
    /// A password as it is, or `{env: NAME}`, `{file: PATH}` or `${NAME}`; no problem quotes it.
    fileprivate func password(
        _ column: Int,
        _ problems: inout Problems
    ) -> ListedPassword? {
        let text = self[column]
        guard text.utf8.contains(UInt8(ascii: "{")) else {
            return Self.secret.read(word(column), &problems).map { ListedPassword($0) }
        }
        let bare = text.filter { $0 != " " }
        let isElsewhere = bare.hasPrefix("{env:") || bare.hasPrefix("{file:")
        guard isElsewhere || text.contains("${") else {
            return Self.secret.read(word(column), &problems).map { ListedPassword($0) }
        }
        guard let node = node(column, &problems), let value = Self.secret.read(node, &problems)
        else { return nil }
        // Part of a text with a variable in it may be a password too.
        let isSource = isElsewhere || Substitution.isAlone(text)
        return ListedPassword(value, source: isSource ? text : nil)
    }

    private static let secret = Notation<String>.secret(1...40)
}

extension YAMLNode {
    /// Puts a value at the end of a path; a word on the way is the model that more is said of.
    fileprivate mutating func set(
        _ path: ArraySlice<String>,
        to value: YAMLNode,
        named origin: Origin
    ) {
        guard let key = path.first else {
            self = value
            return
        }
        var entries = entries
        if case .scalar = content, !isNull {
            entries = [Entry(key: "like", keyOrigin: self.origin, value: self)]
        }
        let nothing = YAMLNode(content: .mapping([]), origin: origin)
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].value.set(path.dropFirst(), to: value, named: origin)
        } else {
            var entry = Entry(key: key, keyOrigin: origin, value: nothing)
            entry.value.set(path.dropFirst(), to: value, named: origin)
            entries.append(entry)
        }
        content = .mapping(entries)
    }
}
