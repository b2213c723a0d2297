/// A scenario with the text it came from, so that a run can keep both.
package struct LoadedScenario: Equatable, Sendable {
    package var scenario: Scenario
    /// The text of the file, and each override as a comment at its end; without passwords and keys.
    package private(set) var text: String
    package var path: String
    /// The variables of the environment that it names, in the order of their first mention.
    package let variables: [String]
    /// The lists of chargers and tokens that it names.
    package let lists: [String]
    /// The file itself and all that it names, as they are opened: nothing that is written may replace one.
    package let files: [String]
    /// Each reason why `fleetsim plan` does not take it, and `fleetsim run` does.
    package let planProblems: [ReportedProblem]
    /// The same the other way round.
    package let runProblems: [ReportedProblem]
    /// Each override with what may be shown of it.
    private let shown: [String: String]
    private let root: YAMLNode
    private let listing: SourceListing

    /// What stands in place of a password.
    package static let mask = Secrets.mask
    /// What stands before an override at the end of the text.
    static let overrideMark = "# --set "

    init(_ reading: ScenarioReading, of scenario: Scenario, text: String, path: String) {
        self.scenario = scenario
        self.path = path
        self.text = reading.secrets.masked(file: text)
        variables = reading.variables
        lists = reading.lists
        files = (path == InputText.shown(InputText.standardInput) ? [] : [path]) + reading.files
        root = reading.root
        listing = SourceListing(text, reading.secrets)
        let problems = [reading.plan, reading.run].map { found in
            var found = found
            found.show(Array(text.utf8), without: reading.secrets)
            return found.reported(file: path)
        }
        (planProblems, runProblems) = (problems[0], problems[1])
        shown = Dictionary(
            reading.overrides.map { ($0, reading.secrets.masked(override: $0)) },
            uniquingKeysWith: { first, _ in first }
        )
        for override in reading.overrides { keep(override) }
    }

    /// An override as it may be shown and kept: without passwords and keys.
    package func shown(_ override: String) -> String { shown[override] ?? override }

    /// Adds an override to the text, as if it had been given on the command line.
    package mutating func keep(_ override: String) {
        // An override may have several lines, a comment has one.
        let line = shown(override).split(whereSeparator: \.isNewline).joined(separator: " ")
        text += (text.unicodeScalars.last == "\n" ? "" : "\n") + "\(Self.overrideMark)\(line)\n"
    }

    /// Problems that were found after reading, as in `fleet.0.power: …`, with their places in the
    /// file.
    package func reported(_ problems: [String]) -> [ReportedProblem] {
        let source = listing.lines
        return problems.map { reported($0, source) }
    }

    private func reported(_ problem: String, _ source: SourceLines) -> ReportedProblem {
        let path = problem.firstRange(of: ": ").map { problem[..<$0.lowerBound] } ?? ""
        let origin = root.nearest(to: steps(path)).origin
        let location = "\(origin.label(file: self.path)):"
        return ReportedProblem("\(location) \(problem)", at: location, source.excerpt(at: origin))
    }

    /// The steps of a path as the engine writes it, down to where the file has what it names.
    private func steps(_ path: Substring) -> [YAMLNode.Step] {
        var steps: [YAMLNode.Step] = []
        for word in path.split(separator: ".") {
            if let index = Int(word) {
                let isSite = steps.count == 1
                steps.append(.index(isSite ? scenario.entry(of: index) : index))
            } else if word == "chargers", root.nearest(to: steps)["chargers"] == nil {
                // A site may be written in short, as its only kind of charger, whose index is 0.
                continue
            } else {
                steps.append(.key(String(word)))
            }
        }
        return steps
    }
}

/// What reading a scenario leaves beside the scenario itself.
struct ScenarioReading {
    var root: YAMLNode
    /// What keeps it from being planned, and from being run.
    var plan: Problems
    var run: Problems
    var overrides: [String]
    var secrets: Secrets
    var variables: [String]
    var lists: [String]
    var files: [String]
}
