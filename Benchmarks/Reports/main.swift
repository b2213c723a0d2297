import FleetSim
import Foundation
import Report

// How long a report takes of a run of many windows, while it goes on and after its end.

let arguments = CommandLine.arguments
guard arguments.count == 3, let windows = Int64(arguments[1]), windows > 1 else {
    fatalError("usage: ReportBenchmark WINDOWS FLEETSIM")
}
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fleetsim-reports")
try? FileManager.default.removeItem(at: folder)
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }
let path = folder.appendingPathComponent("run.sqlite").path
let page = folder.appendingPathComponent("run.html").path

/// Seconds of the wall, and of this process's CPU.
func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// A second in which every action that chargers call was answered, late, refused or lost.
func second(_ number: Int64) -> Batch {
    var batch = Batch()
    batch.start = .zero + .seconds(number)
    batch.end = .zero + .seconds(number + 1)
    for (index, action) in Action.allCases.prefix(15).enumerated() {
        for (direction, outcome) in [
            (Direction.out, Outcome.ok), (.out, .rejected), (.out, .lost), (.in, .ok),
        ] {
            for call in 0..<Int64(20) {
                // Times as they spread: some ten buckets of a histogram for each row.
                let time = SimDuration(
                    nanoseconds: (900 + (number * 37 + call * 911) % 20_000) * 1_000
                )
                batch.calls.record(
                    action,
                    direction,
                    outcome,
                    latency: time,
                    service: time,
                    bytesSent: 60 + index,
                    bytesReceived: 80
                )
            }
        }
    }
    batch.connections.connected = 1_000
    return batch
}

/// The command, to write its page once a line comes.
///
/// Started before this process has grown: a child counts the memory of what it was started from as its own.
struct ReportCommand {
    private let process = Process()
    private let input = Pipe()

    init() throws {
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "read _; exec \"$0\" report \"$1\" -o \"$2\" --force", arguments[2], path, page,
        ]
        process.standardInput = input
        try process.run()
    }

    /// Lets it go, and says what that took.
    func run(_ when: String) throws {
        let begun = seconds(CLOCK_MONOTONIC)
        try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        process.waitUntilExit()
        let spent = seconds(CLOCK_MONOTONIC) - begun
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        let bytes = try FileManager.default.attributesOfItem(atPath: page)[.size] as? Int ?? 0
        print(
            String(
                format: "| %@ | %.2f | %.0f | %.2f |",
                when,
                spent,
                Double(usage.ru_maxrss) / 1_000,
                Double(bytes) / 1e6
            )
        )
    }
}

let reportUnderWay = try ReportCommand()
let reportOfTheEnd = try ReportCommand()
var manifest = RunManifest(
    scenario: "benchmark",
    scenarioText: "name: benchmark\n",
    seed: 1,
    version: "benchmark",
    threads: 1,
    chargers: []
)
manifest.window = .seconds(1)
var store = try Store(path: path)
try store.begin(manifest, host: HostFacts(name: "benchmark", cores: 1), startedAt: .now)
let start = seconds(CLOCK_PROCESS_CPUTIME_ID)
for number in 0..<windows { try store.write(second(number)) }
let written = seconds(CLOCK_PROCESS_CPUTIME_ID)
print("| report | s | greatest memory so far, MB | HTML, MB |")
print("|---|--:|--:|--:|")
try reportUnderWay.run("while the run goes on")
let ending = seconds(CLOCK_MONOTONIC)
try store.finish(
    RunResult(
        status: .complete,
        reached: .zero + .seconds(windows),
        events: Int(windows),
        fingerprint: 1
    ),
    elapsed: .zero
)
let ended = seconds(CLOCK_MONOTONIC)
try reportOfTheEnd.run("after its end")
let database = try Database(path: path, access: .read)
let rows = try database.number("SELECT count(*) FROM call_window")
let calls = try database.number("SELECT sum(count) FROM call_window")
print(
    String(
        format:
            "\n%lld rows, %lld calls; %.1f s of CPU to make and write them, %.1f s to end the run.",
        rows,
        calls,
        written - start,
        ended - ending
    )
)
