import Glibc
import Synchronization

/// What a command prints, with a bound on its length and on the time.
struct CommandOutput {
    static let longest = 1 << 20

    let command: String

    func read(until deadline: Deadline) throws(LookError) -> [UInt8] {
        let (child, reading) = try start()
        defer { close(reading) }
        do throws(LookError) {
            let output = try read(reading, until: deadline)
            try finish(child, until: deadline)
            return output
        } catch {
            // With all that it has started itself.
            kill(-child, SIGKILL)
            var status: Int32 = 0
            waitpid(child, &status, 0)
            throw error
        }
    }

    /// One at a time, so that no command inherits the pipe of another.
    private static let starting = Mutex(())

    /// The command, and where its output comes from.
    private func start() throws(LookError) -> (child: pid_t, output: Int32) {
        try Self.starting.withLock { _ throws(LookError) in
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw .system("no pipe") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
            defer { close(ends[1]) }
            do throws(LookError) {
                return (try spawn(writingTo: ends[1]), ends[0])
            } catch {
                close(ends[0])
                throw error
            }
        }
    }

    private func spawn(writingTo pipe: Int32) throws(LookError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // A group of its own: then it can be ended as a whole, and Ctrl-C is for the run alone.
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        )
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var child: pid_t = 0
        let line: [String] = ["sh", "-c", command]
        var words = line.map { (word: String) -> UnsafeMutablePointer<CChar>? in strdup(word) }
        words.append(nil)
        defer { for word in words { free(word) } }
        let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
        guard code == 0 else {
            errno = code
            throw .system("it cannot be started")
        }
        return child
    }

    private func read(_ pipe: Int32, until deadline: Deadline) throws(LookError) -> [UInt8] {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(pipe, &buffer, buffer.count)
            if count == 0 { return output }
            if count > 0 {
                output += buffer[..<count]
                guard output.count <= Self.longest else {
                    throw LookError("it prints more than \(Self.longest >> 20) MiB")
                }
            } else if errno == EAGAIN || errno == EINTR {
                try deadline.wait(for: pipe, POLLIN)
            } else {
                throw .system("its output cannot be read")
            }
        }
    }

    /// Waits for its end, which comes at once as a rule: it prints no more.
    private func finish(_ child: pid_t, until deadline: Deadline) throws(LookError) {
        var status: Int32 = 0
        while waitpid(child, &status, WNOHANG) == 0 {
            try deadline.nap()
        }
        guard status == 0 else {
            let ending =
                status & 0x7F == 0 ? "exit code \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
            throw LookError("it ended with \(ending)")
        }
    }
}

extension Deadline {
    /// Lets a little time pass.
    fileprivate func nap() throws(LookError) {
        guard !isOver else { throw .tooLate }
        usleep(2_000)
    }
}
