// Faults and the CSMS's calls go to chargers that there are, and within the run: one that affects nothing
// would pass without a word.
extension ScenarioFile {
    /// Each is at a site that there is: that is told also where other things are wrong.
    static func checkSites(
        in root: YAMLNode,
        among names: [String],
        _ problems: inout Problems
    ) {
        guard !names.isEmpty else { return }
        let faults = root["faults"]?.children ?? []
        let calls = root["csms"]?["reference"]?["commands"]?.children ?? []
        let nodes =
            faults.map { (aFault, $0) } + calls.map { ("a call of the CSMS", $0) }
        for (what, node) in nodes {
            guard let site = node["site"], let name = site.scalar, !names.contains(name) else {
                continue
            }
            // Whether it is one of several is known when the sites have been read.
            if what == aFault, let parts = SiteNames.parts(of: name), names.contains(parts.name) {
                continue
            }
            problems.add(
                "\(what) is at \(name.quoted), but no site is called so",
                at: site.origin,
                suggestion: Spelling.suggestion(for: name, among: names)
            )
        }
    }

    private static let aFault = "a fault"

    /// Where a fault names one of several sites by its number, there are as many.
    private static func checkNumber(
        of site: String,
        in scenario: Scenario,
        at origin: Origin,
        _ problems: inout Problems
    ) {
        guard !scenario.fleet.contains(where: { $0.site == site }),
            scenario.fleet.sharedName(of: site) == nil,
            let parts = SiteNames.parts(of: site),
            let count = scenario.fleet.siteCounts[parts.name]
        else { return }
        let several = "‘\(parts.name)-1’ to ‘\(parts.name)-\(count)’"
        problems.add(
            "\(aFault) is at \(site.quoted), but no site is called so",
            at: origin,
            suggestion: count > 1
                ? "there are \(several), and \(parts.name.quoted) for all of them"
                : "known here: \(parts.name)"
        )
    }

    /// At that site there are chargers of the model that a call is for, and with the connector that fails.
    static func checkTargets(
        of scenario: Scenario,
        in root: YAMLNode,
        _ problems: inout Problems
    ) {
        func groups(at site: String?) -> [ChargerGroup] {
            scenario.fleet.filter { (site ?? $0.site) == $0.site }.flatMap(\.chargers)
        }
        func at(_ site: String?) -> String { site.map { " at \($0.quoted)" } ?? "" }
        for (number, command) in scenario.csms.reference.commands.enumerated() {
            let models = groups(at: command.site).map(\.model.id)
            guard let model = command.model, !models.isEmpty, !models.contains(model) else {
                continue
            }
            let known = models.reduce(into: [String]()) { known, model in
                if !known.contains(model) { known.append(model) }
            }
            problems.add(
                "a call of the CSMS is for \(model.quoted), but no charger\(at(command.site)) is of "
                    + "that model",
                at: root.nearest(to: commands + [.index(number), "model"]).origin,
                suggestion: Spelling.suggestion(for: model, among: known)
            )
        }
        for (number, fault) in scenario.faults.enumerated() {
            let site = root.nearest(to: ["faults", .index(number), "site"]).origin
            if let name = fault.site { checkNumber(of: name, in: scenario, at: site, &problems) }
            let index = fault.site.map { scenario.fleet.sharedName(of: $0) ?? $0 }
            guard let connector = fault.kind.connector,
                let maximum = groups(at: index).map(\.model.connectors).max(), connector > maximum
            else { continue }
            problems.add(
                "connector \(connector) fails, but no charger\(at(fault.site)) has one",
                at: root.nearest(to: ["faults", .index(number), "connector"]).origin,
                suggestion: "the most that one has is \(maximum)"
            )
        }
    }

    /// What would begin after the end of the run is a slip, unless the command line has cut it short.
    static func checkMoments(
        of scenario: Scenario,
        in root: YAMLNode,
        _ problems: inout Problems
    ) {
        if let duration = root["duration"], case .override = duration.origin { return }
        func check(_ what: String, _ moment: Duration, _ path: [YAMLNode.Step]) {
            guard moment >= scenario.duration else { return }
            let texts = [moment, scenario.duration].map { Dimension.duration.text($0.nanoseconds) }
            problems.add(
                "\(what) at \(texts[0]), the run is over at \(texts[1])",
                at: root.nearest(to: path).origin,
                suggestion: root["duration"] == nil && !scenario.load.isEmpty
                    ? "its load takes no longer" : "choose an earlier moment or a longer ‘duration’"
            )
        }
        for (number, fault) in scenario.faults.enumerated() {
            check("the fault begins", fault.at, ["faults", .index(number), "at"])
        }
        for (number, command) in scenario.csms.reference.commands.enumerated() {
            check("the CSMS calls first", command.at, commands + [.index(number), "at"])
        }
    }

    private static let commands: [YAMLNode.Step] = ["csms", "reference", "commands"]
}
