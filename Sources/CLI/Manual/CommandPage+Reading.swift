import FleetSim
import Planning
import Report
import Scenarios

extension CommandPage {
    private static let database = Words.files(["sqlite"])

    static let report = CommandPage(
        name: "report",
        summary: "print what a run database holds, as a page, text or data",
        usage: ["report DB [options]"],
        about: "Prints a run of a run database as a page, a text or data.",
        argument: database,
        options: [
            CommandOption(
                "--format",
                .choice("F", ReportFormat.self),
                "html, md, json, csv or junit (default: by the ending of FILE, .xml for junit; md on a "
                    + "terminal; else html)"
            ),
            CommandOption("--run", .text("N"), "which run of the file (default: the last)"),
            CommandOption(
                "--log",
                .choice("P", UsageLog.Period.self),
                "instead, the log of sessions per user as CSV: session by session, or summed up "
                    + "by day, week, month or year"
            ),
            CommandOption(
                "--table",
                .text("T"),
                "only that table, as CSV; without it --format csv has calls, verdicts and status"
            ),
            CommandOption(
                "--business",
                .text("TAGS"),
                "tags, with commas between, whose sessions are business and not private"
            ),
            CommandOption(
                "-o",
                names: ["--out"],
                .file(),
                "write there and not on stdout; with --format csv a folder (FOLDER/) gets a file for "
                    + "each table"
            ),
            CommandOption("--force", "let -o replace a file that is no such report"),
        ]
    )

    static let frames = CommandPage(
        name: "frames",
        summary: "print the frames of a charger that a run traced",
        usage: ["frames DB [IDENTITY] [options]"],
        about: """
            Prints what a charger sent (→) and received (←), and what became of its connection, one \
            line each: when, the action, the message id, an answer with how long it took. Without \
            an IDENTITY: the chargers that the run traced (‘run --trace’), and how many frames of \
            each.
            """,
        argument: database,
        options: [
            CommandOption("--action", .text("NAME"), "only calls of this action and their answers"),
            CommandOption("--last", .text("N"), "only the last N of them"),
            CommandOption("--run", .text("N"), "which run of the file (default: the last)"),
            CommandOption("--json", "one object of JSON a line, with the frame as it was"),
        ]
    )

    static let serve = CommandPage(
        name: "serve",
        summary: "show a folder of run databases as a local web site",
        usage: ["serve RESULTS [options]"],
        about: """
            Shows a folder of run databases as a web site for this machine, until Ctrl-C: a list of \
            all runs, the report of each, the comparison of any two, histories of nights, and live \
            pages of runs under way. It only reads. Folders within are looked into, symbolic links \
            are not followed.
            """,
        argument: .folders,
        options: [
            CommandOption(
                "--listen",
                .text("HOST:PORT"),
                "where (default: 127.0.0.1:9220; port 0: any that is free). It asks for no "
                    + "password and does not encrypt"
            )
        ]
    )

    /// Options of `run` that runs which `compare` makes take over.
    static let passedOn = ["--seed", "--duration", "--chargers", "--speed", "--workers", "--set"]

    static let compare = CommandPage(
        name: "compare",
        summary: "say whether new runs are worse than others",
        usage: [
            "compare BASE NEW... [options]",
            "compare --run SCENARIO --csms A --csms B -n 10 [options]",
        ],
        about: """
            Says for each measure whether NEW is better or worse than BASE, whether there is no \
            difference that matters, or how many runs would decide. The unit is the run: five a \
            side can decide, ten find 20 % in p99. Each NEW is compared with BASE by itself.

            BASE and NEW are run databases: FILE stands for every run in it, FILE#3 for run 3. \
            Runs of a side may lie in several files (--base, --new). Where a scenario has several \
            phases, the first is the warm-up and does not count.

            Runs in virtual time with the same seeds are compared exactly: equal, or the first row \
            and the first event that differ.
            """,
        argument: database,
        options: [
            CommandOption(
                "--base",
                .file("sqlite"),
                "more runs of the base. All other arguments are NEW then",
                isRepeatable: true
            ),
            CommandOption(
                "--new",
                .file("sqlite"),
                "more runs of one new side",
                isRepeatable: true
            ),
            CommandOption(
                "--gate",
                .text("GATE"),
                "fail if a change for the worse is beyond a limit, as in ‘p99:+10%’, "
                    + "‘BootNotification.p99:+20%’, ‘failed:+0.1pp’, ‘throughput:-5%’. Without "
                    + "gates: if a judged measure is worse",
                isRepeatable: true
            ),
            CommandOption(
                "--metric",
                .text("M"),
                "what is judged (default: p50, p99, failed, throughput)",
                isRepeatable: true
            ),
            CommandOption(
                "--floor",
                .text("N%"),
                "the smallest change that matters (default: 5%)"
            ),
            CommandOption(
                "--phase",
                .text("NAME"),
                "only that phase of each run; ‘all’ for the whole of it"
            ),
            CommandOption(
                "--unlike",
                "compare runs of other scenarios, machines or versions all the same"
            ),
            CommandOption("--incomplete", "and runs that were interrupted or cannot be trusted"),
            CommandOption(
                "--format",
                .choice("F", ComparisonFormat.self),
                "md, json, junit or html (default: by the name that -o gives, else md)"
            ),
            CommandOption("-o", .file(), "write there and not on stdout"),
            CommandOption("--force", "let -o replace a file that is no such comparison"),
        ],
        furtherOptions: (
            "Making the runs, in turn and in alternating order, each pair with a seed of its own:",
            [
                CommandOption(
                    "--run",
                    .file("yaml", placeholder: "SCENARIO"),
                    "the scenario; twice for two scenarios in virtual time",
                    isRepeatable: true
                ),
                CommandOption(
                    "--csms",
                    .text("URL"),
                    "a CSMS; the first is the base",
                    isRepeatable: true
                ),
                CommandOption("-n", .text("N"), "runs a side (default: 10)"),
                CommandOption(
                    "--out",
                    .file(placeholder: "PREFIX"),
                    "run databases PREFIX-base.sqlite, PREFIX-new.sqlite … (default: "
                        + "results/NAME-compare)"
                ),
            ] + passedOn.compactMap { CommandPage.run.option($0) }
        ),
        ending: """
            Exit codes: 0 nothing worse, 1 a gate failed or a judged measure is worse, 2 bad \
            usage, unlike runs or unreadable files, 3 too few runs to tell, or runs that failed.
            """
    )

