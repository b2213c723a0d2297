import Glibc

/// Why a look at a source gave nothing, in words for the user.
package struct LookError: Error, Equatable, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }

    static let tooLate = LookError("no whole answer in time")

    /// What the system says of the last call.
    static func system(_ what: String) -> LookError {
        LookError("\(what): \(String(cString: strerror(errno)))")
    }
}
