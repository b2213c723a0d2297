import Testing

@Suite struct `arrows` {
    /// What each room may import; the longest folder that a file stands under counts.
    private static let allowed: [String: Set<String>] = [
        "Sources/Scenarios": [],
        "Sources/Scenarios/YAML": ["CYAML", "Glibc"],
        "Sources/FleetSim": ["Scenarios"],
        "Sources/FleetSim/Memory": ["CPrefetch"],
        "Sources/FleetSim/Time": [],
        "Sources/FleetSim/Random": ["Scenarios"],
        "Sources/FleetSim/OCPP": [],
        "Sources/FleetSim/Vehicle": [],
        "Sources/FleetSim/Certificates": [],
        "Sources/FleetSim/Drivers": ["Scenarios"],
        "Sources/FleetSim/Charger": [],
        "Sources/FleetSim/Site": [],
        "Sources/FleetSim/Power": [],
        "Sources/FleetSim/SmartCharging": [],
        "Sources/FleetSim/CentralSystem": [],
        "Sources/FleetSim/Metrics": [],
        "Sources/FleetSim/Fleet": ["Scenarios"],
        "Sources/FleetSim/Worlds": ["Glibc"],
        "Sources/FleetSim/Worlds/Live": ["Glibc", "Synchronization"],
        "Sources/FleetSim/Worlds/Replay": [],
        "Sources/FleetSim/Worlds/Server": [],
        "Sources/FleetSim/Worlds/Sockets": ["CEpoll", "Glibc"],
        "Sources/FleetSim/Worlds/Sockets/TLS": ["COpenSSL", "Glibc"],
        "Sources/FleetSim/Worlds/Sockets/WebSocket": [],
        "Sources/Statistics": ["CGSL"],
        "Sources/Planning": ["Scenarios", "FleetSim", "Statistics", "Synchronization"],
        "Sources/Report": ["Scenarios", "FleetSim", "Foundation"],
        "Sources/Report/Capacity": ["Scenarios", "FleetSim", "Planning", "Foundation"],
        "Sources/Report/Store": ["Scenarios", "FleetSim", "Planning", "CSQLite", "Foundation"],
        "Sources/Report/Watching": ["FleetSim"],
        "Sources/Report/Comparing": ["Scenarios", "FleetSim", "Statistics", "Foundation"],
        "Sources/MetricsEndpoint": ["FleetSim", "CMicroHTTPD"],
        "Sources/CLI": [
            "Scenarios", "FleetSim", "Planning", "Report", "MetricsEndpoint", "Foundation",
            "Synchronization",
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
