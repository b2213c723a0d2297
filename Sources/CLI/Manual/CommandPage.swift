/// One command as users meet it: its arguments, its options and what they mean.
///
/// Everything that speaks of a command is made of its page: what it accepts, its help, the hints at
/// misspelt options, completions for shells and the manual.
struct CommandPage {
    var name: String
    /// What the overview says it does.
    var summary: String
    /// Each way to call it, after the program's name.
    var usage: [String]
    /// What it does, in paragraphs.
    var about: String
    /// What completes an argument that is no option.
    var argument = Words.none
    var options: [CommandOption] = []
    /// Further options, under a heading of their own.
    var furtherOptions: (heading: String, options: [CommandOption])?
    /// What help says last.
    var ending: String?
    /// Options that are promised and not there yet.
    var coming: [String] = []

    /// Options that every command takes.
    static let common = [
        CommandOption(
            "--color",
            .choice("WHEN", ColourUse.self),
            "when to use colours (default: auto, on a terminal unless NO_COLOR is set)"
        ),
        CommandOption("--help", names: ["-h"], "print this help"),
    ]

    var ownOptions: [CommandOption] { options + (furtherOptions?.options ?? []) }

    var allOptions: [CommandOption] { ownOptions + Self.common }

    func option(_ name: String) -> CommandOption? {
        allOptions.first { $0.names.contains(name) }
    }
}

/// What a shell can offer for a word that is typed.
enum Words {
    case none
    /// Files whose names end so; all of them, if no ending is given.
    case files([String])
    case folders
    case known([String])
}

/// An option of a command.
struct CommandOption {
    /// What follows it.
    struct Value {
        /// As help names it, such as `FILE`.
        var placeholder: String
        var words: Words

        static func text(_ placeholder: String) -> Value { Value(placeholder, .none) }

        static func file(_ endings: String..., placeholder: String = "FILE") -> Value {
            Value(placeholder, .files(endings))
        }

        static let folder = Value("FOLDER", .folders)

        static func choice<Choice: RawRepresentable & CaseIterable>(
            _ placeholder: String,
            _ type: Choice.Type
        ) -> Value where Choice.RawValue == String {
            Value(placeholder, .known(Choice.allCases.map(\.rawValue)))
        }

        init(_ placeholder: String, _ words: Words) {
            self.placeholder = placeholder
            self.words = words
        }
    }

    /// The first is the one it is called by in the code.
    let names: [String]
    /// nil: it is given or not.
    let value: Value?
    let meaning: String
    let isRepeatable: Bool

    /// One that is given or not.
    init(_ name: String, names others: [String] = [], _ meaning: String) {
        names = [name] + others
        value = nil
        self.meaning = meaning
        isRepeatable = false
    }

    init(
        _ name: String,
        names others: [String] = [],
        _ value: Value,
        _ meaning: String,
        isRepeatable: Bool = false
    ) {
        names = [name] + others
        self.value = value
        self.meaning = meaning
        self.isRepeatable = isRepeatable
    }

    var name: String { names[0] }

    /// As help shows it: `-o, --out FILE`.
    var form: String {
        names.joined(separator: ", ") + (value.map { " \($0.placeholder)" } ?? "")
    }

    /// The meaning with what can be read off the option itself.
    var fullMeaning: String {
        var text = meaning
        if isRepeatable { text += "; repeatable" }
        return text
    }
}
