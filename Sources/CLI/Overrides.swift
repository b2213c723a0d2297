import Scenarios

/// Changes of a scenario by the command line: those of `--set`, and options that stand for a key.
struct Overrides {
    private(set) var texts: [String]
    private var named: [(option: String, key: String)] = []

    init(_ texts: [String]) {
        self.texts = texts
    }

    /// Adds what an option says, if it is given.
    mutating func add(_ option: String, as key: String, _ value: String?) {
        guard let value else { return }
        texts.append("\(key)=\(value)")
        named.append((option, key))
    }

    /// A problem with one of them by what was typed: `--seed -1: …`, not `--set seed=-1: …`.
    func naming(_ problem: ReportedProblem) -> ReportedProblem {
        var problem = problem
        for (option, key) in named {
            let written = "--set \(key)="
            guard problem.line.hasPrefix(written) else { continue }
            func renamed(_ text: String) -> String {
                text.hasPrefix(written) ? "\(option) \(text.dropFirst(written.count))" : text
            }
            problem.line = renamed(problem.line)
            problem.location = problem.location.map(renamed)
        }
        return problem
    }
}

extension Arguments {
    /// What `--set` changes, and options that stand for a key.
    func overrides(_ options: (option: String, key: String)...) -> Overrides {
        var overrides = Overrides(values("--set"))
        for (option, key) in options { overrides.add(option, as: key, value(option)) }
        return overrides
    }
}
