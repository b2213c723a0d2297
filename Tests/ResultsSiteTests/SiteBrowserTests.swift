import FleetSim
import Foundation
import HTTP
import Report
import ResultsSite
import TestSupport
import Testing

/// The site as a headless Chromium shows it: Tests/Oracles/site_browser.py says what it looks for.
@Suite struct `a site in a browser` {
    private let folder: SampleFolder
    private let server: HTTPServer
    private let browser: PythonConversation

    init() throws {
        folder = try SampleFolder()
        server = try folder.server()
        browser = try PythonConversation(
            script: "Tests/Oracles/site_browser.py",
            arguments: ["http://\(server.address)"]
        )
    }

    /// Tells the browser something, which it is to find well.
    private func tell(_ line: String) throws {
        try browser.say(line)
        let said = try browser.hear()
        #expect(said == "well", "\(line)")
    }

    @Test func `has pages that are whole at every width and in the dark, and asks no other server`()
        throws
    {
        try folder.run(in: "a.sqlite", "morning", milliseconds: 100)
        try folder.run(in: "a.sqlite", "evening", milliseconds: 150, status: .untrusted)
        try folder.run(
            in: "\(String(repeating: "long-name-", count: 12)).sqlite",
            "night<b>",
            milliseconds: 120
        )
        try folder.history(in: "nights.sqlite")
        _ = try folder.scratch.write("none", to: "broken.sqlite")
        for path in [
            "/", "/?name=nothing", "/report?file=a.sqlite&run=1", "/history?file=nights.sqlite",
            "/compare?base=a.sqlite%231&new=a.sqlite%232",
            "/compare?base=a.sqlite%231&new=a.sqlite%232&all=1",
        ] {
            try browser.say("look \(path)")
            let said = try browser.hear()
            // Chromium writes every page that is refused to its console.
            let isRefused = said.contains("status of 409") && !said.contains("px")
            #expect(said == "well" || isRefused, "\(path): \(said)")
        }
        try tell("compare")
    }

    @Test func `has live pages that follow a run, with a script and without`() throws {
        var store = try Store(path: folder.file("live.sqlite"))
        try store.begin(
            SampleFolder.manifest("going on"),
            host: HostFacts(name: "bench", cores: 8),
            startedAt: Date(timeIntervalSince1970: 0)
        )
        let page = "/live?file=live.sqlite&run=1"
        try tell("follow \(page)")
        try tell("expect Still running, 0 ")
        try store.write(SampleFolder.minute(0, calls: 1_234, milliseconds: 5))
        try tell("expect 1,234")
        try tell("expect Still running, 60 s so far")
        try store.write(SampleFolder.minute(1, calls: 1_111, milliseconds: 5))
        try tell("expect 2,345")
        try tell("hover")
        try tell("plain \(page) 2,345")
        try tell("look \(page)")
        try tell("hold")
        try store.write(SampleFolder.minute(2, calls: 1_000, milliseconds: 5))
        try tell("plain \(page) 3,345")
        try tell("expect 2,345")
        try tell("go")
        try tell("expect 3,345")
        _ = try store.finish(
            RunResult(
                status: .complete,
                reached: .zero + .seconds(180),
                events: 3_345,
                fingerprint: 1
            ),
            elapsed: .seconds(180)
        )
        try tell("expect Complete; the scenario has no thresholds")
        // From now on the page is that of the report.
        try tell("plain /report?file=live.sqlite&run=1 3,345")
        try tell("follow \(page)")
        try tell("expect What was run")
    }
}
