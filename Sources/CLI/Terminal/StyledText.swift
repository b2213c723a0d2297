import Glibc
import Scenarios

/// When colours are used, as `--color` says it.
enum ColourUse: String, CaseIterable {
    case auto, always, never

    /// What a command line asks for, before it is known what else it says.
    init(in arguments: [String]) {
        var use = ColourUse.auto
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { break }
            if argument.hasPrefix("--color=") {
                use = ColourUse(rawValue: String(argument.dropFirst("--color=".count))) ?? use
            } else if argument == "--color", index + 1 < arguments.count {
                use = ColourUse(rawValue: arguments[index + 1]) ?? use
            }
        }
        self = use
    }

    func allows(_ stream: Int32, _ environment: [String: String]) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto:
            (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
                && isatty(stream) == 1
        }
    }
}

/// A piece of a line, and how it stands out where the terminal has colours.
struct StyledText {
    enum Style {
        case plain, strong, dim, good, bad, doubt

        /// As a terminal knows it (ECMA-48, SGR).
        fileprivate var code: String {
            switch self {
            case .plain: "0"
            case .strong: "1"
            case .dim: "2"
            case .good: "32"
            case .bad: "1;31"
            case .doubt: "33"
            }
        }
    }

    private let text: String
    private let style: Style

    init(_ text: some StringProtocol, _ style: Style = .plain) {
        self.text = String(text)
        self.style = style
    }

    /// What others wrote into it cannot control the terminal.
    func shown(inColour: Bool) -> String {
        let text = text.visible
        guard inColour, style != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(style.code)m\(text)\u{1B}[0m"
    }
}
