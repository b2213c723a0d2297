import Foundation
import Scenarios

/// The two streams: results on stdout, everything else on stderr.
enum Terminal {
    /// Lines of text, of which nothing is obeyed that somebody else wrote into them.
    static func print(_ text: String) {
        write(text.visibleLines + "\n", to: FileHandle.standardOutput)
    }

    static func error(_ text: String) {
        write(text.visibleLines + "\n", to: FileHandle.standardError)
    }

    /// A document whose format has rules of its own, and sees to that itself: JSON, CSV, HTML.
    static func print(document text: String) {
        let end = text.hasSuffix("\n") ? "" : "\n"
        write(text + end, to: FileHandle.standardOutput)
    }

    /// Writes without ending the line, for what is drawn again and again.
    static func draw(_ text: String) {
        write(text, to: FileHandle.standardError)
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

    private static func write(_ text: String, to handle: FileHandle) {
        // A closed pipe is the reader's choice and no failure of the run.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
