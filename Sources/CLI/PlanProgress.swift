import Glibc
import Planning

/// One line on the terminal that shows how many replications are done.
struct PlanProgress {
    private let isShown: Bool
    private let started = ContinuousClock.now
    private var drawn: ContinuousClock.Instant?

    init(isWanted: Bool) {
        isShown = isWanted && Terminal.errorIsTerminal
    }

    mutating func show(_ progress: SweepProgress) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let drawn, now - drawn < .milliseconds(100) { return }
        drawn = now
        let percent = 100 * progress.done / max(1, progress.total)
        let seconds = Double((now - started).components.seconds)
        Terminal.draw(
            "\r\u{1B}[2K\(progress.done) of \(progress.total) replications, \(percent) %, "
                + String(printf: "%.0f s", seconds)
        )
    }

    func clear() {
        if isShown { Terminal.draw("\r\u{1B}[2K") }
    }
}
