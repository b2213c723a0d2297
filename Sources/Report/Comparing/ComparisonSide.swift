import FleetSim

/// The runs of one side of a comparison.
package struct ComparisonSide {
    package var name: String
    package var runs: [ComparedRun]
    /// Runs that are not compared, with the reason.
    package var leftOut: [String] = []

    /// Which runs of a file are meant: `FILE` for all, `FILE#3` for one.
    package struct Source: Equatable, Sendable {
        package var path: String
        package var number: Int?
        /// What the file is called where it is told; nil: by its path.
        package var shown: String?

        package init(path: String, number: Int? = nil, shown: String? = nil) {
            self.path = path
            self.number = number
            self.shown = shown
        }

        /// A `#` that no number follows belongs to the name.
        package init(parsing text: String) {
            let parts = text.split(separator: "#", omittingEmptySubsequences: false)
            guard parts.count > 1, let last = parts.last, let number = Int(last), number > 0 else {
                self.init(path: text)
                return
            }
            self.init(path: parts.dropLast().joined(separator: "#"), number: number)
        }

        var text: String { (shown ?? path) + (number.map { "#\($0)" } ?? "") }
    }

    /// Reads the runs of a side; those that did not come to a good end are left out, unless told otherwise.
    package init(
        _ sources: [Source],
        name: String? = nil,
        part: ComparedPart = .afterWarmUp,
        takesIncomplete: Bool = false
    ) throws(ComparisonError) {
        runs = []
        self.name = name ?? Self.name(of: sources)
        for source in sources {
            for run in try Self.runs(of: source, part) {
                if let reason = Self.reason(against: run, part, takesIncomplete) {
                    leftOut.append("\(run.name): \(reason)")
                } else {
                    runs.append(run)
                }
            }
        }
        guard !runs.isEmpty else {
            throw .nothingLeft(side: self.name, reasons: leftOut)
        }
    }

    /// The files in short: of more than two in one folder the first and the last, of which the last
    /// without the folder.
    private static func name(of sources: [Source]) -> String {
        let names = sources.map(\.text)
        guard names.count > 2, let first = names.first, let last = names.last else {
            return names.joined(separator: ", ")
        }
        func folder(_ name: String) -> Substring {
            name.lastIndex(of: "/").map { name[...$0] } ?? ""
        }
        let isTogether = names.allSatisfy { folder($0) == folder(first) }
        guard isTogether else { return "\(first) and \(names.count - 1) more" }
        return "\(first) … \(last.dropFirst(folder(first).count))"
    }

    private static func runs(
        of source: Source,
        _ part: ComparedPart
    ) throws(ComparisonError) -> [ComparedRun] {
        let database: Database
        do throws(DatabaseError) {
            database = try Database(path: source.path, access: .read)
        } catch {
            throw .database(error)
        }
        return try database.comparedRuns(source.number, part).map { run in
            var run = run
            run.shownPath = source.shown
            return run
        }
    }

    private static func reason(
        against run: ComparedRun,
        _ part: ComparedPart,
        _ takesIncomplete: Bool
    ) -> String? {
        if run.kind == .plan { return "it is a plan, which has no calls" }
        if !run.isComplete, !takesIncomplete {
            return "it is \(run.status) (--incomplete takes it all the same)"
        }
        guard run.measured.isEmpty else { return nil }
        if case .phase(let name) = part { return "it has no phase ‘\(name)’" }
        return "nothing of it was measured"
    }
}

extension ComparisonSide {
    /// How the runs of several sides differ in what should be the same, a sentence each.
    static func unlikeness(_ sides: [ComparisonSide]) -> [String] {
        let runs = sides.flatMap(\.runs)
        guard let first = runs.first else { return [] }
        var found: [String] = []
        for fact in first.likeness {
            guard
                let other = runs.first(where: { run in
                    run.likeness.first { $0.name == fact.name }?.value != fact.value
                })
            else { continue }
            let value = other.likeness.first { $0.name == fact.name }?.value ?? "none"
            found.append(
                fact.name == "scenario"
                    ? "scenario: \(lineThatDiffers(fact.value, value, first, other))"
                    : "\(fact.name): ‘\(fact.value)’ of \(first.name), "
                        + "‘\(value)’ of \(other.name)"
            )
        }
        return found
    }

    private static func lineThatDiffers(
        _ one: String,
        _ other: String,
        _ first: ComparedRun,
        _ second: ComparedRun
    ) -> String {
        let left = one.split(separator: "\n", omittingEmptySubsequences: false)
        let right = other.split(separator: "\n", omittingEmptySubsequences: false)
        let line =
            zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(left.count, right.count)
        func text(_ lines: [Substring]) -> String {
            guard lines.indices.contains(line) else { return "no more lines" }
            let shown = lines[line].prefix(120).trimmingPrefix { $0 == " " }
            return shown.isEmpty ? "blank" : "‘\(shown)’"
        }
        return "line \(line + 1) is \(text(left)) in \(first.name) and \(text(right)) in "
            + second.name
    }
}
