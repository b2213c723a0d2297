import Glibc
import Report
import Scenarios

/// `fleetsim compare`: runs of one side held against those of others, with an exit code for a gate.
struct CompareCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .compare)
    }

    func run() throws -> ExitCode {
        let format = try arguments.format(ComparisonFormat.self) ?? .md
        var wishes = try wishes()
        var file: OutputFile?
        // Before the first run: a slip should not cost all of them.
        let sources = try sources(&wishes) { inputs in
            file = try arguments.value("-o").map {
                try OutputFile(
                    $0,
                    format.kind,
                    replacesAll: arguments.has("--force"),
                    sparing: inputs
                )
            }
        }
        let comparison: Comparison
        do throws(ComparisonError) {
            let sides = try sources.map { source throws(ComparisonError) in
                try ComparisonSide(
                    source.runs,
                    name: source.name,
                    part: part,
                    takesIncomplete: arguments.has("--incomplete")
                )
            }
            comparison = try Comparison(sides[0], Array(sides.dropFirst()), wishes)
        } catch {
            throw failure(error)
        }
        let text = comparison.text(as: format)
        if let file {
            try file.write(text)
        } else if format == .md {
            Terminal.print(markdown: text)
        } else {
            Terminal.print(document: text)
        }
        return switch comparison.ending {
        case .passed: .success
        case .failed: .failed
        case .undecided: .unusable
        }
    }

    private func failure(_ error: ComparisonError) -> Failure {
        let first = error.lines.prefix(1).map { "fleetsim: \($0)" }
        let rest = Array(error.lines.dropFirst())
        switch error {
        case .unlike:
            return Failure(.badInput, first + rest + ["--unlike compares them all the same."])
        case .nothingLeft: return Failure(.unusable, first + rest)
        case .database, .noSuchRun: return Failure(.badInput, first + rest)
        }
    }

    private var part: ComparedPart {
        switch arguments.value("--phase") {
        case nil: .afterWarmUp
        case "all": .whole
        case let name?: .phase(name)
        }
    }

    private func wishes() throws -> Comparison.Wishes {
        var wishes = Comparison.Wishes()
        let metrics = try arguments.values("--metric").map { text in
            try arguments.reading("--metric") { () throws(MeasureError) in
                try Measure(parsing: text)
            }
        }
        if !metrics.isEmpty { wishes.primary = metrics }
        wishes.gates = try arguments.values("--gate").map { text in
            try arguments.reading("--gate") { () throws(MeasureError) in try Gate(parsing: text) }
        }
        if let floor = try arguments.share("--floor") { wishes.floor = floor }
        wishes.takesUnlike = arguments.has("--unlike")
        return wishes
    }

    /// A side to read, before it is read.
    private struct Source {
        var name: String?
        var runs: [ComparisonSide.Source]
    }

    /// The sides; `open` is given the files that they are read from, before any is made.
    private func sources(
        _ wishes: inout Comparison.Wishes,
        _ open: ([String]) throws -> Void
    ) throws -> [Source] {
        let scenarios = arguments.values("--run")
        let files = arguments.positional.map(ComparisonSide.Source.init(parsing:))
        let base = arguments.values("--base").map(ComparisonSide.Source.init(parsing:))
        let new = arguments.values("--new").map(ComparisonSide.Source.init(parsing:))
        guard !scenarios.contains(InputText.standardInput) else {
            throw arguments.usage("--run reads the scenario anew for each run, so it takes a file")
        }
        guard scenarios.isEmpty else {
            guard files.isEmpty, base.isEmpty, new.isEmpty else {
                throw arguments.usage("--run makes the runs itself, and takes no run databases")
            }
            return try ownRuns(of: scenarios, &wishes, open)
        }
        for option in ["--csms", "-n", "--out"] + CommandPage.passedOn
        where arguments.value(option) != nil {
            throw arguments.usage("\(option) is for runs that are made here, with --run SCENARIO")
        }
        let sides =
            (base.isEmpty ? Array(files.prefix(1)).map { [$0] } : [base])
            + files.dropFirst(base.isEmpty ? 1 : 0).map { [$0] } + (new.isEmpty ? [] : [new])
        guard let first = sides.first else { throw arguments.usage("which run databases?") }
        guard sides.count > 1 else {
            throw arguments.usage("what is to be held against \(first[0].path)?")
        }
        try open(sides.flatMap { $0.map(\.path) })
        return sides.map { Source(name: nil, runs: $0) }
    }

    private func ownRuns(
        of scenarios: [String],
        _ wishes: inout Comparison.Wishes,
        _ open: ([String]) throws -> Void
    ) throws -> [Source] {
        let urls = arguments.values("--csms")
        let sides: [InterleavedRuns.Side]
        switch (scenarios.count, urls.count) {
        case (1, 2...):
            sides = urls.map { .init(name: $0.withoutPassword, scenario: scenarios[0], csms: $0) }
        case (2..., 0):
            sides = scenarios.map { .init(name: $0, scenario: $0, csms: nil) }
            // That they differ is what was asked for.
            wishes.takesUnlike = true
        case _:
            throw arguments.usage(
                "--run takes one scenario and --csms twice, or two scenarios in virtual time"
            )
        }
        let runs = try InterleavedRuns(sides, arguments)
        let times = try arguments.integer("-n", in: 1...1000) ?? 10
        let overrides = arguments.overrides()
        let files = try scenarios.flatMap { try LoadedFleet.check($0, overrides).files }
        try open(files + runs.databases)
        let made = try runs.perform(times: times)
        return zip(sides, made).map { Source(name: $0.name, runs: $1.map(\.source)) }
    }
}

extension Arguments {
    /// Reads what an option says, with a guess at what was meant.
    func reading<Value>(
        _ option: String,
        _ read: () throws(MeasureError) -> Value
    ) throws(Failure) -> Value {
        do throws(MeasureError) {
            return try read()
        } catch {
            let hint = NearestWord.hint(for: error.word, among: error.known)
            throw usage("\(option): \(error.problem)\(hint)")
        }
    }

    /// A share of one, written as a percentage.
    func share(_ name: String) throws(Failure) -> Double? {
        guard let text = value(name) else { return nil }
        guard text.hasSuffix("%"), let number = Double(text.dropLast()), (0...100).contains(number)
        else { throw usage("\(name) takes a percentage from 0% to 100%, not ‘\(text)’") }
        return number / 100
    }
}

extension ComparisonFormat {
    /// By what a file is known for a comparison in this format.
    fileprivate var kind: OutputFile.Kind {
        switch self {
        case .md:
            .init(name: "comparison in Markdown", beginnings: ["# "], mark: " against ")
        case .json:
            .init(
                name: "comparison in JSON",
                beginnings: ["{\n  \"schema\": \"fleetsim.compare/"]
            )
        case .junit:
            .init(
                name: "comparison in JUnit’s XML",
                beginnings: ["<?xml "],
                mark: "<testsuites "
            )
        case .html:
            .init(
                name: "comparison in HTML",
                beginnings: ["<!doctype html>"],
                mark: " – FleetSim</title>"
            )
        }
    }
}
