import FleetSim
import Report
import Scenarios

extension CommandPage {
    static let scenario = Words.files(["yaml", "yml"])

    static let set = CommandOption(
        "--set",
        .text("PATH=VALUE"),
        "change any key of the scenario, as in fleet.0.count=5; ‘${NAME}’ in a value is that "
            + "variable of the environment",
        isRepeatable: true
    )

    static let seed = CommandOption(
        "--seed",
        .text("N"),
        "draw everything from another seed"
    )

    private static let quiet = CommandOption(
        "--quiet",
        "no progress, and on stdout the verdict alone, as one line"
    )

    static let run = CommandPage(
        name: "run",
        summary: "simulate a scenario and write a run database",
        usage: ["run SCENARIO [options]"],
        about: """
            Simulates in virtual time against the reference CSMS and appends a run to a run \
            database. The same scenario and seed give the same run, to the byte. With the URL of a \
            CSMS, by --csms or in the scenario, it runs in real time over WebSockets.

            SCENARIO is a file, or ‘-’ for standard input.
            """,
        argument: scenario,
        options: [
            CommandOption("--csms", .text("URL"), "the CSMS under test, at ws://… or wss://…"),
            CommandOption(
                "--speed",
                .text("X"),
                "simulated seconds per real second of a live run (default: 1)"
            ),
            CommandOption(
                "--workers",
                .text("K"),
                "threads of a live run, each with as many sockets as one process may open "
                    + "(default: one per core)"
            ),
            CommandOption(
                "--source",
                .text("ADDRESS"),
                "call from this address of the machine, each in turn",
                isRepeatable: true
            ),
            CommandOption("--record", .file(), "write down what goes over the links of a live run"),
            CommandOption(
                "--max-recording",
                .text("SIZE"),
                "at which the recording ends and the run goes on, and the most that --replay reads "
                    + "(default: 4GiB)"
            ),
            CommandOption("--force", "let --record replace a file that is no recording"),
            CommandOption(
                "--replay",
                .file(),
                "do a recorded run again in virtual time, and compare"
            ),
            seed,
            CommandOption("--chargers", .text("N"), "scale the fleet to N chargers"),
            CommandOption("--duration", .text("D"), "run for this time: 90s, 15m, 24h, 7d"),
            set,
            CommandOption(
                "--threads",
                .text("N"),
                "run sites side by side on N threads; changes no result"
            ),
            CommandOption(
                "--out",
                names: ["-o"],
                .file("sqlite"),
                "the run database (default: results/NAME.sqlite)"
            ),
            CommandOption(
                "--shard",
                .text("I/N"),
                "play only part I of N, in virtual time, into a file for ‘fleetsim merge’"
            ),
            CommandOption(
                "--trace",
                .text("IDENTITY"),
                "keep the frames of this charger, for ‘fleetsim frames’, or of a share of the "
                    + "fleet, as in 1%",
                isRepeatable: true
            ),
            CommandOption(
                "--follow",
                .text("IDENTITY"),
                "print the frames of this charger while a live run goes on"
            ),
            CommandOption(
                "--soak",
                "follow how figures drift over hours or days, and put windows together as they age"
            ),
            CommandOption(
                "--calls",
                .choice("WHICH", SingleCalls.self),
                "keep single calls as rows: none, errors or all (default: none)"
            ),
            CommandOption("--json", "the summary as JSON on stdout"),
            CommandOption(
                "--summary",
                .choice("HOW", SummaryLength.self),
                "short or full: what is printed at the end (default: full)"
            ),
            CommandOption(
                "--metrics",
                .text("HOST:PORT"),
                "let Prometheus fetch figures of a live run at http://HOST:PORT/metrics"
            ),
            quiet,
            CommandOption(
                "--check-twice",
                "first run it twice and name the first event that differs"
            ),
        ],
        ending: """
            Exit codes: 0 all thresholds passed, 1 one failed, 2 bad usage or scenario, 3 the run \
            cannot be believed or was not completed, 130 interrupted.
            """
    )

