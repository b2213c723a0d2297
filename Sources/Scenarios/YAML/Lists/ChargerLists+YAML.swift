extension Notation<[ChargerGroup]> {
    /// The groups of chargers at a site, or a file that lists them one by one.
    static let groupsOrFile = Notation(
        schema: ["anyOf": [groups.schema, ChargerListReader.schema]]
    ) { node, problems in
        guard case .mapping(let entries) = node.content else { return groups.read(node, &problems) }
        // Who leaves out the ‘- ’ has no list in mind.
        guard entries.contains(where: { isFile($0.key) }) else {
            problems.add(
                "expected a list of chargers, or {file: NAME}, found a mapping without ‘file’",
                at: node.origin,
                suggestion: "each entry of a list begins with ‘- ’"
            )
            return nil
        }
        return ChargerListReader.read(node, ofWholeFleet: false, &problems)?.flatMap(\.kinds)
    }

    private static let groups = list(of: ChargerGroup.record.notation, minimum: 1)
}

extension ChargerListReader {
    /// A file, and what holds for all of its chargers that do not say otherwise.
    static let schema = JSONValue.definition(
        "chargerList",
        Record(
            Listed(),
            [
                Field(
                    "file",
                    \.file,
                    .text(1...4096),
                    "A CSV file with a line for each charger, beside the scenario.",
                    isRequired: true
                )
            ]
                + ChargerGroup.traits.map { trait in
                    Field(
                        trait.key,
                        about: trait.about,
                        schema: trait.schema,
                        fill: { _, _, _ in true }
                    )
                }
        ).schema
    )

    private struct Listed: Sendable {
        var file = ""
    }
}

extension Field<Scenario> {
    /// The chargers of the whole fleet, which stand at the sites that are there already.
    static let chargers = Field(
        "chargers",
        about: """
            A list of the whole fleet, {file: chargers.csv}, with a column ‘site’; ‘fleet’ then says who \
            comes to which site.
            """,
        schema: ChargerListReader.schema,
        fill: { node, scenario, problems in
            guard node.entries.contains(where: { isFile($0.key) }) else {
                problems.add(
                    "expected {file: NAME}, a list of the whole fleet, found \(node.description)",
                    at: node.origin,
                    suggestion: "groups of chargers, each a model and a count, stand under ‘fleet’"
                )
                return false
            }
            guard let sites = ChargerListReader.read(node, ofWholeFleet: true, &problems) else {
                return false
            }
            return scenario.insert(sites, from: node, &problems)
        }
    )

    /// The tokens of all drivers, whose sites are known by then.
    static let tokens = Field(
        "tokens",
        about: "The tokens of all drivers, {file: tokens.csv}; absent: they are drawn.",
        schema: TokenListSpec.notation.named("tokens").schema,
        fill: { node, scenario, problems in
            guard let list = TokenListSpec.notation.read(node, &problems) else { return false }
            scenario.tokens = list
            return scenario.checkSites(of: list, at: node, &problems)
        }
    )
}

extension Scenario {
    /// Puts the chargers of a list at the sites of the fleet; one that names none is at each usual.
    fileprivate mutating func insert(
        _ sites: [ChargerListReader.Site],
        from node: YAMLNode,
        _ problems: inout Problems
    ) -> Bool {
        let before = problems.count
        guard !fleet.isEmpty else {
            fleet = sites.map { SiteSpec().holding($0) }
            return true
        }
        let names = Set(fleet.filter(\.isPlaced).map(\.site))
        var indices: [String: Int] = [:]
        for (index, site) in sites.enumerated() { indices[site.name] = index }
        var isTaken = sites.map { _ in false }
        var placed: [SiteSpec] = []
        for (entry, spec) in fleet.enumerated() {
            let first = placed.count
            if !spec.isPlaced {
                placed.append(spec)
            } else if let index = indices[spec.site] {
                if !isTaken[index] { placed.append(spec.holding(sites[index])) }
                isTaken[index] = true
            } else if spec.site.hasSuffix("*") {
                let beginning = spec.site.dropLast()
                for (index, site) in sites.enumerated()
                where !isTaken[index] && !names.contains(site.name)
                    && site.name.hasPrefix(beginning)
                {
                    placed.append(spec.holding(site))
                    isTaken[index] = true
                }
            }
            if placed.count == first {
                problems.add(
                    "no charger of the list is left for the site \(spec.site.quoted) of ‘fleet’",
                    at: node.origin,
                    suggestion: Spelling.nearest(to: spec.site, among: sites.map(\.name))
                        .map { "did you mean \($0.quoted)?" }
                )
            }
            entries += Array(repeating: entry, count: placed.count - first)
        }
        for (site, isTaken) in zip(sites, isTaken) where !isTaken {
            problems.add(
                "the site \(site.name.quoted) is in no entry of ‘fleet’",
                at: site.origin,
                suggestion: Spelling.nearest(to: site.name, among: names.sorted())
                    .map { "did you mean \($0.quoted)?" } ?? "{site: \"*\"} is each other site"
            )
        }
        fleet = placed
        guard problems.count == before else { return false }
        return check(placed, at: node, &problems)
    }

    /// Holds what sites need of their chargers against those that are there now.
    private func check(
        _ placed: [SiteSpec],
        at node: YAMLNode,
        _ problems: inout Problems
    ) -> Bool {
        let before = problems.count
        for site in placed where site.isListed {
            for complaint in SiteSpec.rulesOfPlaced.flatMap({ $0.complaints(site) }) {
                problems.add(
                    "the site \(site.site.quoted): \(complaint.problem)",
                    at: node.origin,
                    suggestion: complaint.suggestion
                )
            }
        }
        return problems.count == before
    }

    /// Whether the sites of a list of tokens are there, and each has tokens.
    fileprivate func checkSites(
        of list: TokenListSpec,
        at node: YAMLNode,
        _ problems: inout Problems
    ) -> Bool {
        let before = problems.count
        let names = Set(fleet.map(\.site))
        var told: Set<String> = []
        for name in list.tokens.compactMap(\.site)
        where !names.contains(name) && told.insert(name).inserted {
            problems.add(
                "a token is of the site \(name.quoted), but no site is called so",
                at: node.origin,
                suggestion: Spelling.nearest(to: name, among: names.sorted())
                    .map { "did you mean \($0.quoted)?" }
            )
        }
        for site in fleet where site.tokens == nil && site.arrivals.sessions == nil {
            let own = list.at(site.site)
            let isNone = own.weights.map { !$0.contains { $0 > 0 } } ?? own.tokens.isEmpty
            guard isNone, told.insert(site.site).inserted else { continue }
            problems.add("no token is of drivers at \(site.site.quoted)", at: node.origin)
        }
        return problems.count == before
    }
}

extension SiteSpec {
    /// Whether its chargers are in the list of the whole fleet.
    fileprivate var isPlaced: Bool { chargers.isEmpty && stations.isEmpty }

    fileprivate func holding(_ site: ChargerListReader.Site) -> SiteSpec {
        var own = self
        own.site = site.name
        own.chargers = site.kinds
        return own
    }
}

/// Whether a key is meant as that of a list's file.
private func isFile(_ key: String) -> Bool { Spelling.nearest(to: key, among: ["file"]) != nil }
