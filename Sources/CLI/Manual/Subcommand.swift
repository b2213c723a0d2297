/// The commands there are.
///
/// To add one: a case, its page, and what runs it, in `Subcommand+Running`.
enum Subcommand: String, CaseIterable {
    case run, plan, check, merge, report, frames, compare, nightly, capacity, serve, export
    case seed
    case models, presets, figures, fit
    case serveCSMS = "serve-csms"
    case initialise = "init"
    case completions, man

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
