/// The reference CSMS: what it answers and how long it takes.
package struct ReferenceSpec: Equatable, Sendable {
    /// The law of the time that one call takes a worker, in seconds.
    package var serviceTime = Distribution.lognormal(median: 0.008, sigma: 0.6)
    /// How many calls are served at once; nil: as many as come.
    package var workers: Int?
    /// The heartbeat interval that an accepted BootNotification carries.
    package var heartbeat: Duration = .seconds(300)
    package var registration = RegistrationSpec()
    package var tags = TagSpec()
    package var commands: [CommandSpec] = []
    /// The share of the cars plugged in that it starts at once, from 0 to 1.
    package var starts = 0.0

    package init() {}
}

/// How the CSMS answers a charger's first BootNotifications.
package struct RegistrationSpec: Equatable, Sendable {
    /// The share of chargers answered Pending at first, from 0 to 1.
    package var pending = 0.0
    /// The share answered Rejected at first, from 0 to 1.
    package var rejected = 0.0
    /// How many answers those chargers get before they are accepted.
    package var times = 1
    /// The interval that those answers carry.
    package var retry: Duration = .seconds(60)

    package init() {}
}

/// The tags that the CSMS knows.
package struct TagSpec: Equatable, Sendable {
    package var count = 1000
    /// The share of them that is blocked, from 0 to 1.
    package var blocked = 0.0
    /// The share of them that has expired, from 0 to 1.
    package var expired = 0.0
    /// The share of them that belongs to a group of a few, from 0 to 1.
    package var grouped = 0.0

    package init() {}
}
