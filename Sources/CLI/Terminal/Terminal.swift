import FoundationEssentials
import Glibc
import Report
import Scenarios
import Synchronization

/// The two streams: results on stdout, everything else on stderr.
enum Terminal {
    /// Lines of text; what others wrote into them cannot control the terminal.
    static func print(_ text: String) {
        output.say(text.visibleLines + "\n")
    }

    static func error(_ text: String) {
        errors.say(text.visibleLines + "\n")
    }

    /// A line with pieces in colours, where those are wanted.
    static func print(_ pieces: [StyledText]) {
        output.say(pieces.map { $0.shown(inColour: colours.output) }.joined() + "\n")
    }

    static func error(_ pieces: [StyledText]) {
        errors.say(pieces.map { $0.shown(inColour: colours.errors) }.joined() + "\n")
    }

    /// A document whose format has rules of its own, and sees to that itself: JSON, CSV, HTML.
    static func print(document text: String) {
        // The bytes are asked: the line ends of CSV are one character of two bytes.
        let end = text.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
        output.say(text + end)
    }

    /// A document in Markdown; on a terminal without the backslashes that only a renderer reads.
    static func print(markdown text: String) {
        let isShown = isatty(STDOUT_FILENO) == 1
        print(document: (isShown ? text.withoutMarkdownEscapes : text).visibleLines)
    }

    /// A report in the one or the other.
    static func print(_ text: String, as format: ReportFormat) {
        if format == .md { print(markdown: text) } else { print(document: text) }
    }

    /// Writes without ending the line, for what is drawn again and again.
    static func draw(_ text: String) {
        errors.say(text)
    }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// How large the terminal's window is, if lines can be drawn anew in it.
    static var size: (width: Int, height: Int)? {
        guard ProcessInfo.processInfo.environment["TERM"] != "dumb" else { return nil }
        var window = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
            return nil
        }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    /// Writes a document to one of the process's descriptors, with the same patience.
    static func write(_ text: String, to descriptor: Int32) throws(SystemFailure) {
        let stream =
            descriptor == STDOUT_FILENO ? output : TerminalStream(descriptor, waits: true)
        stream.say(text)
        if let failure = stream.failure { throw failure }
    }

    /// Why not all of the results could be written; nil: they were, or their reader had enough.
    static var outputFailure: String? {
        output.failure.flatMap { $0.code == EPIPE ? nil : "\($0)" }
    }

    /// Decides for both streams whether there are colours, by the command line and the environment.
    static func chooseColours(_ arguments: [String]) {
        let environment = ProcessInfo.processInfo.environment
        let use = ColourUse(in: arguments)
        chosen.withLock { colours in
            colours.output = use.allows(STDOUT_FILENO, environment)
            colours.errors = use.allows(STDERR_FILENO, environment)
        }
    }

    private static var colours: (output: Bool, errors: Bool) { chosen.withLock { $0 } }
    private static let chosen = Mutex((output: false, errors: false))

    /// Sees to it that the three streams are there: else the next file opened would be one of them.
    static func holdStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(stream, F_GETFD) < 0 && errno == EBADF {
            // Opened for reading, it refuses what is written to it, as one that is closed does.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Results are waited for as long as their reader takes, unless it was asked to end.
    private static let output = TerminalStream(STDOUT_FILENO, waits: true)
    private static let errors = TerminalStream(STDERR_FILENO, waits: false)
}
