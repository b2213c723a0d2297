import Glibc

/// What the operating system refused, and what was asked of it.
package struct SystemError: Error, Equatable, CustomStringConvertible, Sendable {
    package let call: String
    package let code: Int32

    /// The error of the call that has just failed.
    static func last(_ call: String) -> SystemError { SystemError(call: call, code: errno) }

    /// Whether the system had not enough of something: what is given back helps.
    var isShortage: Bool { [EMFILE, ENFILE, ENOBUFS, ENOMEM, ENOSPC].contains(code) }

    package var description: String { "\(call): \(reason)" }

    /// The error in the words of the C library, without the call.
    package var reason: String {
        call == "connect" && code == EADDRNOTAVAIL
            ? "no port is left to call from: name more addresses of this machine with --source"
            : Self.text(code)
    }

    private static func text(_ code: Int32) -> String {
        String(cString: strerror(code)).lowercased()
    }
}
