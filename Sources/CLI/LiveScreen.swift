import FleetSim
import Glibc
import Report

/// The lines of a live run on the terminal, drawn over and over at the same place.
///
/// The cursor waits on an empty line below them, so that whatever ends the run finds the terminal
/// tidy. Where the window is too small there is one line, as of other runs.
struct LiveScreen {
    private let isShown: Bool
    /// Lines in place of a screen, where stderr is a pipe or a file.
    private var plain: PlainProgress?
    private var line: Progress
    /// How wide each line is that stands on the terminal.
    private var drawn: [Int] = []

    init(total: SimDuration, isWanted: Bool) {
        isShown = isWanted && Terminal.errorIsTerminal
        plain = isWanted && !Terminal.errorIsTerminal ? PlainProgress() : nil
        line = Progress(total: total, isWanted: isWanted)
    }

    mutating func show(_ tally: RunTally) {
        if let line = plain?.line(tally) { Terminal.error(line) }
        guard isShown else { return }
        guard let window = Terminal.size,
            let lines = LiveView.lines(tally, width: window.width, height: window.height - 1)
        else {
            clear()
            return line.show(reached: tally.reached, events: tally.events)
        }
        if drawn.isEmpty { line.clear() }
        let text = lines.map { $0 + "\u{1B}[K\n" }.joined()
        Terminal.draw(home(width: window.width) + text + "\u{1B}[J")
        drawn = lines.map(\.count)
    }

    mutating func clear() {
        guard isShown else { return }
        line.clear()
        guard !drawn.isEmpty else { return }
        Terminal.draw(home(width: Terminal.size?.width ?? Int(Int16.max)) + "\u{1B}[J")
        drawn = []
    }

    /// Back to the first line; in a window that has become narrower the old ones take more rows.
    private func home(width: Int) -> String {
        let rows = drawn.reduce(0) { $0 + max(1, ($1 + width - 1) / max(1, width)) }
        return rows > 0 ? "\r\u{1B}[\(rows)A" : "\r"
    }
}
