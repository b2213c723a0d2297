import FleetSim
import Glibc

/// One line on the terminal that shows how far a run has got; silent when stderr is no terminal.
struct Progress {
    private let isShown: Bool
    private let total: SimDuration
    private let started = ContinuousClock.now
    private var drawn: ContinuousClock.Instant?

    init(total: SimDuration, isWanted: Bool) {
        isShown = isWanted && Terminal.errorIsTerminal
        self.total = total
    }

    mutating func show(reached: SimTime, events: Int) {
        let now = ContinuousClock.now
        // Ten times a second is as often as an eye follows.
        if let drawn, now - drawn < .milliseconds(100) { return }
        guard isShown else { return }
        drawn = now
        Terminal.draw("\r\u{1B}[2K" + line(reached, events, after: now - started))
    }

    func clear() {
        if isShown { Terminal.draw("\r\u{1B}[2K") }
    }

    private func line(_ reached: SimTime, _ events: Int, after elapsed: Duration) -> String {
        let share = Double(reached.nanoseconds) / Double(max(1, total.nanoseconds))
        let seconds =
            Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let rate = Double(events) / max(seconds, 0.001)
        let left = share > 0 ? seconds / share - seconds : 0
        let clock = Self.clock(reached.nanoseconds / 1_000_000_000)
        let end = Self.clock(total.nanoseconds / 1_000_000_000)
        let percent = String(printf: "%.0f %%", share * 100)
        return "\(clock) of \(end), \(percent), \(Self.short(rate)) events/s, "
            + "\(Self.clock(Int64(left.rounded(.up)))) to go"
    }

    private static func clock(_ seconds: Int64) -> String {
        let days = seconds / 86_400
        let time = String(
            printf: "%02d:%02d:%02d",
            seconds / 3_600 % 24,
            seconds / 60 % 60,
            seconds % 60
        )
        return days > 0 ? "\(days)d \(time)" : time
    }

    private static func short(_ number: Double) -> String {
        if number >= 1e6 { return String(printf: "%.1f M", number / 1e6) }
        if number >= 1e3 { return String(printf: "%.0f k", number / 1e3) }
        return String(printf: "%.0f", number)
    }
}
