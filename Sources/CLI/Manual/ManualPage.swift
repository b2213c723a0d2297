/// Manual pages in the language of man(7).
enum ManualPage {
    static var overview: String {
        let commands = Subcommand.allCases.map { command in
            ".TP\n.BR fleetsim\\-\(escaped(command.rawValue)) (1)\n\(line(command.page.summary))"
        }
        return """
            \(heading("FLEETSIM"))
            .SH NAME
            fleetsim \\- a deterministic simulator of EV\\-charger fleets that speak OCPP
            .SH SYNOPSIS
            .B fleetsim
            .I COMMAND
            [options]
            .SH COMMANDS
            \(commands.joined(separator: "\n"))
            .SH EXIT STATUS
            .TP
            .B 0
            all well
            .TP
            .B 1
            a threshold, a gate or a target failed
            .TP
            .B 2
            bad usage or a bad scenario; nothing was run
            .TP
            .B 3
            the run cannot be believed or was not completed
            .TP
            .B 130
            interrupted; what was recorded is whole
            .SH ENVIRONMENT
            .TP
            .B NO_COLOR
            if it is set and not empty, no colours are used unless \\-\\-color says so

            """
    }

    static func page(_ page: CommandPage) -> String {
        var parts = [
            heading("FLEETSIM-" + page.name.uppercased()),
            ".SH NAME\nfleetsim\\-\(escaped(page.name)) \\- \(line(page.summary))",
            ".SH SYNOPSIS\n"
                + page.usage.map { ".B \(line("fleetsim \($0)"))" }.joined(separator: "\n.br\n"),
            ".SH DESCRIPTION\n" + paragraphs(page.about),
            ".SH OPTIONS\n" + options(page.options + CommandPage.common),
        ]
        if let further = page.furtherOptions {
            parts.append(".PP\n\(line(further.heading))\n" + options(further.options))
        }
        if let ending = page.ending { parts.append(".SH EXIT STATUS\n" + paragraphs(ending)) }
        parts.append(".SH SEE ALSO\n.BR fleetsim (1)\n")
        return parts.joined(separator: "\n")
    }

    private static func heading(_ title: String) -> String {
        ".TH \(escaped(title)) 1 \"\" \"fleetsim \(Program.version)\" \"FleetSim\""
    }

    private static func options(_ options: [CommandOption]) -> String {
        options.map { ".TP\n.B \(line($0.form))\n\(line($0.fullMeaning))" }
            .joined(separator: "\n")
    }

    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n").map { line(String($0)) }.joined(separator: "\n.PP\n")
    }

    /// A line of text that begins with no request.
    private static func line(_ text: String) -> String {
        let text = escaped(text)
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .replacing("‘", with: "\\(oq").replacing("’", with: "\\(cq")
            .replacing("…", with: "\\&...").replacing("—", with: "\\(em")
    }
}
