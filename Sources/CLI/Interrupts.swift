import Foundation

/// Ctrl-C and a polite kill: the first asks the run to end in order, the second ends it at once.
enum Interrupts {
    static func watch() {
        var numbers = sigset_t()
        sigemptyset(&numbers)
        for number in [SIGINT, SIGTERM] {
            sigaddset(&numbers, number)
            signal(number) { received in
                asked = 1
                signal(received, SIG_DFL)
            }
        }
        // Whoever started this process may have had them blocked.
        pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
    }

    static var haveCome: Bool { asked != 0 }
}

// A signal handler may touch nothing but such a flag.
nonisolated(unsafe) private var asked: sig_atomic_t = 0