    static let merge = CommandPage(
        name: "merge",
        summary: "make one run database of a run that was played in parts",
        usage: ["merge SHARD... [options]"],
        about: """
            Puts together the parts of a run that ‘fleetsim run --shard I/N’ wrote, on one host or \
            on several, as the run database that one process would have written: the same rows and \
            the same fingerprint. All N parts are needed. Exit code 1 if a threshold failed.
            """,
        argument: .files(["shard"]),
        options: [
            CommandOption(
                "-o",
                names: ["--out"],
                .file("sqlite"),
                "the run database (default: results/NAME.sqlite)"
            ),
            CommandOption("--json", "the summary as JSON on stdout"),
            CommandOption(
                "--summary",
                .choice("HOW", SummaryLength.self),
                "short or full: what is printed at the end (default: full)"
            ),
            quiet,
        ]
    )

    static let plan = CommandPage(
        name: "plan",
        summary: "compare the designs of a site, and name the smallest that will do",
        usage: ["plan SCENARIO [options]"],
        about: """
            Simulates every design of the scenario’s ‘plan’ under the same drivers, several times \
            over, and prints a table of designs (bays, limits, sharing rules, arrivals) with their \
            figures, and the smallest design that meets the targets. Exit code 1 if none does.

            SCENARIO is a file, or ‘-’ for standard input.
            """,
        argument: scenario,
        options: [
            CommandOption(
                "--replications",
                .text("N"),
                "simulate each design N times, each time with other drivers"
            ),
            seed, set,
            CommandOption("--threads", .text("N"), "replications side by side; changes no result"),
            CommandOption(
                "--out",
                names: ["-o"],
                .file("sqlite"),
                "the run database (default: results/NAME.sqlite)"
            ),
            CommandOption(
                "--format",
                .choice("F", ReportFormat.self),
                "html, md, json, csv or junit (default: md)"
            ),
            quiet,
        ]
    )

    static let check = CommandPage(
        name: "check",
        summary: "say what is wrong with scenarios and suites, without running them",
        usage: ["check FILE... [options]"],
        about: """
            Prints every problem as file:line:column: problem, suggestion, with the line of the \
            file under it, and of each good file what it is. A file with ‘scenarios’ is a nightly \
            suite: each of its scenarios is checked as the suite runs it. Exit code 2 if there are \
            any problems. ‘-’ is standard input, for a scenario.
            """,
        argument: scenario,
        options: [set]
    )

    static let initialise = CommandPage(
        name: "init",
        summary: "write a first scenario, by questions or options",
        usage: ["init [FILE] [options]"],
        about: """
            Writes a scenario to begin with, with comments that say what to change: a load test, a \
            site plan, or a suite for every night. Without --kind it asks, on a terminal. FILE is \
            KIND.yaml unless it is named; files that are there are not replaced.
            """,
        argument: scenario,
        options: [
            CommandOption(
                "--kind",
                .choice("KIND", StarterKind.self),
                "load-test, site-plan or nightly"
            ),
            CommandOption(
                StarterQuestion.chargers.option,
                .text("N"),
                "how many chargers a load test has (default: 100)"
            ),
            CommandOption(
                StarterQuestion.model.option,
                .init("NAME", CommandPage.models.argument),
                "their model (default: generic-ac)"
            ),
            CommandOption(
                StarterQuestion.csms.option,
                .text("URL"),
                "the CSMS under test (default: none, so virtual time)"
            ),
            CommandOption(
                StarterQuestion.arrivals.option,
                .init("NAME", CommandPage.presets.argument),
                "the arrivals of a plan (default: nl_work)"
            ),
            CommandOption(
                StarterQuestion.perDay.option,
                .text("N"),
                "how many cars come on a day (default: 30)"
            ),
            CommandOption(
                StarterQuestion.bays.option,
                .text("N"),
                "how many bays a plan tries at most (default: 40)"
            ),
        ]
    )

