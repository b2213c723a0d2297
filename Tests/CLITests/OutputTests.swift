import Foundation
import TestSupport
import Testing

@Suite struct `output` {
    private let folder: TemporaryFolder
    private let scenario: String
    private let database: String

    init() throws {
        folder = try TemporaryFolder()
        scenario = try folder.write(
            "fleet: [{model: wallbox-pulsar-plus, count: 2}]\nduration: 10m\n",
            to: "small.yaml"
        )
        database = folder.file("run.sqlite")
    }

    private func makeDatabase() throws {
        let run = try Program.run(["run", scenario, "--quiet", "--out", database])
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test func `that the disk has no room for is told, with exit code 3`() throws {
        try makeDatabase()
        for arguments in [
            ["run", scenario, "--quiet", "--out", database], ["report", database],
            ["report", database, "--format", "csv"], ["check", scenario], ["models"], ["presets"],
            ["figures"], ["run", "--help"], ["--version"],
        ] {
            let outcome = try Program.run(arguments, shell: "exec > /dev/full")
            #expect(outcome.status == 3, "\(arguments): \(outcome.errors)")
            #expect(
                outcome.errors.contains(
                    "fleetsim: cannot write to standard output: No space left on device"
                ),
                "\(arguments): \(outcome.errors)"
            )
        }
        let report = try Program.run(["report", database, "--run", "2", "--format", "json"])
        #expect(report.output.contains("\"status\": \"complete\""), "the run itself is whole")
    }

