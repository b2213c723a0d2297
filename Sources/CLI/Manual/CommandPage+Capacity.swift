import Planning
import Report

extension CommandPage {
    static let capacity = CommandPage(
        name: "capacity",
        summary: "find the most that a CSMS takes before a threshold breaks",
        usage: ["capacity SCENARIO [options]"],
        about: """
            Finds the most load at which the scenario’s thresholds are kept, by a dozen trials: \
            short ones up to the edge, long ones around it, each with chance of its own. The answer \
            is an interval at 95 %, with the threshold that broke first, and whether the CSMS comes \
            back after an overload. In virtual time against the reference CSMS; with the URL of a \
            CSMS, by --csms or in the scenario, in real time. Load and faults of the scenario are \
            left out. SCENARIO is a file, or ‘-’ for standard input.

            What grows (--axis): ‘chargers’, how many are connected, with their heartbeats; ‘rate’, \
            calls per second, as heartbeats and meter values of the scenario’s chargers come closer \
            together; ‘reconnects’, chargers per second that come back with the power; ‘backlog’, \
            seconds without links, after which all come back at once.
            """,
        argument: scenario,
        options: [
            CommandOption(
                "--axis",
                .choice("A", CapacityAxis.self),
                "what grows: chargers, rate, reconnects or backlog (default: chargers)"
            ),
            CommandOption("--csms", .text("URL"), "the CSMS under test, at ws://… or wss://…"),
            CommandOption("--yes", "press a CSMS on another machine without asking"),
            CommandOption(
                "--at-least",
                .text("N"),
                "exit code 1 if the lower end of the interval is below N"
            ),
            CommandOption(
                "--from",
                .text("N"),
                "the load of the first trial (default: what the scenario has)"
            ),
            CommandOption("--most", .text("N"), "try no more than that"),
            CommandOption(
                "--measure",
                .text("D"),
                "how long a trial in real time is measured at most (default: 30s)"
            ),
            CommandOption(
                "--drain",
                .text("D"),
                "of axis backlog: how long draining may take (default: 5m)"
            ),
            CommandOption(
                "--afresh",
                "do not go on with a search without an answer in the same run database"
            ),
            CommandOption("--workers", .text("K"), "threads of trials in real time"),
            CommandOption(
                "--source",
                .text("ADDRESS"),
                "call from this address of the machine, each in turn",
                isRepeatable: true
            ),
            seed, set,
            CommandOption(
                "--out",
                names: ["-o"],
                .file("sqlite"),
                "the run database (default: results/NAME-capacity.sqlite)"
            ),
            CommandOption(
                "--format",
                .choice("F", ReportFormat.self),
                "html, md, json, csv or junit (default: md)"
            ),
            CommandOption("--quiet", "do not tell of each trial"),
        ],
        ending: """
            Exit codes: 0 found, 1 --at-least is not reached, 2 bad usage or scenario, 3 the CSMS \
            was not reached, or trials could not tell, 130 interrupted; trials are kept.
            """
    )
}
