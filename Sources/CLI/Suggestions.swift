/// What to try where a command was given nothing to work on.
enum Suggestions {
    /// A question, and below it what answers it.
    static var scenario: String {
        let folder = InstalledFiles.path(of: "scenarios") ?? "scenarios"
        return """
            which scenario? Try ‘fleetsim run \(folder)/first-day.yaml’, or write one with \
            ‘fleetsim init’
            """
    }
}
