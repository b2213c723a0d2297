import Glibc

/// The file descriptors that a process may have, one for each socket.
package enum Descriptors {
    /// For the database, the standard streams, pollers and the like.
    private static let spare = 64

    /// Sees to it that so many sockets can be open; says what stands in the way, and how to mend it.
    package static func require(_ sockets: Int) throws(DescriptorShortage) {
        var limit = rlimit()
        let wanted = rlim_t(sockets + spare)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        guard limit.rlim_cur < wanted else { return }
        let hard = limit.rlim_max
        limit.rlim_cur = min(hard, wanted)
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 || hard < wanted {
            throw DescriptorShortage(wanted: Int(wanted), allowed: Int(clamping: hard))
        }
    }

    /// How many sockets this process can have at most.
    package static var most: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        return max(0, Int(clamping: limit.rlim_max) - spare)
    }
}

/// This process may not open as many files as there are to be sockets.
package struct DescriptorShortage: Error, CustomStringConvertible, Sendable {
    let wanted: Int
    let allowed: Int

    package var description: String {
        """
        \(wanted) file descriptors are needed and \(allowed) are allowed: raise the limit \
        (‘ulimit -n \(wanted)’, LimitNOFILE= of systemd, nofile in /etc/security/limits.conf) \
        or split the fleet over processes with --workers
        """
    }
}
