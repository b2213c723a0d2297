import FleetSim
import Glibc

/// Runs a program for one row, and gives what it said and how it ended.
enum CommandCaller {
    /// Of what it says more than this is not kept.
    private static let maximumKept = 64 << 10

    static func run(
        _ words: [String],
        timeout: Duration,
        shouldStop: () -> Bool
    ) throws(SeedFailure) -> HTTPCaller.Answer {
        let child: ChildProcess
        do throws(SystemError) {
            child = try ChildProcess(words, readingErrors: true)
        } catch {
            throw SeedFailure("‘\(words[0])’ cannot be run: \(error.reason)")
        }
        defer { close(child.output) }
        let end = ContinuousClock.now + timeout
        guard let said = read(child.output, until: end, shouldStop),
            let ending = Self.ending(of: child, until: end, shouldStop)
        else {
            child.kill()
            child.wait()
            throw SeedFailure("the command did not end in time")
        }
        switch ending {
        case .code(let code): return HTTPCaller.Answer(code: code, text: said)
        case .signal(let signal): throw SeedFailure("the command was ended by signal \(signal)")
        }
    }

    /// How long it waits before it asks whether to go on.
    private static let longestWait = 100
    /// How long it sleeps before it looks again whether a command has ended that says no more, in microseconds.
    private static let pause: UInt32 = 2_000

    /// How it ended; nil: not in time, or not before an end was wanted.
    ///
    /// As a rule that is at once: it has closed what it prints to. But it may go on all the same.
    private static func ending(
        of child: ChildProcess,
        until end: ContinuousClock.Instant,
        _ shouldStop: () -> Bool
    ) -> ChildProcess.Ending? {
        while true {
            if let ending = child.hasEnded() { return ending }
            guard ContinuousClock.now < end, !shouldStop() else { return nil }
            usleep(pause)
        }
    }

    /// All that comes until its end; nil: that did not come in time, or before an end was wanted.
    private static func read(
        _ pipe: Int32,
        until end: ContinuousClock.Instant,
        _ shouldStop: () -> Bool
    ) -> String? {
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let left = end - ContinuousClock.now
            guard left > .zero, !shouldStop() else { return nil }
            var wish = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            let milliseconds = min(HTTPCaller.milliseconds(left) + 1, longestWait)
            guard poll(&wish, 1, Int32(milliseconds)) > 0 else { continue }
            let count = Glibc.read(pipe, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text += chunk.prefix(min(count, max(0, maximumKept - text.count)))
            assert(text.count <= maximumKept, "what is kept of a talkative command is bounded")
        }
    }
}