    static let serveCSMS = CommandPage(
        name: "serve-csms",
        summary: "the reference CSMS as a server, to try a live run against",
        usage: ["serve-csms [SCENARIO] [options]"],
        about: """
            The reference CSMS as a server, until Ctrl-C. With a scenario: the reference CSMS of \
            that one, with its tags, service times, commands and restarts; ‘-’ is standard input.
            """,
        argument: scenario,
        options: [
            CommandOption(
                "--listen",
                .text("HOST:PORT"),
                "where (default: 127.0.0.1:9210)"
            ),
            CommandOption("--speed", .text("X"), "simulated seconds per real second (default: 1)"),
            CommandOption(
                "--password",
                .text("P"),
                "what chargers must give; without it none is asked for. ‘${NAME}’ is that "
                    + "variable of the environment"
            ),
            CommandOption("--password-file", .file(), "the same, as the first line of a file"),
            CommandOption("--known-only", "let in only the chargers of the scenario"),
            CommandOption(
                "--tls-certificate",
                .file("pem"),
                "speak TLS, with this certificate (PEM)"
            ),
            CommandOption(
                "--tls-key",
                .file("pem"),
                "the key to it, if it is in a file of its own"
            ),
            CommandOption(
                "--client-ca",
                .file("pem"),
                "let in only chargers with a certificate by this authority"
            ),
            CommandOption(
                "--certified-names",
                "and only under the common name of the certificate"
            ),
            CommandOption(
                "--workers",
                .text("K"),
                "threads, each with as many sockets as one process may open"
            ),
            CommandOption(
                "--max-strangers",
                .text("N"),
                "at most N chargers that are not in the scenario (default: 100000)"
            ),
            CommandOption(
                "--max-half-open",
                .text("N"),
                "at most N connections without an upgrade yet (default: 4096), and a quarter of "
                    + "it from one address when others want in"
            ),
            set,
        ]
    )

    static let nightly = CommandPage(
        name: "nightly",
        summary: "run a suite, and say whether tonight is worse than the nights before",
        usage: ["nightly SUITE [options]"],
        about: """
            Runs each scenario of a suite several times over, compares the runs with the nights \
            before in the history database, runs again before it raises an alarm, looks for the \
            night since which a level has moved, and keeps everything in the history. Without a \
            CSMS it runs in virtual time with other seeds each night. SUITE is a file, or ‘-’ for \
            standard input.
            """,
        argument: scenario,
        options: [
            CommandOption("--csms", .text("URL"), "the CSMS under test, in place of the suite’s"),
            CommandOption(
                "--baseline",
                .text("URL"),
                "a second CSMS to run in turn with it: tonight is compared with that"
            ),
            CommandOption(
                "--label",
                .text("VERSION"),
                "what is tested, as in a version or commit; told with findings"
            ),
            CommandOption(
                "--history",
                .file("sqlite"),
                "the history database (default: the suite’s, or SUITE.history.sqlite)"
            ),
            CommandOption(
                "--out",
                .folder,
                "write nightly.html, .md, .json and .xml (JUnit) there"
            ),
            CommandOption(
                "--github",
                "annotations for GitHub Actions (default: if GITHUB_ACTIONS is set)"
            ),
            CommandOption(
                "--export",
                .file("csv"),
                "the history as CSV, as Apache Otava reads it; runs nothing"
            ),
            CommandOption(
                "--force",
                "let --out and --export replace files that no night has written"
            ),
            CommandOption(
                "--accept",
                "take what is worse since some night for the new level; runs nothing"
            ),
            set,
        ],
        ending: """
            Exit codes: 0 nothing worse, 1 a regression or a threshold that failed, 2 bad usage or \
            suite, 3 runs that failed, cannot be trusted or measured nothing, 130 interrupted.
            """
    )
}
