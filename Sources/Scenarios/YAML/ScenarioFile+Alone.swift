// What a site without a CSMS cannot follow.
extension ScenarioFile {
    /// A site is played without chargers and messages where there is no CSMS, and by `fleetsim plan`:
    /// what would come of a CSMS is a mistake there, and not left out without a word.
    static func checkAlone(
        of scenario: Scenario,
        in root: YAMLNode,
        _ problems: inout Problems
    ) {
        let planned = scenario.plan?.place(in: scenario.fleet)
        for (place, site) in scenario.fleet.enumerated() {
            guard scenario.csms.isAbsent || place == planned else { continue }
            let node = root["fleet"]?.children[safely: place]
            let what = scenario.csms.isAbsent ? "‘csms: none’" : "‘plan’"
            if let power = site.power, power.control.isByCSMS {
                problems.add(
                    "\(what) plays the site \(site.site.quoted) without a CSMS, so that none can share "
                        + "its power",
                    at: node?["power"]?["control"]?.origin ?? .file,
                    suggestion: "leave ‘control’ out: the site shares by itself"
                )
            }
            if site.arrivals.strangers > 0 {
                problems.add(
                    "\(what) plays the site \(site.site.quoted) without a CSMS, so that nobody turns "
                        + "strangers away",
                    at: node?["arrivals"]?["strangers"]?.origin ?? .file,
                    suggestion: "leave ‘strangers’ out"
                )
            }
        }
    }
}

extension [YAMLNode] {
    fileprivate subscript(safely place: Int) -> YAMLNode? {
        indices.contains(place) ? self[place] : nil
    }
}
