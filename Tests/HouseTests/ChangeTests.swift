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

    private static let bytes = sources.map { (path: $0.path, text: Array($0.text.utf8)) }

    /// The files below a folder that name a member of one of some owners, or of any.
    ///
    /// Byte by byte: to look for a pattern in all files takes a second, and there are many traits.
    private static func files(
        naming member: String,
        of owners: [String] = [""],
        under folder: String
    ) -> Set<String> {
        let names = owners.map { Array("\($0).\(member)".utf8) }
        let found = bytes.filter { file in
            file.path.hasPrefix(folder) && names.contains { isNamed($0, in: file.text) }
        }
        return Set(found.map(\.path))
    }

    /// Whether words joined by points stand there, and are no part of longer ones.
    private static func isNamed(_ name: [UInt8], in text: [UInt8]) -> Bool {
        func isPart(_ index: Int) -> Bool {
            guard text.indices.contains(index) else { return false }
            return UInt8(ascii: "a")...UInt8(ascii: "z") ~= text[index] | 0x20
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index]
        }
        let isMember = name.first == UInt8(ascii: ".")
        for index in text.indices where text[index] == name[0] {
            guard text[index...].starts(with: name), !isPart(index + name.count) else { continue }
            if isMember || !isPart(index - 1) { return true }
        }
        return false
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
        let common: Set<String> = [
            "unavailable", "emergencyStop", "setupSaved", "failed", "lost",
        ]
        let kinds = try Self.cases(of: "Kind", in: kind)
        #expect(kinds.count == 15)
        for fault in kinds where !common.contains(fault) {
            let naming = try Self.files(naming: "case \\.(?:\\w+, \\.)*\(fault)\\b")
            #expect(naming.isSubset(of: [kind, course]), "\(fault): \(naming.sorted())")
        }
        // The third is what it does, to a charger or to a link: nothing else of the engine tells one
        // from another, but for the chargers that a load has come and go as power cuts do.
        for (name, path) in [
            ("ChargerFault", "Sources/FleetSim/Firmware/V16/Charger+Faults.swift"),
            ("Effect", "Sources/FleetSim/Faults/LinkFaults.swift"),
        ] {
            let load = "Sources/FleetSim/Fleet/FleetPlan+Load.swift"
            for effect in try Self.cases(of: name, in: path) where !common.contains(effect) {
                let naming = Self.files(naming: effect, under: "Sources/FleetSim/")
                let known: Set<String> = name == "Effect" ? worlds : [load]
                #expect(naming.contains(path), "\(effect)")
                #expect(naming.isSubset(of: known.union([course, path])), "\(effect): \(naming)")
            }
        }
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

    @Test(arguments: [
        ("ConnectionCounts", ["connections", "counts"], 7),
        ("LagCounts", ["lag", "counts"], 6),
        ("AnswerWatch", ["answers"], 3),
    ])
    func `a stored metric, two files are touched beside the line that records it`(
        type: String,
        owners: [String],
        count: Int
    ) throws {
        // The first has the value, how it is merged and how it is written for another process.
        let own = "Sources/FleetSim/Metrics/\(type).swift"
        let text = try Self.text(of: own)
        #expect(text.contains("extension \(type): BatchCoded"))
        let start = try #require(text.firstRange(of: "struct \(type)"))
        let rest = text[start.upperBound...]
        let end = try #require(rest.firstRange(of: "package init() {}"))
        let values = rest[..<end.lowerBound].matches(of: /(?:package|private|\)) var (\w+)/)
            .map { String($0.1) }
        #expect(values.count == count, "\(values)")
        for value in values {
            func naming(_ folder: String) -> Set<String> {
                Self.files(naming: value, of: owners, under: folder).subtracting([own])
            }
            // The second has its column; out of that all of SQL is made.
            let stored = naming("Sources/Report/Store/")
            let isAmongRows = stored.allSatisfy { $0.hasPrefix("Sources/Report/Store/Rows/") }
            #expect(stored.count <= 1 && isAmongRows, "\(value): \(stored)")
            #expect(naming("Sources/FleetSim/").count <= 1, "\(value) is recorded in one file")
        }
    }

    struct Behaviour: CustomTestStringConvertible {
        var name: String
        /// Where its values and their keys stand, below `Sources/Scenarios/Catalogue`.
        var file: String
        /// As the engine has it in hand.
        var owners: [String]
        var traits: Int
        /// Which traits more files of the engine obey than one, and how many; to lessen, and not to extend.
        var obeyed: [String: Int] = [:]

        var testDescription: String { name }
    }

    static let behaviours = [
        Behaviour(
            name: "ConnectionBehaviour",
            file: "ConnectionBehaviour",
            owners: ["connection"],
            traits: 11,
            obeyed: ["backOff": 2]
        ),
        Behaviour(
            name: "HardwareBehaviour",
            file: "HardwareBehaviour",
            owners: ["hardware"],
            traits: 4
        ),
        Behaviour(
            name: "MeteringBehaviour",
            file: "MeteringBehaviour",
            owners: ["metering"],
            traits: 4
        ),
        Behaviour(
            name: "AccessBehaviour",
            file: "AccessBehaviour",
            owners: ["access", "model"],
            traits: 6,
            obeyed: ["cable": 3, "defaultTag": 3, "isLockedWhenAvailable": 2]
        ),
        Behaviour(
            name: "FirmwareBehaviour",
            file: "ModelBehaviours",
            owners: ["firmwareUpdate"],
            traits: 4,
            obeyed: ["failure": 2]
        ),
        Behaviour(
            name: "UploadBehaviour",
            file: "ModelBehaviours",
            owners: ["upload"],
            traits: 2
        ),
        Behaviour(
            name: "SecurityBehaviour",
            file: "ModelBehaviours",
            owners: ["security"],
            traits: 4,
            obeyed: ["keyForm": 2]
        ),
        Behaviour(
            name: "SmartChargingBehaviour",
            file: "ModelBehaviours",
            owners: ["behaviour"],
            traits: 4
        ),
    ]

    @Test(arguments: behaviours)
    func `a trait that a model of charger has, two files are touched`(
        _ behaviour: Behaviour
    ) throws {
        let file = "Sources/Scenarios/Catalogue/\(behaviour.file).swift"
        let text = try Self.text(of: file)
        let start = try #require(text.firstRange(of: "struct \(behaviour.name)"))
        let own = text[start.upperBound...]
        let end = try #require(own.firstRange(of: "package init("))
        let traits = own[..<end.lowerBound].matches(of: /package var (\w+)/).map { String($0.1) }
        #expect(traits.count == behaviour.traits)
        for trait in traits {
            // The first has its value and its key.
            #expect(text.contains(try Regex("\\\\.(?:\\w+\\.)?\(trait),")), "\(trait) has no key")
            // The second is what obeys it; entries of the catalogue only say what models are like.
            let naming = Self.files(
                naming: trait,
                of: behaviour.owners,
                under: "Sources/FleetSim/"
            )
            #expect(naming.count == behaviour.obeyed[trait] ?? 1, "\(trait): \(naming.sorted())")
            let others = Self.files(
                naming: trait,
                of: [".connection", ".access"],
                under: "Sources/Scenarios/"
            )
            .filter { $0 != file && !$0.hasPrefix("Sources/Scenarios/Catalogue/") }
            #expect(others.isEmpty, "\(trait): \(others)")
        }
    }

    @Test func `a trait of hardware, its value and what bays give are touched`() throws {
        let scenarios = "Sources/Scenarios/"
        let value = scenarios + "Catalogue/HardwareBehaviour.swift"
        #expect(try Self.text(of: value).contains("package var isDirect"))
        // Entries of the catalogue only say what models are like.
        let naming = Self.files(naming: "isDirect", under: "Sources/")
            .filter { !$0.hasPrefix(scenarios + "Catalogue/ChargerModel+") }
        #expect(naming == [value, "Sources/FleetSim/Bays/Outlet.swift"])
    }

    @Test(arguments: ["HeatMap", "PointChart", "TimeChart"])
    func `a chart, three files are touched`(view: String) throws {
        // The first is the view, which knows the database as little as the second does: a page.
        let own = "Sources/Report/Charts/\(view).swift"
        #expect(try !Self.text(of: own).contains("Database"))
        let pages = try Self.files(naming: "\\b\(view)\\b").subtracting([own])
        #expect(!pages.isEmpty)
        for page in pages {
            let isPage = ["Rendering", "Comparing"].contains {
                page.hasPrefix("Sources/Report/\($0)/")
            }
            #expect(isPage, "\(page) is no page")
            // The third is the query, whose answer a page is handed.
            let asks = try Self.text(of: page).contains(/Queries\.|\bSELECT\b|\.prepare\(/)
            #expect(!asks, "\(page) asks the database itself")
        }
        // Of the view with one page: it is drawn there alone.
        #expect(view != "HeatMap" || pages == ["Sources/Report/Rendering/Page/FleetPage.swift"])
    }

    @Test func `a sharing law, two files are touched`() throws {
        let list = "Sources/Scenarios/Sites/SharingLaw.swift"
        let laws = "Sources/FleetSim/Power/Laws/SharingLaw+Allocation.swift"
        let names = try Self.cases(of: "SharingLaw", in: list)
        #expect(names.count == 9)
        // Comparisons have a case `equal` too.
        for law in names where law != "equal" {
            let naming = try Self.files(naming: "case \\.(?:\\w+, \\.)*\(law)\\b")
            #expect(naming == [laws], "\(law): \(naming.sorted())")
        }
    }
}
