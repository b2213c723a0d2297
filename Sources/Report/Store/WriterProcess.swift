import FoundationEssentials
import Glibc

/// The process that writes a run, told from every other: the system gives a number again once its
/// process has ended, so the moment at which it started and the boot of the machine belong to it.
package struct WriterProcess: Equatable, Sendable {
    package var number: Int32
    /// When it started, in ticks since the machine did.
    package var start: UInt64
    /// The id that Linux gives to the boot of a machine.
    package var boot: String
    /// The process namespace (a container's, say) in which the number holds.
    package var namespace: String

    package init(number: Int32, start: UInt64, boot: String, namespace: String) {
        self.number = number
        self.start = start
        self.boot = boot
        self.namespace = namespace
    }

    /// This one.
    package static let current = WriterProcess(
        number: getpid(),
        start: state(of: getpid())?.start ?? 0,
        boot: ownBoot,
        namespace: ownNamespace
    )

    /// As a row of the table of runs keeps it.
    package var text: String { "\(number) \(start) \(boot) \(namespace)" }

    package init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 4, let number = Int32(parts[0]), let start = UInt64(parts[1]) else {
            return nil
        }
        self.init(
            number: number,
            start: start,
            boot: String(parts[2]),
            namespace: String(parts[3])
        )
    }

    /// Whether it lives; nil: it is in a container that cannot be looked into from here.
    package var isAlive: Bool? {
        guard boot == Self.ownBoot else { return false }
        guard namespace == Self.ownNamespace else { return nil }
        // A process of another user exists as well, though it cannot be signalled.
        guard kill(number, 0) == 0 || errno != ESRCH else { return false }
        guard let state = Self.state(of: number) else { return true }
        return state.start == start && !state.hasEnded
    }
}

// What Linux tells of processes.
extension WriterProcess {
    private static let ownBoot = text(of: "/proc/sys/kernel/random/boot_id") ?? "unknown"

    private static let ownNamespace =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid"))
        ?? "unknown"

    private static func text(of path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0].drop(while: \.isWhitespace)) } ?? ""
    }

    /// When a process started, and whether all that is left of it is that its parent has not asked how
    /// it ended; nil: that cannot be seen.
    private static func state(of number: Int32) -> (start: UInt64, hasEnded: Bool)? {
        // The program's name stands in brackets and may hold anything.
        guard let text = text(of: "/proc/\(number)/stat"), let bracket = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: bracket)...].split(separator: " ")
        guard fields.count > 19, let start = UInt64(fields[19]) else { return nil }
        return (start, "ZX".contains(fields[0]))
    }
}
