import Glibc
import Synchronization

/// Runs a program for one row, and gives what it said and how it ended.
enum CommandCaller {
    /// Of what it says more than this is not kept.
    private static let mostKept = 64 << 10
    /// Held from making a pipe until its child is there, lest another's child inherits its end.
    private static let spawning = Mutex(())

    static func run(
        _ words: [String],
        timeout: Duration
    ) throws(SeedFailure) -> HTTPCaller.Answer {
        let (child, pipe) = try spawning.withLock { _ throws(SeedFailure) in try spawn(words) }
        defer { close(pipe) }
        let said = read(pipe, within: timeout)
        if said == nil { kill(-child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard let said else { throw SeedFailure("the command did not end in time") }
        guard status & 0x7F == 0 else {
            throw SeedFailure("the command was ended by signal \(status & 0x7F)")
        }
        return HTTPCaller.Answer(code: Int(status >> 8 & 0xFF), text: said)
    }

    /// Starts a program; what it says comes out of the pipe.
    private static func spawn(
        _ words: [String]
    ) throws(SeedFailure) -> (child: pid_t, pipe: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SeedFailure(reason(errno)) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&files, ends[1], STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that what it starts ends with it; and signals as a command expects them.
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        )
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let code = posix_spawnp(&child, words[0], &files, &attributes, &arguments, environ)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw SeedFailure("‘\(words[0])’ cannot be run: \(reason(code))")
        }
        return (child, ends[0])
    }

    /// All that comes until its end; nil: that did not come in time.
    private static func read(_ pipe: Int32, within timeout: Duration) -> String? {
        let end = ContinuousClock.now + timeout
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let left = end - ContinuousClock.now
            guard left > .zero else { return nil }
            var wish = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            let milliseconds = min(HTTPCaller.milliseconds(left) + 1, 60_000)
            guard poll(&wish, 1, Int32(milliseconds)) > 0 else { continue }
            let count = Glibc.read(pipe, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text += chunk.prefix(min(count, max(0, mostKept - text.count)))
        }
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
