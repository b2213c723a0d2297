import Scenarios

/// What the installed profiles come to, as one schedule.
extension ProfileStack {
    /// More changes than this are not foretold: the schedule ends where they would go on.
    ///
    /// So the answer stays within tens of kilobytes, however long a time is asked about.
    private static let maximumChanges = 1_000

    /// What sessions may draw together from a moment on, for this many seconds.
    ///
    /// At each whole second the schedule gives the limit that is in force then.
    func composite(
        of sessions: [ChargingSession],
        from now: DateTime,
        seconds: Int,
        in unit: ChargingRateUnit,
        on supply: Supply,
        behaviour: SmartChargingBehaviour
    ) -> ChargingSchedule {
        var schedule = ChargingSchedule(
            chargingRateUnit: unit,
            chargingSchedulePeriod: [],
            duration: seconds
        )
        var moment = now
        for _ in 0...Self.maximumChanges {
            let limit = allowance(of: sessions, at: moment, on: supply, behaviour: behaviour)
            schedule.append(limit, from: Self.wholeSeconds(from: now, to: moment))
            guard let change = nextChange(after: moment, for: sessions),
                Self.wholeSeconds(from: now, to: change) < seconds
            else { return schedule }
            moment = change
        }
        schedule.duration = Self.wholeSeconds(from: now, to: moment)
        return schedule
    }

    /// What sessions may draw together at a moment.
    private func allowance(
        of sessions: [ChargingSession],
        at moment: DateTime,
        on supply: Supply,
        behaviour: SmartChargingBehaviour
    ) -> ChargingLimit {
        let bound = bound(at: moment)
        var sum = ChargingLimit.zero
        for session in sessions {
            let own = limit(of: session, at: moment, behaviour: behaviour).and(bound)
            sum = sum.plus(own.within(supply))
        }
        // The bound is one for all of them, whatever a single connector could give.
        let whole = Supply(
            volts: supply.volts,
            phases: sum.phases,
            milliamperes: ChargingLimit.highest
        )
        return sum.and(bound.within(whole))
    }

    /// Rounded up: a change counts from the first whole second at which it is in force.
    private static func wholeSeconds(from start: DateTime, to moment: DateTime) -> Int {
        assert(moment >= start, "a schedule goes forward in time")
        return Int((moment.milliseconds(since: start) + 999) / 1_000)
    }
}

extension ChargingSchedule {
    /// Adds a limit if it is another than the one before.
    fileprivate mutating func append(_ limit: ChargingLimit, from second: Int) {
        assert(
            chargingSchedulePeriod.last.map { $0.startPeriod <= second } != false,
            "periods rise"
        )
        let period = Period(limit, from: second, in: chargingRateUnit)
        // Of several changes within a second only the last is in force at its end.
        if chargingSchedulePeriod.last?.startPeriod == second {
            chargingSchedulePeriod.removeLast()
        }
        if let last = chargingSchedulePeriod.last, last.limit == period.limit,
            last.numberPhases == period.numberPhases
        {
            return
        }
        chargingSchedulePeriod.append(period)
    }
}

extension ChargingSchedule.Period {
    /// In tenths, rounded down; a number of phases is only said when it is not the usual three.
    fileprivate init(
        _ limit: ChargingLimit,
        from second: Int,
        in unit: ChargingRateUnit
    ) {
        let thousandths = unit == .amperes ? limit.milliamperes : limit.milliwatts
        self.init(
            startPeriod: second,
            limit: FixedPoint(mantissa: thousandths / 100, decimals: 1),
            numberPhases: limit.phases == 3 ? nil : Int(limit.phases)
        )
    }
}
