extension Subcommand {
    /// Runs the command with its arguments.
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
}
