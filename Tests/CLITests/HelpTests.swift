import TestSupport
import Testing

@Suite struct `help` {
    /// The commands that the overview lists.
    private func commands() throws -> [String] {
        try Program.run(["--help"]).output.matches(of: #/(?m)^  ([a-z-]+) .*$/#).map {
            String($0.1)
        }
    }

    @Test func `has a page for each command of its overview`() throws {
        let commands = try commands()
        #expect(commands.contains("figures") && commands.contains("serve-csms"))
        for command in commands {
            let page = try Program.run([command, "--help"])
            #expect(page.status == 0)
            #expect(page.output.hasPrefix("usage: fleetsim \(command)"))
        }
    }

    @Test func `figures are printed for people and for programs`() throws {
        let text = try Program.run(["figures"])
        #expect(text.status == 0)
        #expect(text.output.contains("wait.p95 ") && text.output.contains("calls.failed "))
        let json = try Program.run(["figures", "--json"])
        #expect(json.output.hasPrefix("{") && json.output.contains("\"boot.latency\""))
        let wrong = try Program.run(["figures", "wait"])
        #expect(wrong.status == 2 && wrong.errors.contains("what is ‘wait’ for?"))
    }
}
