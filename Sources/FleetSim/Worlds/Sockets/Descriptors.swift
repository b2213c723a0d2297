import CEpoll
import Glibc
import Synchronization

/// The file descriptors that a thread may have, one for each socket.
///
/// The limit is one of the table of descriptors, which the threads of a process share unless they
/// ask for one each: so K threads may open K times as many sockets.
package enum Descriptors {
    /// Held while there is something in the table that no copy of it is to have.
    static let table = Mutex(())

    /// For the database, the standard streams, pollers and the like.
    private static let spare = 64

    /// Sees to it that a number of sockets can be open, and no more than another number on one thread.
    ///
    /// Says what stands in the way, and how to mend it.
    package static func require(
        _ sockets: Int,
        perThread: Int? = nil
    ) throws(DescriptorShortage) {
        var limit = rlimit()
        let wanted = rlim_t((canBeOwn ? perThread ?? sockets : sockets) + spare)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        guard limit.rlim_cur < wanted else { return }
        let hard = limit.rlim_max
        limit.rlim_cur = min(hard, wanted)
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 || hard < wanted {
            let maximum = max(1, Int(clamping: hard) - spare)
            throw DescriptorShortage(
                wanted: Int(wanted),
                allowed: Int(clamping: hard),
                threads: canBeOwn ? (sockets + maximum - 1) / maximum : nil
            )
        }
    }

    /// Gives the calling thread a table of its own; what is open so far stays open in both.
    ///
    /// Whatever it opens from now on it has to close itself.
    static func keepOwn() { table.withLock { _ in _ = fleetsim_own_descriptors() } }

    /// Whether this system lets threads have tables of their own.
    private static let canBeOwn: Bool = {
        var thread = pthread_t()
        let probe = pthread_create(
            &thread,
            nil,
            { _ in UnsafeMutableRawPointer(bitPattern: fleetsim_own_descriptors() == 0 ? 1 : 0) },
            nil
        )
        guard probe == 0 else { return false }
        var answer: UnsafeMutableRawPointer?
        pthread_join(thread, &answer)
        return answer != nil
    }()
}

/// A thread may not open as many files as there are to be sockets.
package struct DescriptorShortage: Error, CustomStringConvertible, Sendable {
    let wanted: Int
    let allowed: Int
    /// Over how many threads they would have to be spread; nil: that does not help here.
    let threads: Int?

    package var description: String {
        let spreading = threads.map { " or spread the sockets with --workers \($0)" } ?? ""
        return """
            \(wanted) file descriptors are needed and \(allowed) are allowed: raise the limit \
            (‘ulimit -n \(wanted)’, LimitNOFILE= of systemd, nofile in \
            /etc/security/limits.conf)\(spreading)
            """
    }
}
