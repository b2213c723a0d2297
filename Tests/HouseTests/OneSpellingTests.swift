import Testing

/// What is named or listed once, and nowhere else again.
@Suite struct `one spelling` {
    /// Enums of the engine that have the cases of one in Scenarios, and why they stand all the same.
    private static let mirrored: [String: String] = [
        "Sources/FleetSim/Drivers/ArrivalLaw.swift Leaving":
            "its laws are made ready once, and drawn from for every visit",
        "Sources/FleetSim/OCPP/V16/Types/ChargingProfile.swift ChargingProfilePurpose":
            "the codec of OCPP knows no scenario, and scenarios no version of OCPP",
        "Sources/FleetSim/OCPP/V16/Types/ChargingSchedule.swift ChargingRateUnit":
            "as its purpose; and a scenario's limit has its number with it",
    ]

    @Test func `a value has one type: the engine uses those of scenarios as they are`() {
        let scenarios = BareCode.sources.filter { $0.path.hasPrefix("Sources/Scenarios/") }
        let known = Set(scenarios.flatMap(\.enums).map(\.cases).filter { $0.count > 1 })
        #expect(known.count > 50)
        var found: Set<String> = []
        for file in BareCode.sources where file.path.hasPrefix("Sources/FleetSim/") {
            for own in file.enums where known.contains(own.cases) {
                found.insert("\(file.path) \(own.name)")
            }
        }
        for name in found.subtracting(Self.mirrored.keys) {
            Issue.record("\(name) has the cases of an enum of Scenarios")
        }
        #expect(found.isSuperset(of: Self.mirrored.keys), "an exception is there no more")
    }

    @Test func `a type has a name of its own among all modules`() {
        var homes: [String: (open: [String], hidden: [String])] = [:]
        for file in BareCode.sources {
            for type in file.types {
                if type.isPrivate {
                    homes[type.name, default: ([], [])].hidden.append(file.path)
                } else {
                    homes[type.name, default: ([], [])].open.append(file.path)
                }
            }
        }
        #expect(homes.count > 1_000)
        // Names that files keep to themselves may be alike, as long as no type that others see has one.
        for (name, home) in homes where !home.open.isEmpty {
            let paths = home.open + home.hidden
            #expect(paths.count == 1, "\(name) is declared in \(paths.joined(separator: ", "))")
        }
    }

    /// Where the messages that can be asked for stand: values on the wire, which OCPP spells as the calls.
    private static let triggers: Set<String> = [
        "Sources/FleetSim/OCPP/V16/TriggerMessage.swift",
        "Sources/FleetSim/OCPP/V16/ExtendedTriggerMessage.swift",
    ]

    /// A test holds the names of the engine equal to those of scenarios.
    @Test func `a call of OCPP is spelled once in the engine, once for scenarios, nowhere else`()
        throws
    {
        let list = "Sources/FleetSim/OCPP/Action.swift"
        let files = SourceTree.files(under: "Sources")
        let actions = try #require(files.first { $0.path == list }, "\(list) is gone").text
        let calls = Set(actions.matches(of: /case \.\w+: "(\w+)"/).map { String($0.1) })
        #expect(calls.count == 39)
        var spelled: [String: [String]] = [:]
        for file in files where !Self.triggers.contains(file.path) {
            for literal in file.text.matches(of: /"([A-Z][A-Za-z]+)"/) {
                let name = String(literal.1)
                if calls.contains(name) { spelled[name, default: []].append(file.path) }
            }
        }
        for call in calls {
            let engine = spelled[call, default: []].filter { !$0.hasPrefix("Sources/Scenarios/") }
            let scenarios = spelled[call, default: []].filter { $0.hasPrefix("Sources/Scenarios/") }
            #expect(engine == [list], "\(call) stands in \(engine)")
            #expect(scenarios.count == 1, "\(call) stands in \(scenarios)")
        }
    }

    @Test func `a version of OCPP is spelled once, as the sub-protocol that connections ask for`() {
        let naming = SourceTree.files(under: "Sources").filter {
            $0.text.contains("\"ocpp1.6\"")
        }
        #expect(naming.map(\.path) == ["Sources/FleetSim/OCPP/Subprotocol.swift"])
    }
}
