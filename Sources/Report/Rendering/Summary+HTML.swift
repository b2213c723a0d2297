import FleetSim
import FoundationEssentials
import Glibc
import Scenarios

extension Summary {
    /// One page that needs nothing else: no font, no image, no script from anywhere.
    package func html(under navigation: String = "") -> String {
        let content =
            switch kind {
            case .fleet(let course): FleetPage(self, course).html
            case .sites(let course): SitesPage(self, course).html
            case .plan(let plan): PlanPage(self, plan).html
            case .capacity(let capacity): CapacityPage(capacity: capacity).html
            }
        let subtitle = plan.map(planSubtitle) ?? capacity.map(capacitySubtitle) ?? subtitle
        return Page.html(
            title: run.scenario,
            navigation: navigation,
            body: """
                <header>
                <h1>\(run.scenario.inHTML)</h1>
                <p class="quiet">\(subtitle.inHTML)\(fingerprintHTML)</p>
                </header>
                <main>
                \(Conclusion(self).html(self))\(content)\(originSection)</main>
                <footer>
                \(Page.paragraphs(machineSentences + [fileSentence]))</footer>

                """
        )
    }

    private var fingerprintHTML: String {
        run.fingerprint.map { " · fingerprint <code>\($0.inHTML)</code>" } ?? ""
    }

    /// What was run, against what, and how to run it again.
    private var originSection: String {
        let against: String =
            switch kind {
            case .fleet, .capacity:
                origin.csms.map { "Against the CSMS at \($0), in real time\(speedWords)." }
                    ?? "Against the reference CSMS in the process, in virtual time."
            case .sites: "Sites alone, without a CSMS, in virtual time."
            case .plan: "Designs of a site, without a CSMS, in virtual time."
            }
        let again = origin.command.map { "<p>Run it again:</p>\n" + Page.preformatted($0) } ?? ""
        return Page.section(
            "What was run",
            [
                Page.paragraphs([against]), again,
                Page.folded("The scenario", Page.preformatted(origin.scenarioText)),
            ]
        )
    }

    private var speedWords: String {
        guard let speed = run.speed, speed != 1 else { return "" }
        return " at \(Figures.brief(speed)) times its speed"
    }

    /// The axis of the page's charts.
    var timeAxis: TimeAxis {
        TimeAxis(
            edges: timeline.edges(until: run.simulatedMicroseconds),
            phases: phases,
            faults: faults
        )
    }

    /// What the letters in charts stand for, and what is drawn shorter than it might seem.
    var axisSentences: [String] {
        let axis = timeAxis
        let letters = axis.shownFaults.enumerated().map { index, fault in
            let share = fault.share < 1 ? " (\(Figures.brief(fault.share * 100)) %)" : ""
            let site = fault.site.map { " at \($0)" } ?? ""
            let until =
                fault.until.map { " for \(Figures.span(microseconds: $0 - fault.at))" } ?? ""
            return
                "\(TimeAxis.letter(index)): \(fault.kind)\(share)\(site) "
                + "at \(axis.moment(fault.at))\(until)"
        }
        let faults =
            letters.isEmpty ? [] : ["Faults of the scenario: \(letters.joined(separator: "; "))."]
        let slot =
            "Each step of a curve is \(Figures.span(microseconds: timeline.slotMicroseconds))"
        let start = ScenarioFile.start(inKeptText: origin.scenarioText).written
        return faults + [slot + cutShort + ".", "Times count from \(start) on."]
    }

    /// That the last step is shorter, where it is.
    private var cutShort: String {
        let edges = timeline.edges(until: run.simulatedMicroseconds)
        guard let last = edges.last, edges.count > 1 else { return "" }
        let length = last - edges[edges.count - 2]
        guard length < timeline.slotMicroseconds else { return "" }
        return ", the last one \(Figures.span(microseconds: length)), and drawn as short as that"
    }
}

extension Timestamp {
    /// As a scenario writes it.
    fileprivate var written: String {
        Date(timeIntervalSince1970: Double(unixMilliseconds) / 1_000).formatted(.iso8601)
    }
}
