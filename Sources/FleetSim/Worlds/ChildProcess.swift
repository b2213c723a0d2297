import Glibc

/// A program in a process of its own, of which another reads what it prints.
package struct ChildProcess {
    /// Where what it prints comes out; the caller closes it.
    package let output: Int32
    private let id: pid_t

    package enum Ending: Equatable, Sendable {
        case code(Int)
        case signal(Int)

        fileprivate init(_ status: Int32) {
            let signal = Int(status & 0x7F)
            self = signal == 0 ? .code(Int(status >> 8 & 0xFF)) : .signal(signal)
        }
    }

    /// Starts a program by its name or path; what it says of errors is read as well, or is dropped.
    package init(_ words: [String], readingErrors: Bool) throws(SystemError) {
        // Another's child, or a thread with a table of its own, is not to have the pipe's end as well: who reads
        // the pipe would wait for that.
        (id, output) = try Descriptors.table.withLock { _ throws(SystemError) in
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw .last("pipe") }
            defer { close(ends[1]) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            do throws(SystemError) {
                return (try Self.spawn(words, printingTo: ends[1], readingErrors), ends[0])
            } catch {
                close(ends[0])
                throw error
            }
        }
    }

    private static func spawn(
        _ words: [String],
        printingTo pipe: Int32,
        _ readsErrors: Bool
    ) throws(SystemError) -> pid_t {
        precondition(!words.isEmpty, "a program has a name")
        var files = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&files)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, pipe, STDOUT_FILENO)
        if readsErrors {
            posix_spawn_file_actions_adddup2(&files, pipe, STDERR_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        }
        // A group of its own: then it can be ended with all that it starts, and Ctrl-C is for the
        // run alone. Signals are as a program expects them.
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
        guard code == 0 else { throw SystemError(call: words[0], code: code) }
        return child
    }

    /// How it ended; nil: it still runs.
    package func hasEnded() -> Ending? {
        var status: Int32 = 0
        return waitpid(id, &status, WNOHANG) == 0 ? nil : Ending(status)
    }

    /// Waits for its end.
    @discardableResult
    package func wait() -> Ending {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return Ending(status)
    }

    /// Ends it, with all that it has started itself.
    package func kill() {
        assert(id > 1, "-1 would be every process that the user has")
        _ = Glibc.kill(-id, SIGKILL)
    }
}