    static let fit = CommandPage(
        name: "fit",
        summary: "make arrivals for a scenario from a log of sessions",
        usage: ["fit SESSIONS.csv [options]"],
        about: """
            Reads a log of sessions and prints arrivals that a scenario takes as they are: hours, \
            days, stays, energies and how they depend on each other, with how well the laws fit. \
            Commas, semicolons or tabs; dates of several kinds; decimal points or commas, with \
            marks between thousands or none. Rows that make no sense are left out and counted. \
            ‘-’ is standard input.
            """,
        argument: .files(["csv", "tsv", "txt"]),
        options: [
            CommandOption(
                "--arrival",
                .text("COLUMN"),
                "when cars were plugged in (guessed if it is not given)"
            ),
            CommandOption("--departure", .text("COLUMN"), "when they were unplugged"),
            CommandOption(
                "--duration",
                .text("COLUMN"),
                "how long they stayed, in place of a departure"
            ),
            CommandOption("--energy", .text("COLUMN"), "what they took"),
            CommandOption("--user", .text("COLUMN"), "who came"),
            CommandOption("--site", .text("COLUMN"), "where"),
            CommandOption(
                "--dates",
                .choice("ORDER", DateOrder.self),
                "day-first or month-first, for dates such as 3/4/2026"
            ),
            CommandOption(
                "--time-zone",
                .text("OFFSET"),
                "the clock of the place, as in +1h, for a log that keeps UTC"
            ),
            CommandOption(
                "--daylight-saving",
                .choice("WHERE", TimeZoneSpec.DaylightSaving.self),
                "none, eu or us (default: none)"
            ),
            CommandOption(
                "-o",
                names: ["--out"],
                .file("yaml"),
                "write there and not on stdout"
            ),
            CommandOption("--force", "let -o replace a file that is no such fit"),
        ]
    )

    static let models = CommandPage(
        name: "models",
        summary: "the charger models that ship, or one of them",
        usage: ["models [NAME]"],
        about: """
            Prints the charger models that ship, or one of them, written as a scenario takes them \
            under ‘model’, with their sources.
            """,
        argument: .known(ChargerModel.catalogue.map(\.id))
    )

    static let presets = CommandPage(
        name: "presets",
        summary: "the arrival presets that ship, or one of them as YAML",
        usage: ["presets [NAME]"],
        about: """
            Prints the arrival presets that ship, with their figures and sources; or one of them \
            as YAML, which a scenario can have under ‘arrivals’ and change.
            """,
        argument: .known(ArrivalPreset.catalogue.map(\.id))
    )

    static let figures = CommandPage(
        name: "figures",
        summary: "every figure of plans and metric of thresholds, and what it means",
        usage: ["figures [NAME] [options]"],
        about: """
            Prints every figure of plans (‘plan: {targets: …}’) and every metric of thresholds, or \
            one of them, with its unit, what it is compared with and what it means.
            """,
        argument: .known(FigureListing.names),
        options: [CommandOption("--json", "as JSON, each call by its name written out")]
    )

    static let completions = CommandPage(
        name: "completions",
        summary: "completions of these commands for a shell",
        usage: ["completions SHELL"],
        about: """
            Prints a script for bash, zsh or fish that completes commands, options and their \
            values. To have them in one shell: source <(fleetsim completions bash). For all: \
            scripts/install puts them where shells look for them.
            """,
        argument: .known(Shell.allCases.map(\.rawValue))
    )

    static let man = CommandPage(
        name: "man",
        summary: "the manual page of the program, or of one command",
        usage: ["man [COMMAND]"],
        about: """
            Prints a manual page in the format of man: of the program, or of one command. To read \
            it without installing it: fleetsim man run | man -l -
            """,
        argument: .known(Subcommand.allCases.map(\.rawValue))
    )
}
