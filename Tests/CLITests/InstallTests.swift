import Foundation
import TestSupport
import Testing

/// `scripts/install`, with a program that is built already.
@Suite struct `scripts/install` {
    @Test func `puts the program and all that belongs to it below its prefix`() throws {
        let folder = try TemporaryFolder()
        // Twice: what is there is replaced.
        for _ in 0..<2 {
            let run = try Program.run(
                [],
                environment: ["FLEETSIM_COMMIT": "0123abcd"],
                shell: "scripts/install --prefix '\(folder.path)' --binary \"$0\"; exit"
            )
            try #require(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("commit 0123abcd"), "\(run.errors)")
        }
        for file in [
            "share/man/man1/fleetsim.1.gz", "share/man/man1/fleetsim-serve-csms.1.gz",
            "share/bash-completion/completions/fleetsim", "share/zsh/site-functions/_fleetsim",
            "share/fish/vendor_completions.d/fleetsim.fish",
            "share/fleetsim/scenarios/first-day.yaml",
            "share/fleetsim/scenarios/scenario.schema.json", "share/doc/fleetsim/copyright",
            "share/doc/fleetsim/README.md", "share/doc/fleetsim/docs/installing.md",
            "share/doc/fleetsim/docs/report.png", "share/doc/fleetsim/docs/seeding/steve.yaml",
        ] {
            let facts = try FileManager.default.attributesOfItem(atPath: folder.file(file))
            #expect(try #require(facts[.size] as? Int) > 100, "\(file)")
        }
        // It finds what lies beside it, also through a link.
        let told = try Program.run(
            [],
            shell:
                "cd '\(folder.path)'; ln -s bin/fleetsim link; ./link --version; ./link run; exit"
        )
        #expect(told.output.contains("commit 0123abcd"))
        let scenario = folder.file("share/fleetsim/scenarios/first-day.yaml")
        #expect(told.errors.contains("Try ‘fleetsim run \(scenario)’"), "\(told.errors)")
        // Documents speak of ‘scenarios/…’, wherever they were installed.
        for name in ["scenarios/storm-reconnect.yaml", "storm-reconnect"] {
            let missed = try Program.run(
                [],
                shell: "cd '\(folder.path)'; ./link check \(name); exit"
            )
            #expect(missed.status == 2)
            let meant = folder.file("share/fleetsim/scenarios/storm-reconnect.yaml")
            #expect(
                missed.errors
                    == "\(name): there is no such file, did you mean ‘\(meant)’?\n"
            )
        }
        // A commit that was noted before the program was built is of another one.
        let noted = folder.file("share/fleetsim/commit")
        let early = try Program.run(
            [],
            environment: ["FLEETSIM_COMMIT": ""],
            shell: "'\(folder.path)'/bin/fleetsim --version; touch -d 2001-01-01 '\(noted)'; "
                + "'\(folder.path)'/bin/fleetsim --version; exit"
        )
        let lines = early.output.split(separator: "\n")
        #expect(lines.count == 2 && lines.first?.contains("commit 0123abcd") == true, "\(lines)")
        #expect(lines.last?.contains("commit unknown") == true, "\(lines)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("bin"))
        #expect(names == ["fleetsim"])
    }

    @Test func `says what it does not know`() throws {
        for arguments in ["--prefx /x", "--binary", "--binary /nowhere --prefix /tmp/x"] {
            let run = try Program.run([], shell: "scripts/install \(arguments); exit")
            #expect(run.status == 2, "\(arguments): \(run.errors)")
        }
    }
}
