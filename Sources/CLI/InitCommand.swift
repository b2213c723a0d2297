import Glibc
import Scenarios

/// `fleetsim init`: a scenario to begin with, by options or by questions on a terminal.
struct InitCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .initialise)
    }

    func run() throws -> ExitCode {
        let kind: StarterKind
        var answers: [StarterQuestion: String] = [:]
        if let named = try arguments.choice("--kind", StarterKind.self) {
            kind = named
            for question in StarterQuestion.allCases {
                guard let answer = arguments.value(question.option) else { continue }
                guard kind.questions.contains(question) else {
                    throw arguments.usage(
                        "\(question.option) is no part of a \(kind.rawValue) scenario"
                    )
                }
                if let problem = question.problem(with: answer) {
                    throw arguments.usage("\(question.option): \(problem)")
                }
                answers[question] = answer
            }
        } else {
            guard isatty(STDIN_FILENO) == 1 else {
                let kinds = StarterKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw arguments.usage(
                    "which kind of scenario? --kind takes \(kinds); on a terminal it is asked for"
                )
            }
            // What cannot be written is not asked for.
            if let path = arguments.positional.first { try refuse(path) }
            kind = try askKind()
            for question in kind.questions {
                answers[question] = try arguments.value(question.option) ?? ask(question)
            }
        }
        let path = arguments.positional.isEmpty ? kind.file : try arguments.only("file")
        try write(Starter(kind, answers).files(at: path))
        return .success
    }

    /// All files or none; what is there stays as it is.
    private func write(_ files: [(path: String, text: String)]) throws {
        for file in files { try refuse(file.path) }
        for file in files {
            do throws(SystemFailure) {
                let descriptor = try Descriptor(
                    opening: file.path,
                    O_WRONLY | O_CREAT | O_EXCL
                )
                defer { close(descriptor.number) }
                try descriptor.write(Array(file.text.utf8))
            } catch {
                throw Failure(
                    error.isOfDisk ? .unusable : .badInput,
                    ["fleetsim: cannot write ‘\(file.path)’: \(error)"]
                )
            }
        }
        let names = files.map(\.path)
        Terminal.print("wrote \(names.joined(separator: " and "))")
    }

    /// Refuses a place where something is.
    private func refuse(_ path: String) throws(Failure) {
        guard access(path, F_OK) == 0 else { return }
        throw Failure(.badInput, ["fleetsim: ‘\(path)’ is there already, and is not replaced"])
    }

    private func askKind() throws(Failure) -> StarterKind {
        for (number, kind) in StarterKind.allCases.enumerated() {
            Terminal.error("  \(number + 1)  \(kind.rawValue): \(kind.meaning)")
        }
        while true {
            let answer = try answer(to: "What is the scenario for?", usual: "1")
            if let kind = StarterKind(rawValue: answer) { return kind }
            if let number = Int(answer), StarterKind.allCases.indices.contains(number - 1) {
                return StarterKind.allCases[number - 1]
            }
            Terminal.error("‘\(answer)’ is none of them: a number or a name, please")
        }
    }

    private func ask(_ question: StarterQuestion) throws(Failure) -> String {
        while true {
            let answer = try answer(to: question.text, usual: question.usual)
            guard let problem = question.problem(with: answer) else { return answer }
            Terminal.error(problem)
        }
    }

    /// What is typed; nothing stands for the usual answer.
    private func answer(to question: String, usual: String) throws(Failure) -> String {
        Terminal.draw("\(question) [\(usual.isEmpty ? "none" : usual)] ")
        guard let line = readLine() else {
            throw Failure(.badInput, ["", "fleetsim: no answer, so nothing was written"])
        }
        let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? usual : words
    }
}
