extension CommandPage {
    static let export = CommandPage(
        name: "export",
        summary: "list the chargers and tokens that a scenario would use",
        usage: ["export SCENARIO [options]"],
        about: """
            Writes chargers.csv and tokens.csv: every charger that the scenario would run, with its \
            site and its traits, and every token that its drivers would present, with what the CSMS \
            is to say of it. Nothing is run. Used as ‘chargers: {file: chargers.csv}’ and \
            ‘tokens: {file: tokens.csv}’ of a scenario the lists give the same fleet again. SCENARIO is a \
            file, or ‘-’ for standard input.
            """,
        argument: scenario,
        options: [
            CommandOption("--out", .folder, "where both lists go (default: this folder)"),
            CommandOption("--chargers-file", .file("csv"), "where the list of chargers goes"),
            CommandOption("--tokens-file", .file("csv"), "where the list of tokens goes"),
            CommandOption(
                "--with-passwords",
                "write passwords that the scenario has in plain text"
            ),
            CommandOption("--force", "replace files that are there"),
            CommandOption("--chargers", .text("N"), "scale the fleet to N chargers"),
            seed, set,
        ]
    )

    static let seedCommand = CommandPage(
        name: "seed",
        summary: "tell a CSMS of a scenario’s chargers and tokens before a run",
        usage: ["seed SCENARIO [options]"],
        about: """
            Makes the requests that the scenario describes as ‘seeding’, or a file that --with names: \
            one for each charger, certificate and token, many at a time. What is there already is \
            left as it is, so that a second time changes nothing. --undo takes all of them away \
            again, also those that were there before. docs/seeding has descriptions for SteVe, \
            CitrineOS and MaEVe. SCENARIO is a file, or ‘-’ for standard input.
            """,
        argument: scenario,
        options: [
            CommandOption("--with", .file("yaml", "yml"), "the description of the interface"),
            CommandOption("--undo", "take everything away again"),
            CommandOption("--yes", "ask an interface on another machine, or run commands, at once"),
            CommandOption("--parallel", .text("N"), "how many requests are under way at once"),
            CommandOption("--chargers", .text("N"), "scale the fleet to N chargers"),
            seed,
            set,
            CommandOption("--quiet", "no progress"),
        ],
        ending: """
            Exit codes: 0 all is there, or gone; 2 bad usage, scenario or description; 3 something \
            failed, which is told; 130 interrupted.
            """
    )
}
