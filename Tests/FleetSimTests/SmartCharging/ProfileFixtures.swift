import Scenarios

@testable import FleetSim

extension DateTime {
    /// The beginning of the bench's first day: a Monday.
    static let monday = DateTime(unixMilliseconds: 1_772_409_600_000)  // 2026-03-02T00:00:00Z

    static func + (moment: DateTime, seconds: Int) -> DateTime {
        moment.plus(milliseconds: Int64(seconds) * 1_000)
    }
}

extension ChargingProfile {
    /// Limits and their starts in seconds, `[(0, 6), (60, 10)]`, of a schedule that starts on Monday.
    static func fixture(
        _ limits: [(start: Int, limit: Int)],
        _ purpose: ChargingProfilePurpose = .txDefault,
        id: Int = 1,
        level: Int = 0,
        unit: ChargingRateUnit = .amperes,
        phases: Int? = nil,
        duration: Int? = nil,
        kind: ChargingProfileKind = .absolute,
        start: DateTime? = .monday,
        recurs: RecurrencyKind? = nil,
        from: DateTime? = nil,
        to: DateTime? = nil,
        transaction: Int? = nil
    ) -> ChargingProfile {
        ChargingProfile(
            chargingProfileId: id,
            stackLevel: level,
            chargingProfilePurpose: purpose,
            chargingProfileKind: kind,
            chargingSchedule: ChargingSchedule(
                chargingRateUnit: unit,
                chargingSchedulePeriod: limits.map { start, limit in
                    .init(
                        startPeriod: start,
                        limit: FixedPoint(mantissa: Int64(limit)),
                        numberPhases: phases
                    )
                },
                duration: duration,
                startSchedule: kind == .relative ? nil : start
            ),
            transactionId: transaction,
            recurrencyKind: recurs,
            validFrom: from,
            validTo: to
        )
    }
}

/// A stack of profiles at a charger of three phases with 32 A each.
struct StackBench {
    var stack = ProfileStack()
    var behaviour = SmartChargingBehaviour()
    var capacity = ProfileCapacity(
        highestLevel: 10,
        profiles: 20,
        periodsPerSchedule: 24,
        units: [.amperes, .watts]
    )
    var supply = Supply(volts: 230, phases: 3, milliamperes: 32_000)

    @discardableResult
    mutating func install(
        _ profile: ChargingProfile,
        on connector: Int = 1,
        of owner: InstalledProfile.Owner? = nil,
        at now: DateTime = .monday
    ) -> Bool {
        let usual: InstalledProfile.Owner =
            profile.chargingProfilePurpose == .tx ? .transaction(1) : .anyone
        return stack.install(
            profile,
            on: profile.chargingProfilePurpose == .chargePointMax ? 0 : connector,
            of: owner ?? usual,
            at: now,
            within: capacity,
            behaviour: behaviour
        )
    }

    /// Transaction 1 on connector 1, begun on Monday, unless it is to be another one or none.
    func session(
        _ connector: Int = 1,
        transaction: UInt32? = 1,
        from start: DateTime = .monday
    ) -> ChargingSession {
        ChargingSession(connector: connector, transaction: transaction, start: start)
    }

    /// What a session may draw at a moment, in milliamperes of each phase.
    func current(_ session: ChargingSession? = nil, at moment: DateTime) -> Int64 {
        stack.limit(of: session ?? self.session(), at: moment, behaviour: behaviour)
            .and(stack.bound(at: moment)).within(supply).milliamperes
    }

    /// A composite schedule on one line: `0→6 60→10.5`.
    func composite(
        _ sessions: [ChargingSession]? = nil,
        at moment: DateTime = .monday,
        seconds: Int,
        in unit: ChargingRateUnit = .amperes
    ) -> String {
        let schedule = stack.composite(
            of: sessions ?? [session()],
            from: moment,
            seconds: seconds,
            in: unit,
            on: supply,
            behaviour: behaviour
        )
        return schedule.chargingSchedulePeriod.map { period in
            let tenths = period.limit.scaled(to: 1) ?? 0
            let fraction = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
            let phases = period.numberPhases.map { "×\($0)" } ?? ""
            return "\(period.startPeriod)→\(tenths / 10)\(fraction)\(phases)"
        }.joined(separator: " ")
    }
}
