import TestSupport
import Testing

@Suite struct `fits and presets` {
    /// A month of sessions, most of them between eight and ten.
    private var log: String {
        let rows = (0..<60).map { number in
            let day = number / 3 + 1
            return "\(day < 10 ? "0" : "")\(day).06.2026 \(8 + number % 3):15;"
                + "\(4 + number % 7),5;\(5 + number % 11),2"
        }
        return "Arrived;Duration (h);kWh\n" + rows.joined(separator: "\n") + "\nlater;1;1\n"
    }

    @Test func `a log becomes arrivals that check and run take`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(log, to: "depot.csv")
        let fit = try Program.run(["fit", path])
        #expect(fit.status == 0, "\(fit.errors)")
        #expect(fit.errors.contains("1 row left out"))
        #expect(fit.errors.contains("line 62: column ‘Arrived’: ‘later’ is no time"))
        #expect(
            fit.output.hasPrefix("# depot.csv: 60 sessions in 20 days, 2026-06-01 to 2026-06-20")
        )
        #expect(fit.output.contains("arrivals:\n  per_day: "))
        let indented = fit.output.split(separator: "\n").map { "    \($0)" }
        let text = "duration: 48h\nfleet:\n  - model: generic-ac\n"
        let scenario = try folder.write(
            text + indented.joined(separator: "\n"),
            to: "scenario.yaml"
        )
        let run = try Program.run(["run", scenario, "--out", folder.file("run.sqlite")])
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test func `a fit goes into a file, from columns that are named`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(log.replacing("Arrived", with: "x"), to: "depot.csv")
        let guess = try Program.run(["fit", path])
        #expect(guess.status == 2)
        #expect(guess.errors.contains("depot.csv:1: no column looks like the arrivals"))
        let fit = try Program.run(["fit", path, "--arrival", "x", "-o", folder.file("fit.yaml")])
        #expect(fit.status == 0, "\(fit.errors)")
        #expect(fit.output.isEmpty)
        #expect(try folder.read("fit.yaml").contains("arrival ‘x’"))
    }

    @Test func `a preset is printed as a scenario has it`() throws {
        let folder = try TemporaryFolder()
        let preset = try Program.run(["presets", "us_work_jpl"])
        #expect(preset.status == 0)
        #expect(preset.output.contains("\n  arrival_correlation: -0.73\n"))
        let indented = preset.output.split(separator: "\n").map { "    \($0)" }
        let scenario = try folder.write(
            "fleet:\n  - model: generic-ac\n" + indented.joined(separator: "\n"),
            to: "scenario.yaml"
        )
        #expect(try Program.run(["check", scenario]).status == 0)
    }

    @Test(arguments: [
        (["presets", "nl_hom"], "did you mean ‘nl_home’?"),
        (["presets", "nl_home", "nl_work"], "one preset at a time"),
        (["fit"], "which session log?"),
        (["fit", "nowhere.csv"], "cannot read ‘nowhere.csv’"),
        (["fit", "LICENSE", "--dates", "year-first"], "day-first, month-first"),
        (["fit", "LICENSE", "--time-zone", "north"], "‘north’ is not a duration"),
        (["fit", ".swift-version"], ".swift-version:1: no column looks like the arrivals"),
    ])
    func `what cannot be is said`(arguments: [String], message: String) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }
}
