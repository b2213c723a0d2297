/// `fleetsim completions` and `fleetsim man`: what installers need of the pages.
enum ManualCommand {
    static func completions(_ arguments: [String]) throws -> ExitCode {
        let taken = try Arguments(arguments, .completions)
        let name = try taken.only("shell: bash, zsh or fish")
        guard let shell = Shell(rawValue: name) else {
            throw taken.usage("there are completions for bash, zsh and fish, not for ‘\(name)’")
        }
        Terminal.print(document: Completions.script(for: shell))
        return .success
    }

    static func man(_ arguments: [String]) throws -> ExitCode {
        let taken = try Arguments(arguments, .man)
        guard let name = taken.positional.first, taken.positional != ["help"] else {
            Terminal.print(document: ManualPage.overview)
            return .success
        }
        _ = try taken.only("command")
        Terminal.print(document: ManualPage.page(try Subcommand.named(name).page))
        return .success
    }
}
