import Glibc
import Scenarios

/// The whole command line: picks the command and turns failures into exit codes.
enum Program {
    static let version = Release.version

    static func run(_ arguments: [String]) -> ExitCode {
        Terminal.holdStreams()
        // A reader that goes away must not kill a run: its database comes first. Nor must a file that
        // may not grow: to write to it is an error then, as on a full disk.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        Terminal.chooseColours(arguments)
        let code = perform(arguments)
        guard let failure = Terminal.outputFailure else { return code }
        Terminal.error("fleetsim: cannot write to standard output: \(failure)")
        return code == .success || code == .failed ? .unusable : code
    }

    private static func perform(_ arguments: [String]) -> ExitCode {
        do {
            return try dispatch(arguments)
        } catch let failure as Failure {
            failure.tell()
            return failure.code
        } catch {
            Terminal.error("fleetsim: \("\(error)".visible)")
            return .unusable
        }
    }

    private static func dispatch(_ arguments: [String]) throws -> ExitCode {
        guard let name = arguments.first else {
            Terminal.error(HelpText.overview)
            return .badInput
        }
        let rest = Array(arguments.dropFirst())
        switch name {
        case "--help", "-h", "help":
            guard rest.count < 2 else {
                throw Failure.usage("help is for one command at a time, not also ‘\(rest[1])’")
            }
            let page = try rest.first { $0 != "help" }.map { name throws(Failure) in
                HelpText.page(try Subcommand.named(name).page)
            }
            Terminal.print(page ?? HelpText.overview)
            return .success
        case "--version", "-v", "-V":
            Terminal.print(Release.description)
            return .success
        default:
            let command = try Subcommand.named(name)
            let asks = rest.contains("--help") || rest.contains("-h")
            // A file of that name is meant, if there is one.
            if asks || rest == ["help"] && command != .man && access("help", F_OK) != 0 {
                Terminal.print(HelpText.page(command.page))
                return .success
            }
            return try command.run(rest)
        }
    }
}
