import Foundation

/// The two streams: results on stdout, everything else on stderr.
enum Terminal {
    static func print(_ text: String) {
        write(text + "\n", to: FileHandle.standardOutput)
    }

    static func error(_ text: String) {
        write(text + "\n", to: FileHandle.standardError)
    }

    /// Writes without ending the line, for what is drawn again and again.
    static func draw(_ text: String) {
        write(text, to: FileHandle.standardError)
    }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    private static func write(_ text: String, to handle: FileHandle) {
        // A closed pipe is the reader's choice and no failure of the run.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
