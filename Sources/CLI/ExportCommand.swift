import FleetSim
import FoundationEssentials
import Glibc
import Scenarios

/// `fleetsim export`: the chargers and tokens that a scenario would use, as two lists.
struct ExportCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .export)
        guard !self.arguments.positional.isEmpty else {
            throw self.arguments.usage(Suggestions.scenario(for: .export))
        }
    }

    func run() throws -> ExitCode {
        let path = try arguments.only("scenario")
        let folder = arguments.value("--out") ?? "."
        let outputs = (
            chargers: arguments.value("--chargers-file") ?? "\(folder)/chargers.csv",
            tokens: arguments.value("--tokens-file") ?? "\(folder)/tokens.csv"
        )
        guard FileLocation(outputs.chargers) != FileLocation(outputs.tokens) else {
            throw arguments.usage("one file cannot hold both lists")
        }
        let (loaded, plan) = try arguments.plan(of: path)
        let (chargers, kinds) = plan.listedChargers
        guard !chargers.isEmpty else {
            throw Failure(.badInput, ["fleetsim: \(InputText.shown(path)) has no chargers to list"])
        }
        let tokens = plan.scenario.csms.isAbsent ? [] : plan.listedTokens
        let withPasswords = arguments.has("--with-passwords")
        let files = [
            (
                outputs.chargers,
                WrittenLists.chargers(chargers, kinds: kinds, withPasswords: withPasswords)
            ),
            (outputs.tokens, WrittenLists.tokens(tokens)),
        ].prefix(plan.scenario.csms.isAbsent ? 1 : 2)
        for (output, _) in files {
            try OutputFile.spare(loaded.files, from: output)
            try check(output)
        }
        // Passwords are nothing for others to read.
        if withPasswords { umask(0o077) }
        for (path, text) in files {
            if Descriptor(path) == nil { try ResultsFolder.make(for: path) }
            try OutputFile(path, Self.kind, replacesAll: true, isPrivate: withPasswords).write(text)
        }
        tell(outputs.chargers, chargers.count, "charger")
        if files.count == 2 { tell(outputs.tokens, tokens.count, "token") }
        if !withPasswords, WrittenLists.hidesPasswords(chargers, kinds: kinds) {
            Terminal.error(
                "fleetsim: passwords that stand in plain text were left out; --with-passwords "
                    + "writes them"
            )
        }
        return .success
    }

    private static let kind = OutputFile.Kind(name: "list", beginnings: [])

    /// What is there stays, unless it may be replaced.
    private func check(_ path: String) throws(Failure) {
        try OutputFile.check(path, Self.kind, replacesAll: true)
        var facts = stat()
        guard !arguments.has("--force"), Descriptor(path) == nil, stat(path, &facts) == 0,
            facts.st_mode & S_IFMT == S_IFREG
        else { return }
        throw Failure(
            .badInput,
            ["fleetsim: ‘\(path)’ is there already, and is replaced only with --force"]
        )
    }

    private func tell(_ path: String, _ count: Int, _ noun: String) {
        Terminal.error("\(path): \(count.grouped) \(noun)\(count == 1 ? "" : "s")")
    }
}

extension Arguments {
    /// The fleet of a scenario, as `--set`, `--seed` and `--chargers` change it.
    func plan(of path: String) throws -> (LoadedScenario, FleetPlan) {
        let overrides = overrides(("--seed", "seed"))
        let wanted = try integer("--chargers", in: 1...2_000_000)
        return try LoadedFleet.load(path, overrides) { scenario in
            guard let wanted, !scenario.scale(toChargers: wanted) else { return }
            throw usage(
                "--chargers \(wanted): this scenario's sites do not come to that number; "
                    + "the nearest is \(scenario.nearestChargers(to: wanted))"
            )
        }
    }
}
