import Foundation
import Testing

/// How many files a change touches, counted in the files as they are: ARCHITECTURE.md says which.
@Suite struct `to add` {
    private static let sources = SourceTree.files(under: "Sources")

    private static func text(of path: String) throws -> String {
        try #require(sources.first { $0.path == path }, "\(path) is gone").text
    }

    /// The files that name something.
    private static func files(naming pattern: String) throws -> Set<String> {
        let regex = try Regex(pattern)
        return Set(sources.filter { $0.text.contains(regex) }.map(\.path))
    }

    /// The cases that an enum declares one to a line or several.
    private static func cases(of name: String, in path: String) throws -> [String] {
        let text = try text(of: path)
        let start = try #require(text.firstRange(of: "enum \(name)"), "\(name) is gone")
        let body = text[start.upperBound...]
        let end = try #require(body.firstRange(of: try Regex("\n *}\n")))
        let payloads = /\([^()]*\)/
        return body[..<end.lowerBound].matches(of: /(?m)^ *case (.+)$/).flatMap { line in
            line.1.replacing(payloads, with: "").matches(of: /(?:^|, )([a-z]\w*)/)
                .map { String($0.1) }
        }
    }

    @Test func `a call of the CSMS, three files are touched`() throws {
        let room = "Sources/FleetSim/CentralSystem/V16/Calls/"
        let actions = try Self.cases(
            of: "Action",
            in: "Sources/Scenarios/YAML/Specs/CommandAction.swift"
        )
        let list = try Self.text(of: room + "Command+Spec.swift")
        // Two triggers differ in nothing but their messages.
        let types = list.matches(of: /case \.\w+: (\w+Call)(<\w+>)?\(spec\)/)
        #expect(actions.count == types.count && Set(types.map(\.0)).count == types.count)
        for type in Set(types.map { String($0.1) }) {
            let own = room + type + ".swift"
            #expect(
                try Self.files(naming: "\\b\(type)\\b") == [own, room + "Command+Spec.swift"],
                "\(type) is named elsewhere"
            )
        }
        // The third: its word and its keys.
        let keys = "Sources/Scenarios/YAML/Specs/CommandAction.swift"
        // An effect is called as the call that has it.
        for action in actions where action != "reset" && action != "remoteStart" {
            let naming = try Self.files(naming: "case \\.(?:\\w+, \\.)*\(action)\\b")
                .filter { $0.hasPrefix("Sources/Scenarios/") }
            #expect(naming.isSubset(of: [keys]), "\(action): \(naming)")
        }
    }

    @Test func `a fault, three files are touched`() throws {
        let kind = "Sources/Scenarios/YAML/Specs/FaultKind.swift"
        let course = "Sources/FleetSim/Fleet/FleetPlan+Faults.swift"
        // Other enums have cases of the same name.
        let common: Set<String> = ["unavailable", "emergencyStop", "setupSaved"]
        let kinds = try Self.cases(of: "Kind", in: kind)
        #expect(kinds.count == 15)
        for fault in kinds where !common.contains(fault) {
            let naming = try Self.files(naming: "case \\.(?:\\w+, \\.)*\(fault)\\b")
            #expect(naming.isSubset(of: [kind, course]), "\(fault): \(naming.sorted())")
        }
        // The third is what it does to a charger, or to a link.
        let effects = [
            ("ChargerFault", "Sources/FleetSim/Firmware/V16/Charger+Faults.swift"),
            ("LinkFault.Effect", "Sources/FleetSim/Faults/LinkFaults.swift"),
        ]
        for (name, path) in effects {
            #expect(try Self.text(of: path).contains("func "), "\(name)")
        }
        let links = try Self.files(
            naming: "\\.(?:readsSlowly|comesAndGoes|breaksOff|misdirected)\\(?"
        )
        .filter { $0.hasPrefix("Sources/FleetSim/Worlds/") }
        #expect(links.isSubset(of: worlds), "a world tells one fault from another: \(links)")
    }

    /// What a fault makes of a connection is a `LinkFaults.Change`, and worlds know nothing else of it.
    private let worlds: Set<String> = [
        "Sources/FleetSim/Worlds/VirtualWorld.swift",
        "Sources/FleetSim/Worlds/Live/LiveWorld+Faults.swift",
    ]

    @Test func `a figure of plans, two files are touched`() throws {
        let table = "Sources/Scenarios/Plan/PlanFigure.swift"
        let measure = "Sources/Planning/Designs/SiteMeasures.swift"
        let figures = try Self.cases(of: "PlanFigure", in: table)
        #expect(figures.count == 57)
        // Those that no other enum has a case for, and that no report picks out.
        for figure in figures where figure.contains(where: \.isUppercase) {
            let naming = try Self.files(naming: "case \\.(?:\\w+, \\.)*\(figure)\\b")
            #expect(naming.isSubset(of: [table, measure]), "\(figure): \(naming.sorted())")
        }
    }

    @Test func `a figure for thresholds, two files are touched`() throws {
        let table = "Sources/Scenarios/Metric.swift"
        let measure = "Sources/Report/Verdicts/Database+Verdicts.swift"
        // Other enums have cases of the same name.
        let common: Set<String> = [
            "latency", "count", "rate", "failed", "lost", "open", "rejected", "refused", "served",
            "short", "reneged",
        ]
        for name in ["CallMeasure", "ConnectionMeasure", "SessionMeasure"] {
            let figures = try Self.cases(of: name, in: table)
            #expect(figures.count > 6, "\(name)")
            for figure in figures where !common.contains(figure) {
                // The engine knows no thresholds.
                let naming = try Self.files(naming: "case \\.(?:\\w+, \\.)*\(figure)\\b")
                    .filter { !$0.hasPrefix("Sources/FleetSim/") }
                #expect(naming == [table, measure], "\(figure): \(naming.sorted())")
            }
        }
    }

    @Test func `a trait of how chargers connect, two files are touched`() throws {
        let value = "Sources/Scenarios/YAML/Specs/ConnectionBehaviour.swift"
        let text = try Self.text(of: value)
        let end = try #require(text.firstRange(of: "package init() {}"))
        let traits = text[..<end.lowerBound].matches(of: /package var (\w+)/).map { String($0.1) }
        #expect(traits.count == 11)
        for trait in traits {
            #expect(text.contains("\\.connection.\(trait),"), "\(trait) has no key")
            // The second is what obeys it; entries of the catalogue only say what models are like.
            let naming = try Self.files(naming: "\\.connection\\.\(trait)\\b")
                .filter { !$0.hasPrefix("Sources/Scenarios/Catalogue/") }
            #expect(naming.count == 2 && naming.contains(value), "\(trait): \(naming.sorted())")
        }
    }
}
