import FleetSim
import Foundation
import Report
import TestSupport
import Testing

/// Pages as a headless Chromium shows them: Tests/Oracles/browser.py says what it looks for.
@Suite struct `a page in a browser` {
    private static let kinds = [
        "fleet", "failed gate", "untrusted", "sites", "plan", "plan without answer", "old file",
        "hostile names",
    ]

    @Test(arguments: kinds)
    func `is whole at every width, in the dark, on paper and without a script`(kind: String) throws
    {
        let scratch = try Scratch()
        let path = scratch.path("run.sqlite")
        switch kind {
        case "fleet": try SampleRuns.fleet(to: path)
        case "failed gate": try SampleRuns.fleet(to: path, gate: "calls.count < 50")
        case "untrusted":
            try SampleRuns.fleet(
                "{name: late, duration: 10m, fleet: [{model: generic-ac, count: 5}]}",
                to: path,
                status: .untrusted
            )
        case "sites": try SampleRuns.sites(to: path)
        case "plan": try SampleRuns.plan(to: path)
        case "plan without answer":
            try SampleRuns.plan(to: path, target: "peak <= 1kW")
        case "old file":
            let old = Program.root.appendingPathComponent(
                "Tests/Goldens/RunDatabases/schema-2.runs"
            )
            try FileManager.default.copyItem(at: old, to: URL(fileURLWithPath: path))
        default:
            try Store.writeRun(to: path)
            let long = String(repeating: "CP<b>'\"", count: 8)
                .replacing("'", with: "''")
            try Database(path: path, access: .write).run(
                "UPDATE charger SET identity = '\(long)', model = '\(long)', site = '\(long)' || id"
            )
        }
        let page = scratch.path("\(kind.replacing(" ", with: "-")).html")
        try Data(report(database: path, format: .html).utf8).write(to: URL(fileURLWithPath: page))
        let (status, said) = try Python.run(script: "Tests/Oracles/browser.py", arguments: [page])
        #expect(status == 0 && said.hasSuffix("1 pages looked at, 0 faults\n"), "\(said)")
    }
}
