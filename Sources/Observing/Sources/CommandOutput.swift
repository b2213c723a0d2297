import FleetSim
import Glibc

/// What a command prints, with a bound on its length and on the time.
struct CommandOutput {
    static let longest = 1 << 20

    let command: String

    func read(until deadline: Deadline) throws(LookError) -> [UInt8] {
        let child: ChildProcess
        do throws(SystemError) {
            child = try ChildProcess(["/bin/sh", "-c", command], readingErrors: false)
        } catch {
            errno = error.code
            throw .system("it cannot be started")
        }
        defer { close(child.output) }
        _ = fcntl(child.output, F_SETFL, O_NONBLOCK)
        do throws(LookError) {
            let output = try read(child.output, until: deadline)
            try finish(child, until: deadline)
            return output
        } catch {
            child.kill()
            child.wait()
            throw error
        }
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
    private func finish(_ child: ChildProcess, until deadline: Deadline) throws(LookError) {
        while true {
            switch child.hasEnded() {
            case nil: try deadline.nap()
            case .code(0): return
            case .code(let code): throw LookError("it ended with exit code \(code)")
            case .signal(let signal): throw LookError("it ended with signal \(signal)")
            }
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
