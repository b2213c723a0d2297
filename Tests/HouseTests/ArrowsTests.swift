import Testing

@Suite struct `arrows` {
    /// What each room may import; the longest folder that a file stands under counts.
    private static let allowed: [String: Set<String>] = [
        "Sources/Scenarios": [],
        "Sources/Scenarios/Notation": ["Glibc"],
        "Sources/Scenarios/Notation/Tree": ["CYAML", "Glibc"],
        "Sources/FleetSim": ["Scenarios"],
        "Sources/FleetSim/Memory": ["CPrefetch"],
        "Sources/FleetSim/Time": [],
        "Sources/FleetSim/Random": ["Scenarios"],
        "Sources/FleetSim/OCPP": [],
        "Sources/FleetSim/Vehicle": ["Scenarios"],
        "Sources/FleetSim/Tokens": [],
        "Sources/FleetSim/Bays": ["Scenarios"],
        "Sources/FleetSim/Certificates": [],
        "Sources/FleetSim/Drivers": ["Scenarios"],
        "Sources/FleetSim/Faults": [],
        "Sources/FleetSim/Firmware/Free": [],
        "Sources/FleetSim/Firmware/V16": ["Scenarios"],
        "Sources/FleetSim/Site": ["Scenarios"],
        "Sources/FleetSim/Power": ["Scenarios"],
        "Sources/FleetSim/CentralSystem": [],
        "Sources/FleetSim/CentralSystem/V16": ["Scenarios"],
        "Sources/FleetSim/Metrics": ["Scenarios"],
        "Sources/FleetSim/Fleet": ["Scenarios"],
        "Sources/FleetSim/Runs": ["Scenarios"],
        "Sources/FleetSim/Worlds": ["Scenarios", "Glibc", "Synchronization"],
        "Sources/FleetSim/Worlds/CSMS": [],
        "Sources/FleetSim/Worlds/Live": ["Glibc", "Synchronization"],
        "Sources/FleetSim/Worlds/Replay": ["Synchronization"],
        "Sources/FleetSim/Worlds/Server": ["Synchronization"],
        "Sources/FleetSim/Worlds/Sockets": ["CEpoll", "Glibc", "Synchronization"],
        "Sources/FleetSim/Worlds/Sockets/TLS": ["Scenarios", "COpenSSL", "Glibc"],
        "Sources/FleetSim/Worlds/Sockets/WebSocket": [],
        "Sources/Statistics": ["CGSL"],
        "Sources/Observing": [
            "Scenarios", "FleetSim", "Statistics", "CCurl", "Glibc", "Synchronization",
        ],
        "Sources/Planning": ["Scenarios", "FleetSim", "Statistics", "Synchronization"],
        "Sources/Report": ["Scenarios", "FleetSim", "FoundationEssentials", "Glibc"],
        "Sources/Report/Observed": ["Scenarios", "FleetSim", "Observing", "Statistics"],
        "Sources/Report/Capacity": [
            "Scenarios", "FleetSim", "Planning", "FoundationEssentials",
        ],
        "Sources/Report/Store": [
            "Scenarios", "FleetSim", "Observing", "Planning", "CSQLite", "FoundationEssentials",
            "Glibc",
        ],
        "Sources/Report/Text": ["Glibc"],
        "Sources/Report/Facts": ["Scenarios", "FleetSim", "Glibc"],
        "Sources/Report/Charts": ["Glibc"],
        "Sources/Report/Course": ["FleetSim"],
        "Sources/Report/Verdicts": ["Scenarios", "FleetSim"],
        "Sources/Report/Plans": ["Scenarios"],
        "Sources/Report/Rendering": [
            "Scenarios", "FleetSim", "Observing", "Planning", "FoundationEssentials", "Glibc",
        ],
        "Sources/Report/Watching": ["FleetSim"],
        "Sources/Report/Comparing": ["Scenarios", "FleetSim", "Statistics", "Glibc"],
        "Sources/HTTP": ["FleetSim", "CMicroHTTPD", "Glibc", "Synchronization"],
        "Sources/ResultsSite": [
            "FleetSim", "Report", "HTTP", "FoundationEssentials", "Glibc", "Synchronization",
        ],
        "Sources/Seeding": [
            "Scenarios", "FleetSim", "CCurl", "FoundationEssentials", "Glibc", "Synchronization",
        ],
        "Sources/CLI/Terminal": [
            "Scenarios", "Report", "FoundationEssentials", "Glibc", "Synchronization",
        ],
        "Sources/CLI/Manual": ["Scenarios", "FleetSim", "Planning", "Report"],
        "Sources/CLI": [
            "Scenarios", "FleetSim", "Planning", "Observing", "Report", "HTTP", "ResultsSite",
            "Seeding",
            "FoundationEssentials", "Glibc", "Synchronization",
        ],
    ]

    @Test func `a room imports only what the design lets it know`() {
        for file in SourceTree.files(under: "Sources") {
            let rooms = Self.allowed.keys.filter { file.path.hasPrefix($0 + "/") }
            guard let room = rooms.max(by: { $0.count < $1.count }),
                let allowed = Self.allowed[room]
            else {
                Issue.record("\(file.path) stands in no room that the design knows")
                continue
            }
            for name in file.imports {
                #expect(allowed.contains(name), "\(file.path) must not import \(name)")
            }
        }
    }

    @Test func `every room of the table is there`() {
        for room in Self.allowed.keys {
            #expect(!SourceTree.files(under: room).isEmpty, "\(room) is empty")
        }
    }
}
