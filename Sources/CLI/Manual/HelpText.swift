import Scenarios

/// What `--help` prints: pages laid out for a terminal of 80 columns.
enum HelpText {
    private static let width = 80

    static var overview: String {
        let groups: [(heading: String, commands: [Subcommand])] = [
            ("Simulate", [.run, .merge, .plan, .capacity, .serveCSMS, .nightly]),
            ("Prepare a CSMS", [.export, .seed]),
            ("Write scenarios", [.initialise, .check, .fit, .models, .presets, .figures]),
            ("Read results", [.report, .serve, .frames, .compare]),
            ("Set up", [.completions, .man]),
        ]
        let column = Subcommand.allCases.map(\.usage.count).max() ?? 0
        let lists = groups.map { group in
            ([group.heading + ":"]
                + group.commands.flatMap { entry($0.usage, $0.page.summary, column: column) })
                .joined(separator: "\n")
        }
        return """
            fleetsim — a deterministic simulator of EV-charger fleets that speak OCPP

            usage: fleetsim COMMAND [options]

            \(lists.joined(separator: "\n\n"))

            To begin with:
                write a scenario    fleetsim init
                load-test a CSMS    fleetsim run SCENARIO --csms ws://HOST:PORT/PATH
                plan a site         fleetsim plan SCENARIO
                gate every night    fleetsim nightly SUITE

            ‘fleetsim help COMMAND’ tells more. Exit codes: 0 all well, 1 a threshold
            failed, 2 bad usage or scenario, 3 the run cannot be believed or was not
            completed, 130 interrupted.
            """
    }

    static func page(_ page: CommandPage) -> String {
        let usage = page.usage.enumerated().map { index, usage in
            (index == 0 ? "usage: " : "       ") + "fleetsim \(usage)"
        }
        let column = min(28, page.allOptions.map(\.form.count).max() ?? 0)
        func list(_ options: [CommandOption]) -> String {
            options.flatMap { entry($0.form, $0.fullMeaning, column: column) }
                .joined(separator: "\n")
        }
        var parts = [usage.joined(separator: "\n"), paragraphs(page.about)]
        if !page.options.isEmpty { parts.append(list(page.options)) }
        if let further = page.furtherOptions {
            parts += [paragraphs(further.heading), list(further.options)]
        }
        parts.append(list(CommandPage.common))
        if let ending = page.ending { parts.append(paragraphs(ending)) }
        return parts.joined(separator: "\n\n")
    }

    /// A name with its meaning beside it, or below where the name is long.
    private static func entry(_ name: String, _ meaning: String, column: Int) -> [String] {
        let lines = wrapped(meaning, to: width - column - 4)
        let margin = String(repeating: " ", count: column + 4)
        guard name.count <= column else { return ["  " + name] + lines.map { margin + $0 } }
        let first = "  " + name + String(repeating: " ", count: column - name.count + 2)
        return [first + lines[0]] + lines.dropFirst().map { margin + $0 }
    }

    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { wrapped(String($0), to: width) }.joined(separator: "\n")
    }

    /// The text in lines of at most `width` characters; at least one line.
    static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + 1 + word.count <= width {
                lines[lines.count - 1] = line + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
