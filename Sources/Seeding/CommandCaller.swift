import FleetSim
import Glibc

/// Runs a program for one row, and gives what it said and how it ended.
enum CommandCaller {
    /// Of what it says more than this is not kept.
    private static let mostKept = 64 << 10

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
        let said = read(child.output, within: timeout, shouldStop)
        if said == nil { child.kill() }
        let ending = child.wait()
        guard let said else { throw SeedFailure("the command did not end in time") }
        switch ending {
        case .code(let code): return HTTPCaller.Answer(code: code, text: said)
        case .signal(let signal): throw SeedFailure("the command was ended by signal \(signal)")
        }
    }

    /// How long it waits before it asks whether to go on.
    private static let longestWait = 100

    /// All that comes until its end; nil: that did not come in time, or before an end was wanted.
    private static func read(
        _ pipe: Int32,
        within timeout: Duration,
        _ shouldStop: () -> Bool
    ) -> String? {
        let end = ContinuousClock.now + timeout
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
            text += chunk.prefix(min(count, max(0, mostKept - text.count)))
        }
    }
}
