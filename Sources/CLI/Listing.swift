import Scenarios

/// `fleetsim models`, `presets` and `figures`: what ships and what can be asked for, with its meaning.
enum Listing {
    static func models(_ arguments: [String]) throws -> ExitCode {
        try takeNothing(arguments, "models")
        Terminal.print(ModelListing.text())
        return .success
    }

    static func figures(_ arguments: [String]) throws -> ExitCode {
        let known = Arguments.Known(command: "figures", values: [], flags: ["--json"])
        let taken = try Arguments(arguments, known)
        if let extra = taken.positional.first { throw taken.usage("what is ‘\(extra)’ for?") }
        Terminal.print(taken.has("--json") ? FigureListing.json() : FigureListing.text())
        return .success
    }

    /// All presets, or one of them as YAML.
    static func presets(_ arguments: [String]) throws -> ExitCode {
        let taken = try Arguments(arguments, .init(command: "presets", values: []))
        guard !taken.positional.isEmpty else {
            Terminal.print(PresetListing.text())
            return .success
        }
        let id = try taken.only("preset")
        guard let preset = ArrivalPreset.named(id) else {
            let near = Spelling.nearest(to: id, among: ArrivalPreset.catalogue.map(\.id))
            let hint = near.map { ", did you mean ‘\($0)’?" } ?? ""
            throw taken.usage("there is no preset ‘\(id)’\(hint)")
        }
        Terminal.print(PresetListing.yaml(of: preset))
        return .success
    }

    private static func takeNothing(_ arguments: [String], _ command: String) throws {
        let taken = try Arguments(arguments, .init(command: command, values: []))
        if let extra = taken.positional.first { throw taken.usage("what is ‘\(extra)’ for?") }
    }
}
