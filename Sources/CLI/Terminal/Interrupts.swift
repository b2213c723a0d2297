import Glibc

/// Ctrl-C, a polite kill, a terminal that goes away and a limit of CPU time: the first asks the run to end in order, a
/// second Ctrl-C or kill of the same kind ends it at once.
enum Interrupts {
    static func watch() {
        var numbers = sigset_t()
        sigemptyset(&numbers)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1, SIGUSR2] {
            sigaddset(&numbers, number)
            var before = sigaction()
            sigaction(number, nil, &before)
            // Under nohup a run goes on without its terminal.
            if number == SIGHUP, isIgnored(before.__sigaction_handler.sa_handler) { continue }
            var action = sigaction()
            action.sa_flags = SA_SIGINFO | Int32(SA_RESTART)
            action.__sigaction_handler.sa_sigaction = { number, facts, _ in
                guard let facts else { return }
                take(number, sender: sender(facts.pointee))
            }
            sigaction(number, &action, nil)
        }
        // The parent of this process may have had them blocked.
        pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
    }

    static var haveCome: Bool { asked != 0 }

    /// What a run is told to have been ended by; nil: nothing has come.
    static var reason: String? {
        switch asked {
        case 0: nil
        case SIGINT: "ended by SIGINT (Ctrl-C)"
        case SIGTERM: "ended by SIGTERM"
        case SIGHUP: "ended by SIGHUP: its terminal went away"
        case SIGXCPU: "ended by SIGXCPU: its limit of CPU time is used up"
        case SIGUSR1: "ended by SIGUSR1"
        case SIGUSR2: "ended by SIGUSR2"
        case let number: "ended by signal \(number)"
        }
    }

    private static func isIgnored(_ handler: sighandler_t?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

// A signal handler may touch nothing but such flags, and call nothing but what may be interrupted.
nonisolated(unsafe) private var asked: sig_atomic_t = 0
nonisolated(unsafe) private var firstSender: pid_t = 0
nonisolated(unsafe) private var firstSecond = 0

/// Within so many seconds the same signal of the same process is the first come twice: `timeout`
/// sends its signal to the program, and then to the group in which the program is.
private let secondsOfOne = 5

private func take(_ number: Int32, sender: pid_t) {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    // One of another kind asks for the same: CI systems send SIGINT, and SIGTERM some seconds later.
    guard number == asked else {
        firstSender = sender
        firstSecond = now.tv_sec
        asked = number
        return
    }
    // A terminal goes away once, however often that is said; CPU time that is used up is told each second.
    guard number != SIGHUP, number != SIGXCPU else { return }
    if sender != 0, sender == firstSender, now.tv_sec - firstSecond < secondsOfOne { return }
    // It is blocked until this handler is over, and then does what it does to any program.
    signal(number, SIG_DFL)
    raise(number)
}

/// Zero: no process sent it, but the terminal.
private func sender(_ facts: siginfo_t) -> pid_t {
    facts.si_code == SI_USER ? facts._sifields._kill.si_pid : 0
}
