import Scenarios

/// Which profiles of a CSMS a charger can keep to.
extension InstalledProfile {
    /// Three centuries: no schedule lasts longer, and calendar times can be added to it.
    private static let longestSeconds = 10_000_000_000

    /// Nothing when the profile contradicts itself or does not fit the charger.
    init?(
        _ profile: ChargingProfile,
        on connector: Int,
        of owner: Owner,
        at now: DateTime,
        within capacity: ProfileCapacity,
        behaviour: SmartChargingBehaviour
    ) {
        let schedule = profile.chargingSchedule
        guard capacity.admits(profile), Self.fits(profile, on: connector, of: owner),
            let origin = Self.origin(of: profile, at: now, behaviour: behaviour),
            let periods = Self.periods(of: schedule),
            schedule.duration.map({ $0 >= 0 }) ?? true
        else { return nil }
        id = profile.chargingProfileId
        self.connector = connector
        purpose = profile.chargingProfilePurpose
        level = profile.stackLevel
        self.owner = owner
        self.origin = origin
        validFrom = profile.validFrom
        validTo = profile.validTo
        duration = schedule.duration.map(Self.milliseconds)
        self.periods = periods
    }

    /// The limit of a whole charger stands on connector 0, a transaction's on that of a transaction.
    private static func fits(
        _ profile: ChargingProfile,
        on connector: Int,
        of owner: Owner
    ) -> Bool {
        switch profile.chargingProfilePurpose {
        case .chargePointMax: connector == 0 && profile.transactionId == nil
        case .txDefault: profile.transactionId == nil
        case .tx: connector > 0 && owner != .anyone
        }
    }

    private static func origin(
        of profile: ChargingProfile,
        at now: DateTime,
        behaviour: SmartChargingBehaviour
    ) -> Origin? {
        let start = profile.chargingSchedule.startSchedule
        switch profile.chargingProfileKind {
        case .absolute:
            if let start { return .moment(start) }
            return behaviour.takesAbsoluteWithoutStart
                ? relative(profile, at: now, behaviour: behaviour) : nil
        case .recurring:
            guard let start, let kind = profile.recurrencyKind else { return nil }
            return .recurring(from: start, every: kind.milliseconds)
        case .relative:
            return relative(profile, at: now, behaviour: behaviour)
        }
    }

    private static func relative(
        _ profile: ChargingProfile,
        at now: DateTime,
        behaviour: SmartChargingBehaviour
    ) -> Origin? {
        guard profile.chargingProfilePurpose == .chargePointMax else { return .startOfTransaction }
        return behaviour.takesRelativeChargePointMax ? .moment(now) : nil
    }

    /// The periods if they ascend from the schedule's start and have sensible limits.
    private static func periods(of schedule: ChargingSchedule) -> [Period]? {
        var periods: [Period] = []
        var last = -1
        for period in schedule.chargingSchedulePeriod {
            guard period.startPeriod > last,
                let limit = ChargingLimit(period, in: schedule.chargingRateUnit)
            else { return nil }
            last = period.startPeriod
            periods.append(Period(start: milliseconds(last), limit: limit))
        }
        return periods.first?.start == 0 ? periods : nil
    }

    private static func milliseconds(_ seconds: Int) -> Int64 {
        Int64(min(seconds, longestSeconds)) * 1_000
    }
}

extension ChargingLimit {
    /// Nothing for a negative limit, or more phases than there are anywhere.
    init?(_ period: ChargingSchedule.Period, in unit: ChargingRateUnit) {
        let phases = period.numberPhases ?? 3
        guard 1...3 ~= phases, let thousandths = period.limit.scaled(to: 3), thousandths >= 0
        else { return nil }
        let limit = min(thousandths, Self.highest)
        self.init(
            milliamperes: unit == .amperes ? limit : Self.highest,
            milliwatts: unit == .watts ? limit : Self.highest,
            phases: UInt8(phases)
        )
    }
}

extension RecurrencyKind {
    fileprivate var milliseconds: Int64 {
        switch self {
        case .daily: 86_400_000
        case .weekly: 7 * 86_400_000
        }
    }
}
