/// A charging profile as a charger keeps it: checked once, and in integers.
struct InstalledProfile: Equatable {
    /// Whose profile it is.
    enum Owner: Equatable {
        /// Not one transaction's.
        case anyone
        /// The transaction's that a remote start is waiting for.
        case awaited
        case transaction(UInt32)
    }

    /// What the schedule counts from.
    enum Origin: Equatable {
        case moment(DateTime)
        /// A moment, and again each time this many milliseconds have passed.
        case recurring(from: DateTime, every: Int64)
        case startOfTransaction
    }

    /// A limit from its start on, in milliseconds from the schedule's.
    struct Period: Equatable {
        var start: Int64
        var limit: ChargingLimit
    }

    let id: Int
    /// 0 is the whole charger.
    let connector: Int
    let purpose: ChargingProfilePurpose
    let level: Int
    var owner: Owner
    let origin: Origin
    let validFrom: DateTime?
    let validTo: DateTime?
    /// Milliseconds; nil: without end.
    let duration: Int64?
    /// Ascending, the first at the schedule's start.
    let periods: [Period]
}

extension InstalledProfile {
    /// Whether it counts at all; it no longer does at the moment it is valid to.
    func isValid(at moment: DateTime) -> Bool {
        validFrom.map { $0 <= moment } ?? true && validTo.map { moment < $0 } ?? true
    }

    /// Whether it has a say in what a session may draw.
    func concerns(_ session: ChargingSession) -> Bool {
        switch purpose {
        case .chargePointMax: true
        case .txDefault: connector == 0 || connector == session.connector
        case .tx: session.transaction.map { owner == .transaction($0) } ?? false
        }
    }

    /// The limit it sets at a moment; nil when it sets none.
    func limit(at moment: DateTime, for start: DateTime) -> ChargingLimit? {
        guard isValid(at: moment) else { return nil }
        let elapsed = elapsed(at: moment, for: start)
        guard elapsed >= 0, elapsed < duration ?? .max else { return nil }
        return periods.last { $0.start <= elapsed }?.limit
    }

    /// The next moment at which its limit can be another one.
    func nextChange(after moment: DateTime, for start: DateTime) -> DateTime? {
        if let validFrom, moment < validFrom { return validFrom }
        if let validTo, moment >= validTo { return nil }
        let elapsed = elapsed(at: moment, for: start)
        let change = nextOffset(after: elapsed).map {
            moment.plus(milliseconds: $0 - elapsed)
        }
        guard let change, let validTo else { return change ?? validTo }
        return min(change, validTo)
    }

    /// How long the schedule has been running, this time; negative before it begins.
    private func elapsed(at moment: DateTime, for start: DateTime) -> Int64 {
        switch origin {
        case .moment(let origin):
            return moment.milliseconds(since: origin)
        case .startOfTransaction:
            return moment.milliseconds(since: start)
        case .recurring(from: let origin, every: let span):
            let elapsed = moment.milliseconds(since: origin)
            return elapsed < 0 ? elapsed : elapsed % span
        }
    }

    /// Where in the schedule something changes next: a period, its end, its beginning anew.
    private func nextOffset(after elapsed: Int64) -> Int64? {
        guard elapsed >= 0 else { return 0 }
        var next: Int64?
        if elapsed < duration ?? .max {
            next = periods.first { $0.start > elapsed }?.start
            if let duration { next = min(next ?? duration, duration) }
        }
        if case .recurring(_, every: let span) = origin { next = min(next ?? span, span) }
        // A charger that is told to look again now would do so for ever.
        assert(next.map { $0 > elapsed } ?? true, "what changes next is ahead")
        return next
    }
}

extension DateTime {
    func milliseconds(since earlier: DateTime) -> Int64 {
        unixMilliseconds - earlier.unixMilliseconds
    }

    /// Held at the end of the calendar.
    func plus(milliseconds: Int64) -> DateTime {
        DateTime(unixMilliseconds: unixMilliseconds + milliseconds)
    }
}
