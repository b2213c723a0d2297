import Testing

@Suite struct `what a function takes` {
    private static let maximum = 6

    /// How many parameters the longest of a file takes, where it takes more; to shorten, and not to extend.
    ///
    /// What only takes over what it is given, as the init of a record, is not counted.
    private static let longer: [String: Int] = [
        "Sources/FleetSim/CentralSystem/V16/TagList.swift": 8,
        "Sources/FleetSim/Metrics/CallTable.swift": 8,
        "Sources/FleetSim/Power/Control/SiteElectricity.swift": 7,
        "Sources/FleetSim/Random/Elementary+NormalQuantile.swift": 9,
        "Sources/FleetSim/Runs/Kernel/Kernel.swift": 9,
        "Sources/FleetSim/Site/Engine/SiteEngine.swift": 7,
        "Sources/FleetSim/Site/Slotted/SlottedSite.swift": 10,
        "Sources/FleetSim/Worlds/CSMS/CommandRound.swift": 8,
        "Sources/FleetSim/Worlds/Live/Dialling.swift": 8,
        "Sources/FleetSim/Worlds/Live/LiveWorld.swift": 7,
        "Sources/Planning/Capacity/Trial.swift": 8,
        "Sources/Report/Comparing/Nights/NightReport.swift": 10,
        "Sources/Report/Observed/Drift.swift": 7,
        "Sources/Scenarios/Catalogue/ArrivalPreset.swift": 8,
    ]

    @Test func `is at most six values`() {
        var found: [String: Int] = [:]
        var count = 0
        for file in BareCode.sources {
            for function in file.functions {
                count += 1
                guard function.parameters > Self.maximum, !function.onlyTakesOver else { continue }
                found[file.path] = max(found[file.path] ?? 0, function.parameters)
                if function.parameters > Self.longer[file.path] ?? 0 {
                    Issue.record(
                        "\(file.path):\(function.line): \(function.name) takes \(function.parameters)"
                    )
                }
            }
        }
        #expect(count > 4_000)
        #expect(found == Self.longer, "the list says more than there is")
    }
}
