import Scenarios

/// The command that does a run again, without passwords and keys.
struct Reproduction {
    private var words: [String]
    private let loaded: LoadedScenario

    /// The arguments as they were given, but for those that change nothing.
    init(_ command: String, _ given: [String], without dropped: [String], _ loaded: LoadedScenario)
    {
        self.loaded = loaded
        words =
            ["fleetsim", command]
            + given.filter { !dropped.contains($0) }.map { Self.shown($0, loaded) }
    }

    /// The same without saying where the run database goes, as the database itself keeps it, and of which
    /// part this is.
    var lineWithoutOutput: String {
        var kept: [String] = []
        var skips = false
        for word in words {
            if skips {
                skips = false
            } else if ["--out", "-o", "--shard"].contains(word) {
                skips = true
            } else if !["--out=", "-o=", "--shard="].contains(where: word.hasPrefix) {
                kept.append(word)
            }
        }
        return kept.map(\.inShell).joined(separator: " ")
    }

    mutating func add(_ more: String...) {
        // After ‘--’ they would be taken for files.
        words.insert(contentsOf: more, at: words.contains("--") ? 2 : words.count)
    }

    /// One line, as a shell takes it.
    var line: String { words.map(\.inShell).joined(separator: " ") }

    /// What the line alone does not repeat.
    var notes: [String] {
        var notes: [String] = []
        if words.contains(where: { $0.contains(LoadedScenario.mask) }) {
            notes.append(
                "‘\(LoadedScenario.mask)’ stands for what is kept secret, and has to be put in "
                    + "again; a variable is shown by its name, as in "
                    + "--set 'csms.security.password=${NAME}'"
            )
        }
        if words.contains(InputText.standardInput) {
            notes.append("the scenario came over standard input, and has to come there again")
        }
        if !loaded.variables.isEmpty {
            let names = loaded.variables.joined(separator: ", ")
            notes.append("it reads variables of the environment: \(names)")
        }
        if !loaded.lists.isEmpty {
            let names = loaded.lists.joined(separator: ", ")
            notes.append("it reads lists beside the scenario: \(names)")
        }
        return notes
    }

    /// An argument as it may be shown; an override may hang on its option.
    private static func shown(_ argument: String, _ loaded: LoadedScenario) -> String {
        let option = "--set="
        guard argument.hasPrefix(option) else { return loaded.shown(argument).withoutPassword }
        return option + loaded.shown(String(argument.dropFirst(option.count)))
    }
}