    @Test func `into a stream that is closed is told as well, and lands in no other file`() throws {
        let outcome = try Program.run(
            ["run", scenario, "--quiet", "--out", database],
            shell: "exec >&- <&-"
        )
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("standard output: Bad file descriptor"))
        #expect(try Program.run(["report", database, "--format", "md"]).status == 0)
    }

    @Test func `that its reader has had enough of ends quietly`() throws {
        try makeDatabase()
        let pipe = "set -o pipefail; \"$0\" \"$@\" | head -c 20 > /dev/null; exit ${PIPESTATUS[0]}"
        for arguments in [
            ["report", database], ["models"], ["run", scenario, "--quiet", "--out", database],
        ] {
            let outcome = try Program.run(arguments, shell: pipe)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
            #expect(outcome.errors.isEmpty, "\(arguments): \(outcome.errors)")
        }
    }

    @Test func `in a file replaces what is of its kind, and else only what it is told to`() throws {
        try makeDatabase()
        let kinds = ["html", "md", "json", "csv", "junit"]
        for format in kinds {
            let file = folder.file("report.\(format)")
            let arguments = ["report", database, "--format", format, "-o", file]
            for _ in 0..<2 { #expect(try Program.run(arguments).status == 0, "\(format)") }
            #expect(try !folder.read("report.\(format)").isEmpty)
        }
        let letter = try folder.write("# Dear friend\n", to: "letter.md")
        let other = folder.file("other.sqlite")
        try FileManager.default.copyItem(atPath: database, toPath: other)
        let before = try Data(contentsOf: URL(fileURLWithPath: other))
        for (file, what) in [
            (letter, "is no report in Markdown"), (other, "is a database"),
            (folder.file("report.json"), "is no report in Markdown"),
        ] {
            let arguments = ["report", database, "--format", "md", "-o", file]
            let refused = try Program.run(arguments)
            #expect(refused.status == 2)
            #expect(refused.errors.contains("\(what), and is replaced only with --force"))
        }
        #expect(try folder.read("letter.md") == "# Dear friend\n")
        #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
        let forced = ["report", database, "--format", "md", "-o", letter, "--force"]
        #expect(try Program.run(forced).status == 0)
        #expect(try folder.read("letter.md").contains(", seed "))
    }

    @Test func `takes its format from the name of its file`() throws {
        try makeDatabase()
        for (ending, beginning) in [
            ("html", "<!doctype html>"), ("md", "# "), ("json", "{\n"), ("xml", "<?xml "),
            ("csv", "action,direction,"), ("txt", "<!doctype html>"),
        ] {
            let name = "named.\(ending)"
            for _ in 0..<2 {
                let told = try Program.run(["report", database, "-o", folder.file(name)])
                #expect(told.status == 0, "\(told.errors)")
            }
            #expect(try folder.read(name).hasPrefix(beginning), "\(name)")
        }
        let inTerminal = try Program.run(
            [],
            shell: "script -qec \"'$0' report '\(database)'\" /dev/null < /dev/null; exit"
        )
        #expect(inTerminal.output.hasPrefix("# "), "\(inTerminal.output.prefix(100))")
    }

    @Test func `of one table is CSV, and is written over itself`() throws {
        try makeDatabase()
        let told = try Program.run(["report", database, "--table", "subsets"])
        #expect(told.status == 0 && told.output.hasPrefix("trait,"), "\(told.output.prefix(80))")
        let arguments = ["report", database, "--table", "subsets", "-o", folder.file("s.txt")]
        for _ in 0..<2 {
            let written = try Program.run(arguments)
            #expect(written.status == 0, "\(written.errors)")
        }
        #expect(try folder.read("s.txt") == told.output)
        let refused = try Program.run(arguments + ["--format", "md"])
        #expect(refused.status == 2 && refused.errors.contains("--table is for --format csv"))
    }

    @Test func `never takes the place of what the command reads, whatever it is told`() throws {
        try makeDatabase()
        try makeDatabase()
        let log = try folder.write("began,ended\n", to: "log.csv")
        let link = folder.file("link.sqlite")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: database)
        let hard = folder.file("hard.sqlite")
        try FileManager.default.linkItem(atPath: database, toPath: hard)
        let before = try Data(contentsOf: URL(fileURLWithPath: database))
        let compare = ["compare", database + "#1", database + "#2", "-o"]
        for arguments in [
            ["report", database, "-o", database], ["report", database, "-o", link],
            ["report", database, "-o", database + "-wal"], ["report", link, "-o", database],
            ["report", database, "--log", "day", "-o", hard], ["fit", log, "-o", log],
            compare + [database], compare + [hard],
            ["compare", "--base", database, "--new", database, "-o", database],
            ["compare", "--run", scenario, "--run", scenario, "-o", scenario],
            ["export", scenario, "--chargers-file", scenario],
        ] {
            let outcome = try Program.run(arguments + ["--force"])
            #expect(outcome.status == 2, "\(arguments)")
            #expect(outcome.errors.contains("is never replaced by it"), "\(outcome.errors)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: database)) == before)
        #expect(try folder.read("log.csv") == "began,ended\n")
        #expect(try folder.read("small.yaml").hasPrefix("fleet:"))
    }

    @Test func `of a comparison replaces comparisons, and else only what it is told to`() throws {
        try makeDatabase()
        try makeDatabase()
        let other = folder.file("other.sqlite")
        try FileManager.default.copyItem(atPath: database, toPath: other)
        let runs = ["compare", database + "#1", database + "#2"]
        for format in ["html", "md", "json", "junit"] {
            let file = folder.file("comparison.\(format)")
            let arguments = runs + ["--format", format, "-o", file]
            for _ in 0..<2 { #expect(try Program.run(arguments).status == 0, "\(format)") }
            let onto = try Program.run(runs + ["--format", format, "-o", other])
            #expect(onto.status == 2)
            #expect(onto.errors.contains("is a database, and is replaced only with --force"))
        }
        #expect(try Program.run(["report", other]).status == 0)
        #expect(try Program.run(runs + ["-o", other, "--force"]).status == 0)
        #expect(try folder.read("other.sqlite").hasPrefix("# "))
    }

    @Test func `of runs that are still to be made is tried before the first of them`() throws {
        let made = folder.file("made")
        let runs = ["compare", "--run", scenario, "--run", scenario, "-n", "3", "--out", made]
        for path in ["/proc/comparison.md", folder.file("a/comparison.md")] {
            let outcome = try Program.run(runs + ["-o", path])
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("cannot write ‘\(path)’"), "\(outcome.errors)")
            #expect(!outcome.errors.contains("round 1"))
        }
        #expect(!FileManager.default.fileExists(atPath: made + "-base.sqlite"))
        let onto = try Program.run(runs + ["-o", made + "-new.sqlite", "--force"])
        #expect(onto.status == 2 && onto.errors.contains("is never replaced by it"))
    }

    @Test func `in a file is there as a whole or not at all`() throws {
        try makeDatabase()
        let file = folder.file("report.html")
        let arguments = ["report", database, "-o", file]
        #expect(try Program.run(arguments).status == 0)
        let whole = try folder.read("report.html")
        // Eight blocks of 1 KiB, less than the report has.
        let outcome = try Program.run(arguments, shell: "ulimit -f 8")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("cannot write ‘\(file)’: File too large"))
        #expect(try folder.read("report.html") == whole)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.hasSuffix(".part") }, "\(names)")
    }

    @Test func `goes through links and pipes, and a link stays one`() throws {
        try makeDatabase()
        let link = folder.file("link.html")
        try FileManager.default.createSymbolicLink(
            atPath: link,
            withDestinationPath: "real.html"
        )
        for _ in 0..<2 {
            #expect(try Program.run(["report", database, "-o", link]).status == 0)
            #expect(try folder.read("real.html").hasPrefix("<!doctype html>"))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.html")
        }
        let report = try Program.run(["report", database, "-o", "/dev/stdout"])
        #expect(report.status == 0)
        #expect(try report.output == folder.read("real.html"))
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let through = try Program.run(
            ["report", database, "-o", pipe],
            shell:
                "cat '\(pipe)' > '\(folder.file("piped.html"))' & \"$0\" \"$@\"; s=$?; wait; exit $s"
        )
        #expect(through.status == 0, "\(through.errors)")
        #expect(try folder.read("piped.html") == folder.read("real.html"))
    }

    @Test func `into a folder, or a folder that is not there, is told`() throws {
        try makeDatabase()
        let onto = try Program.run(["report", database, "-o", folder.path])
        #expect(onto.status == 2 && onto.errors.contains("it is a folder"))
        let lost = try Program.run(["report", database, "-o", folder.file("a/report.html")])
        #expect(lost.status == 3 && lost.errors.contains("No such file or directory"))
    }

    @Test func `says nothing that a file's name could make up`() throws {
        let evil = "no\u{1B}[2J\nfleetsim: all is well\u{202E}.runs"
        for arguments in [
            ["report", evil], ["check", evil], ["run", evil], ["fit", evil],
            ["run", scenario, "--replay", evil], ["run", scenario, "--quiet", "--out", evil + "/"],
        ] {
            let outcome = try Program.run(arguments)
            #expect(outcome.status == 2, "\(arguments)")
            let text = outcome.errors + outcome.output
            #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"), "\(text)")
            #expect(!text.contains("\nfleetsim: all is well"), "\(text)")
        }
    }
}
