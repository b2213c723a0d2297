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
            #expect(try Program.run(["help", command]).output == page.output)
            let wide = page.output.split(separator: "\n").filter { $0.count > 80 }
            #expect(wide.isEmpty, "\(wide)")
        }
    }

    @Test func `lists each command that has a manual page, once`() throws {
        let manual = try Program.run(["man"]).output.matches(of: #/fleetsim\\-([a-z\\-]+) \(1\)/#)
            .map { String($0.1).replacing("\\", with: "") }
        let listed = try commands()
        #expect(listed.sorted() == manual.sorted() && listed.count > 10)
    }

    @Test func `is asked for in several ways`() throws {
        let overview = try Program.run(["help"]).output
        #expect(try Program.run(["help", "help"]).output == overview)
        #expect(try Program.run(["run", "help"]).output == Program.run(["help", "run"]).output)
        #expect(try Program.run(["man", "help"]).output == Program.run(["man"]).output)
        #expect(try Program.run(["-v"]).output == Program.run(["--version"]).output)
        for command in ["run", "export", "seed", "capacity", "nightly", "serve-csms"] {
            #expect(try Program.run(["help", command]).output.contains("‘-’"), "\(command)")
        }
    }

    @Test func `figures are printed for people and for programs`() throws {
        let text = try Program.run(["figures"])
        #expect(text.status == 0)
        #expect(text.output.contains("wait.p95 ") && text.output.contains("calls.failed "))
        let json = try Program.run(["figures", "--json"])
        #expect(json.output.hasPrefix("{") && json.output.contains("\"boot.latency\""))
        let one = try Program.run(["figures", "wait.p95"])
        #expect(one.output.split(separator: "\n").count == 2, "\(one.output)")
        let object = try Program.run(["figures", "boot.latency", "--json"])
        #expect(object.output.contains("boot.latency") && !object.output.contains("calls."))
    }
}
