import Foundation
import TestSupport
import Testing

/// What is made of the pages of commands: completions and manual pages, judged by who reads them.
@Suite struct `the manual` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// What a shell offers for a line whose last word is being typed.
    private func offered(_ words: [String], by script: String) throws -> [String] {
        let line = words.map { "'\($0)'" }.joined(separator: " ")
        let run = try Program.run(
            [],
            shell: "cd '\(folder.path)'; \(script.replacing("LINE", with: line)); exit"
        )
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        return run.output.split(separator: "\n").map(String.init)
    }

    private func inBash(_ words: [String]) throws -> [String] {
        try offered(
            words,
            by: "source <(\"$0\" completions bash); COMP_WORDS=(LINE); "
                + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _fleetsim; "
                + "[[ -z ${COMPREPLY[*]} ]] || printf '%s\\n' \"${COMPREPLY[@]}\""
        )
    }

    @Test func `bash completes commands, options, values and files`() throws {
        _ = try folder.write("", to: "day.yaml")
        _ = try folder.write("", to: "a day.yaml")
        _ = try folder.write("", to: "day.txt")
        try FileManager.default.createDirectory(
            atPath: folder.file("days"),
            withIntermediateDirectories: false
        )
        #expect(try inBash(["fleetsim", "serve-"]) == ["serve-csms"])
        #expect(try inBash(["fleetsim", "help", "pre"]) == ["presets"])
        #expect(try inBash(["fleetsim", "run", "--ca"]) == ["--calls"])
        #expect(try inBash(["fleetsim", "run", "--calls", ""]) == ["none", "errors", "all"])
        #expect(try inBash(["fleetsim", "run", "--calls", "=", "e"]) == ["errors"])
        #expect(try inBash(["fleetsim", "run", "--calls", "="]) == ["none", "errors", "all"])
        #expect(try inBash(["fleetsim", "run", "--seed", ""]) == [])
        #expect(try inBash(["fleetsim", "run", "d"]).sorted() == ["day.yaml", "days"])
        #expect(try inBash(["fleetsim", "run", "a"]) == ["a day.yaml"])
        #expect(try inBash(["fleetsim", "nightly", "x", "--out", "d"]) == ["days"])
        #expect(try inBash(["fleetsim", "presets", "nl_w"]).contains("nl_work"))
    }

    @Test func `fish completes commands, options and values, with what they mean`() throws {
        let script = "\"$0\" completions fish > f.fish; "
        func inFish(_ line: String) throws -> [String] {
            try offered([], by: script + "fish -c 'source f.fish; complete -C \"\(line)\"'")
        }
        #expect(
            try inFish("fleetsim chec") == [
                "check\tsay what is wrong with scenarios and suites, without running them"
            ]
        )
        #expect(try inFish("fleetsim run --see") == ["--seed\tdraw everything from another seed"])
        #expect(try inFish("fleetsim run --calls e").map { $0.prefix(6) } == ["errors"])
        #expect(try inFish("fleetsim presets nl_w").contains { $0.hasPrefix("nl_work") })
    }

    /// The functions of zsh's own that the script calls print what they are told.
    @Test func `zsh is told commands, options and values`() throws {
        let script = """
            "$0" completions zsh > z.zsh; zsh -n z.zsh; zsh -f -c '
            compdef() { }
            _describe() { print -l "${(P@)2}" }
            _arguments() { print -l -- "$@" }
            source ./z.zsh
            words=(WORDS); CURRENT=${#words}; _fleetsim'
            """
        let commands = try offered([], by: script.replacing("WORDS", with: "fleetsim x"))
        let check = "check:say what is wrong with scenarios and suites, without running them"
        #expect(commands.contains(check))
        let options = try offered([], by: script.replacing("WORDS", with: "fleetsim run x"))
        #expect(options.contains("--seed[draw everything from another seed]:N: "))
        #expect(options.contains { $0.hasPrefix("*--set[change any key") })
        #expect(options.contains { $0.hasPrefix("--calls[") && $0.hasSuffix("(none errors all)") })
        #expect(options.contains("*:argument:_files -g \"*.(yaml|yml)\""))
    }

    @Test func `manual pages are written as man reads them`() throws {
        let overview = try Program.run(["man"])
        #expect(overview.output.contains("fleetsim\\-serve\\-csms"))
        let help = try Program.run(["--help"]).output
        let commands = help.matches(of: #/(?m)^  ([a-z-]+) .*$/#).map { String($0.1) }
        #expect(commands.count > 10)
        for command in [""] + commands {
            let run = try Program.run(
                [],
                shell:
                    "cd '\(folder.path)'; \"$0\" man \(command) > page; mandoc -T lint -W warning page; "
                    + "mandoc -T utf8 -O width=80 page; exit"
            )
            #expect(run.status == 0, "\(command): \(run.output.prefix(400))")
            #expect(run.output.contains("FLEETSIM"))
        }
    }

    @Test func `the version tells the commit and the schema`() throws {
        let version = try Program.run(["--version"], environment: ["FLEETSIM_COMMIT": "0123abc"])
        let form =
            #/fleetsim [0-9]+\.[0-9]+\.[0-9]+, commit 0123abc, schema [0-9]+ of run databases\n/#
        #expect(version.output.wholeMatch(of: form) != nil, "\(version.output)")
    }
}
