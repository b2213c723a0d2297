import TestSupport
import Testing

@Suite struct `the documents of commands` {
    @Test func `show the help of every command, as it is printed`() throws {
        let help = try Program.run(["help"]).output
        let commands = help.matches(of: #/(?m)^  ([a-z-]+) .*$/#).map { String($0.1) }
        let pages = try commands.map { command in
            "## \(command)\n\n```text\n\(try Program.run(["help", command]).output)```"
        }
        let text = "```text\n\(help)```\n\n" + pages.joined(separator: "\n\n")
        #expect(
            try GeneratedPart("commands", of: "docs/commands.md").matches(text),
            "UPDATE_GOLDENS=1 writes it anew"
        )
    }
}
