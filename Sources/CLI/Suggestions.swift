import FoundationEssentials

/// What to try where a command was given nothing to work on.
enum Suggestions {
    /// A question, and with it what answers it: a scenario that ships, where they are beside the
    /// program, and how to write one.
    static func scenario(for command: Subcommand) -> String {
        guard let folder = InstalledFiles.path(of: "scenarios") else {
            return "which scenario? ‘fleetsim init’ writes one"
        }
        let file = command == .plan ? "plan-depot.yaml" : "first-day.yaml"
        return "which scenario? Try ‘fleetsim \(command.rawValue) \(folder)/\(file)’, or write one "
            + "with ‘fleetsim init’"
    }

    /// The scenario of that name that ships, where there is no such file: documents speak of
    /// `scenarios/NAME.yaml`, and where FleetSim is installed these lie elsewhere.
    static func shipped(insteadOf path: String) -> String? {
        guard !FileManager.default.fileExists(atPath: path),
            let last = path.split(separator: "/").last
        else { return nil }
        let name = last.hasSuffix(".yaml") ? String(last) : "\(last).yaml"
        return InstalledFiles.path(of: "scenarios/\(name)")
    }
}
