import Glibc

/// Ctrl-C, a polite kill and a terminal that goes away: the first asks the run to end in order, the
/// second ends it at once.
enum Interrupts {
    static func watch() {
        var numbers = sigset_t()
        sigemptyset(&numbers)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            sigaddset(&numbers, number)
            let before = signal(number) { received in
                asked = received
                signal(received, SIG_DFL)
            }
            // Under nohup a run goes on without its terminal.
            if number == SIGHUP, isIgnored(before) { signal(number, SIG_IGN) }
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
        case let number: "ended by signal \(number)"
        }
    }

    private static func isIgnored(_ handler: sighandler_t?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

// A signal handler may touch nothing but such a flag.
nonisolated(unsafe) private var asked: sig_atomic_t = 0
