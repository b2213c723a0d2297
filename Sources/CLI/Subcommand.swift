/// The commands there are.
///
/// To add one: a case, its page in `Manual/`, and what runs it.
enum Subcommand: String, CaseIterable {
    case run, plan, check, merge, report, frames, compare, nightly, capacity, serve, export
    case seed
    case models, presets, figures, fit
    case serveCSMS = "serve-csms"
    case initialise = "init"
    case completions, man

    func run(_ arguments: [String]) throws -> ExitCode {
        switch self {
        case .run: try RunCommand(arguments).run()
        case .plan: try PlanCommand(arguments).run()
        case .serveCSMS: try ServeCommand(arguments).run()
        case .check: try CheckCommand(arguments).run()
        case .report: try ReportCommand(arguments).run()
        case .merge: try MergeCommand(arguments).run()
        case .frames: try FramesCommand(arguments).run()
        case .compare: try CompareCommand(arguments).run()
        case .nightly: try NightlyCommand(arguments).run()
        case .capacity: try CapacityCommand(arguments).run()
        case .serve: try ServeResultsCommand(arguments).run()
        case .export: try ExportCommand(arguments).run()
        case .seed: try SeedCommand(arguments).run()
        case .models: try Listing.models(arguments)
        case .presets: try Listing.presets(arguments)
        case .figures: try Listing.figures(arguments)
        case .fit: try FitCommand(arguments).run()
        case .initialise: try InitCommand(arguments).run()
        case .completions: try ManualCommand.completions(arguments)
        case .man: try ManualCommand.man(arguments)
        }
    }

    var page: CommandPage {
        switch self {
        case .run: .run
        case .plan: .plan
        case .serveCSMS: .serveCSMS
        case .check: .check
        case .report: .report
        case .merge: .merge
        case .frames: .frames
        case .compare: .compare
        case .nightly: .nightly
        case .capacity: .capacity
        case .serve: .serve
        case .export: .export
        case .seed: .seedCommand
        case .models: .models
        case .presets: .presets
        case .figures: .figures
        case .fit: .fit
        case .initialise: .initialise
        case .completions: .completions
        case .man: .man
        }
    }

    /// The command with its arguments, without options.
    var usage: String { page.usage[0].replacing(" [options]", with: "") }

    /// What stands in place of a command.
    private static let options = ["--version", "--help", "help"]

    /// The command of that name; a failure that says what may have been meant.
    static func named(_ name: String) throws(Failure) -> Subcommand {
        if let command = Subcommand(rawValue: name) { return command }
        throw .usage(
            "there is no command ‘\(name)’"
                + NearestWord.hint(for: name, among: allCases.map(\.rawValue) + options)
        )
    }
}
