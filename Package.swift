// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

// What is slow in these modules waits for a file, a database or the engine: a smaller program that is built sooner is worth more.
let small = house + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

// Tests are compiled more often than they are run, and what takes long in them is the engine's code: each file by itself, so that no
// core waits while another makes one large module faster.
let tests =
    house + [
        .unsafeFlags(
            ["-Onone", "-no-whole-module-optimization", "-enable-batch-mode"],
            .when(configuration: .release)
        )
    ]

let package = Package(
    name: "fleetsim",
    products: [.executable(name: "fleetsim", targets: ["CLI"])],
    targets: [
        // What to simulate, how it behaves, what happened.
        .target(
            name: "Scenarios",
            dependencies: ["CYAML"],
            exclude: ["YAML/Lists/README.md"],
            swiftSettings: small
        ),
        .target(
            name: "FleetSim",
            dependencies: ["Scenarios", "CPrefetch", "CEpoll", "COpenSSL"],
            exclude: [
                "Bays", "CentralSystem", "Drivers", "Firmware/V16", "Power", "Runs", "Site",
                "Worlds",
            ].map { "\($0)/README.md" },
            swiftSettings: house,
            // Of libm only the square root, whose result is exact everywhere.
            linkerSettings: [.linkedLibrary("m")]
        ),
        .target(name: "Statistics", dependencies: ["CGSL"], swiftSettings: house),
        .target(
            name: "Observing",
            dependencies: ["Scenarios", "FleetSim", "Statistics", "CCurl"],
            exclude: ["README.md"],
            swiftSettings: house
        ),
        .target(
            name: "Planning",
            dependencies: ["Scenarios", "FleetSim", "Statistics"],
            exclude: ["README.md", "Capacity/README.md"],
            swiftSettings: house
        ),
        .target(
            name: "Report",
            dependencies: [
                "Scenarios", "FleetSim", "Statistics", "Planning", "Observing", "CSQLite",
            ],
            swiftSettings: small
        ),
        .target(name: "HTTP", dependencies: ["FleetSim", "CMicroHTTPD"], swiftSettings: small),
        .target(
            name: "ResultsSite",
            dependencies: ["FleetSim", "Report", "HTTP"],
            exclude: ["README.md"],
            swiftSettings: small
        ),
        .target(
            name: "Seeding",
            dependencies: ["Scenarios", "FleetSim", "CCurl"],
            swiftSettings: small
        ),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "Scenarios", "FleetSim", "Planning", "Observing", "Report", "HTTP", "ResultsSite",
                "Seeding",
            ],
            swiftSettings: small
        ),

        .executableTarget(
            name: "RecordingBenchmark",
            dependencies: ["Scenarios", "FleetSim", "Report"],
            path: "Benchmarks/Recording",
            swiftSettings: house
        ),

        .executableTarget(
            name: "ReportBenchmark",
            dependencies: ["FleetSim", "Report"],
            path: "Benchmarks/Reports",
            swiftSettings: house
        ),

        .executableTarget(
            name: "PlanningBenchmark",
            dependencies: ["Scenarios", "FleetSim"],
            path: "Benchmarks/Planning",
            exclude: ["acnportal_study.py", "sessions.py"],
            swiftSettings: house
        ),

        .executableTarget(
            name: "CalibrationBenchmark",
            dependencies: ["Scenarios", "FleetSim", "Statistics", "Planning"],
            path: "Benchmarks/Calibration",
            swiftSettings: house
        ),

        .executableTarget(
            name: "RegressionBenchmark",
            dependencies: ["FleetSim", "Report"],
            path: "Benchmarks/Regressions",
            swiftSettings: house
        ),

        .systemLibrary(name: "CPrefetch"),
        .systemLibrary(name: "CEpoll"),

        // The C libraries, each behind a module map and a shim.
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CMicroHTTPD",
            pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"])]
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),

        // Tests, one folder per room; wslay judges our WebSocket frames there.
        .systemLibrary(
            name: "CWslay",
            path: "Tests/CWslay",
            providers: [.apt(["libwslay-dev"])]
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Scenarios"],
            path: "Tests/TestSupport",
            swiftSettings: tests
        ),
        .testTarget(
            name: "ScenariosTests",
            dependencies: ["Scenarios", "TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "FleetSimTests",
            dependencies: ["FleetSim", "Statistics", "TestSupport"],
            exclude: ["Fuzz/Corpus", "Fuzz/dictionary", "Site/Studies"],
            swiftSettings: tests
        ),
        // What waits for sockets, clocks and servers: compiled and run beside the rest.
        .testTarget(
            name: "LiveTests",
            dependencies: ["FleetSim", "Statistics", "TestSupport", "CWslay"],
            exclude: ["Sockets/WebSocket/Wslay/main.swift"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "StatisticsTests",
            dependencies: ["Statistics", "FleetSim", "TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "ObservingTests",
            dependencies: ["Observing", "FleetSim", "Scenarios", "TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "PlanningTests",
            dependencies: ["Planning", "FleetSim", "Scenarios", "Statistics", "TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "ReportTests",
            dependencies: ["Report", "Planning", "Observing", "Scenarios", "TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "HTTPTests",
            dependencies: ["HTTP", "FleetSim", "TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "ResultsSiteTests",
            dependencies: ["ResultsSite", "HTTP", "Report", "FleetSim", "TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "SeedingTests",
            dependencies: ["Seeding", "Scenarios", "FleetSim", "TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "CLITests",
            dependencies: ["TestSupport"],
            swiftSettings: tests
        ),
        .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: tests),
    ],
    swiftLanguageModes: [.v6]
)

// A sanitizer makes a build of all tests take longer than the tests that `scripts/sanitize` runs: it names those.
if let wanted = Context.environment["FLEETSIM_TESTS"]?.split(separator: " ").map(String.init) {
    package.targets.removeAll { target in
        target.type == .test ? !wanted.contains(target.name) : target.name.hasSuffix("Benchmark")
    }
}
