// What a site without a CSMS cannot follow, and what only such a site can.
extension ScenarioFile {
    /// Where there is no CSMS a site is played without chargers and messages: what would come of a CSMS is
    /// a mistake there, and not left out without a word.
    static func checkAlone(
        of scenario: Scenario,
        in root: YAMLNode,
        _ problems: inout Problems
    ) {
        guard scenario.csms.isAbsent else { return }
        for index in scenario.fleet.indices {
            check("‘csms: none’", scenario, index, in: root, &problems)
        }
    }

    /// Why `fleetsim plan` cannot play its site.
    ///
    /// It does so without a CSMS, unless one is to share the power there.
    static func planOnly(_ scenario: Scenario, in root: YAMLNode) -> Problems {
        var problems = Problems.ofScenario()
        guard !scenario.csms.isAbsent, let index = scenario.plan?.index(in: scenario.fleet) else {
            return problems
        }
        let site = scenario.fleet[index]
        if site.power?.control.isByCSMS != true {
            check("‘fleetsim plan’", scenario, index, in: root, &problems)
        } else if site.isFixed {
            problems.add(
                "‘fleetsim plan’ has a CSMS share the power of the site \(site.site.quoted), which is "
                    + "given by files, as only a site that shares by itself can be",
                at: root.nearest(to: [
                    "fleet", .index(scenario.entry(of: index)), "power", "control",
                ]).origin,
                suggestion: "leave ‘control’ out: the site shares by itself"
            )
        }
        return problems
    }

    /// Why `fleetsim run`, which has a CSMS, cannot follow what a plan can.
    static func runOnly(_ scenario: Scenario, in root: YAMLNode) -> Problems {
        var problems = Problems.ofScenario()
        guard !scenario.csms.isAbsent, let index = scenario.plan?.index(in: scenario.fleet),
            scenario.fleet[index].isFixed
        else { return problems }
        problems.add(
            "‘fleetsim run’ has a CSMS here, and the site \(scenario.fleet[index].site.quoted) is "
                + "given by files, which is for runs without one",
            at: root.nearest(to: [
                "fleet", .index(scenario.entry(of: index)), "arrivals", "sessions",
            ]).origin,
            suggestion: "say ‘csms: none’"
        )
        return problems
    }

    private static func check(
        _ what: String,
        _ scenario: Scenario,
        _ index: Int,
        in root: YAMLNode,
        _ problems: inout Problems
    ) {
        let site = scenario.fleet[index]
        func origin(_ keys: YAMLNode.Step...) -> Origin {
            root.nearest(to: ["fleet", .index(scenario.entry(of: index))] + keys).origin
        }
        if let power = site.power, power.control.isByCSMS {
            problems.add(
                "\(what) plays the site \(site.site.quoted) without a CSMS, so that none can share "
                    + "its power",
                at: origin("power", "control"),
                suggestion: "leave ‘control’ out: the site shares by itself"
            )
        }
        if site.arrivals.unknownTokens > 0 {
            problems.add(
                "\(what) plays the site \(site.site.quoted) without a CSMS, so that no stranger is "
                    + "turned away",
                at: origin("arrivals", "strangers"),
                suggestion: "leave ‘strangers’ out"
            )
        }
    }
}
