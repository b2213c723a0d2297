import Foundation
import Scenarios

/// The whole command line: picks the command and turns failures into exit codes.
enum Program {
    static let version = "0.1.0"

    static func run(_ arguments: [String]) -> ExitCode {
        Terminal.holdStreams()
        // A reader that goes away must not kill a run: its database comes first. Nor must a file that
        // may not grow: to write to it is an error then, as on a full disk.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let code = perform(arguments)
        guard let failure = Terminal.outputFailure else { return code }
        Terminal.error("fleetsim: cannot write to standard output: \(failure)")
        return code == .success || code == .failed ? .unusable : code
    }

    private static func perform(_ arguments: [String]) -> ExitCode {
        do {
            return try dispatch(arguments)
        } catch let failure as Failure {
            // A line is a line, whatever stands in the name of a file.
            for line in failure.lines { Terminal.error(line.visible) }
            return failure.code
        } catch {
            Terminal.error("fleetsim: \("\(error)".visible)")
            return .unusable
        }
    }

    private static func dispatch(_ arguments: [String]) throws -> ExitCode {
        guard let name = arguments.first else {
            Terminal.error(Help.overview)
            return .badInput
        }
        let rest = Array(arguments.dropFirst())
        switch name {
        case "--help", "-h", "help":
            Terminal.print(rest.first.flatMap(Help.page) ?? Help.overview)
            return .success
        case "--version":
            Terminal.print("fleetsim \(version)")
            return .success
        default:
            guard let command = Command(rawValue: name) else { throw unknown(name) }
            if rest.contains("--help") || rest.contains("-h") {
                Terminal.print(Help.page(name) ?? Help.overview)
                return .success
            }
            return try command.run(rest)
        }
    }

    private static func unknown(_ name: String) -> Failure {
        let near = Spelling.nearest(to: name, among: Command.allCases.map(\.rawValue))
        let hint = near.map { ", did you mean ‘\($0)’?" } ?? ""
        return .usage("there is no command ‘\(name)’\(hint)")
    }
}

/// The commands there are.
enum Command: String, CaseIterable {
    case run, plan, check, report, compare, nightly, capacity, models, presets, figures, fit
    case serveCSMS = "serve-csms"

    func run(_ arguments: [String]) throws -> ExitCode {
        switch self {
        case .run: try RunCommand(arguments).run()
        case .plan: try PlanCommand(arguments).run()
        case .serveCSMS: try ServeCommand(arguments).run()
        case .check: try CheckCommand(arguments).run()
        case .report: try ReportCommand(arguments).run()
        case .compare: try CompareCommand(arguments).run()
        case .nightly: try NightlyCommand(arguments).run()
        case .capacity: try CapacityCommand(arguments).run()
        case .models: try Listing.models(arguments)
        case .presets: try Listing.presets(arguments)
        case .figures: try Listing.figures(arguments)
        case .fit: try FitCommand(arguments).run()
        }
    }
}
