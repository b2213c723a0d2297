import Foundation
import Scenarios

/// The two streams: results on stdout, everything else on stderr.
enum Terminal {
    /// Lines of text; what others wrote into them cannot control the terminal.
    static func print(_ text: String) {
        output.say(text.visibleLines + "\n")
    }

    static func error(_ text: String) {
        errors.say(text.visibleLines + "\n")
    }

    /// A document whose format has rules of its own, and sees to that itself: JSON, CSV, HTML.
    static func print(document text: String) {
        let end = text.hasSuffix("\n") ? "" : "\n"
        output.say(text + end)
    }

    /// Writes without ending the line, for what is drawn again and again.
    static func draw(_ text: String) {
        errors.say(text)
    }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether colours are shown on either stream (https://no-color.org).
    static var isColoured: Bool { takesColours(STDOUT_FILENO) }
    static var errorIsColoured: Bool { takesColours(STDERR_FILENO) }

    private static func takesColours(_ stream: Int32) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        return isatty(stream) == 1 && environment["TERM"] != "dumb"
            && environment["NO_COLOR", default: ""].isEmpty
    }

    /// How large the terminal's window is, if lines can be drawn anew in it.
    static var size: (width: Int, height: Int)? {
        guard ProcessInfo.processInfo.environment["TERM"] != "dumb" else { return nil }
        var window = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
            return nil
        }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    /// Why not all of the results could be written; nil: they were, or their reader had enough.
    static var outputFailure: String? {
        output.failure.flatMap { $0.code == EPIPE ? nil : "\($0)" }
    }

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
