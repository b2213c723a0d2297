import Scenarios

/// A charging profile whose times count from when it is sent.
struct ProfileTemplate {
    struct Period {
        var from: SimDuration
        /// Milliamperes per phase or milliwatts, by the unit.
        var limit: Int64
        var phases: Int?
    }

    var id: Int
    var stackLevel: Int
    var purpose: ChargingProfilePurpose
    var kind: ChargingProfileKind
    var recurrency: RecurrencyKind?
    var unit: ChargingRateUnit
    var duration: SimDuration?
    var validFor: SimDuration?
    var periods: [Period]
    /// By how much it starts before it is sent, for a charger whose clock is slow.
    var startsBefore = SimDuration.zero

    var isForTransaction: Bool { purpose == .tx }

    func profile(at now: DateTime, transaction: Int?) -> ChargingProfile {
        ChargingProfile(
            chargingProfileId: id,
            stackLevel: stackLevel,
            chargingProfilePurpose: purpose,
            chargingProfileKind: kind,
            chargingSchedule: ChargingSchedule(
                chargingRateUnit: unit,
                chargingSchedulePeriod: periods.map { period in
                    ChargingSchedule.Period(
                        startPeriod: seconds(period.from),
                        limit: FixedPoint(mantissa: period.limit / 100, decimals: 1),
                        numberPhases: period.phases
                    )
                },
                duration: duration.map(seconds),
                startSchedule: kind == .relative ? nil : start(at: now)
            ),
            transactionId: isForTransaction ? transaction : nil,
            recurrencyKind: recurrency,
            validFrom: validFor == nil ? nil : now,
            validTo: validFor.map { wait in
                DateTime(unixMilliseconds: now.unixMilliseconds + wait.nanoseconds / 1_000_000)
            }
        )
    }

    private func start(at now: DateTime) -> DateTime {
        DateTime(unixMilliseconds: now.unixMilliseconds - startsBefore.nanoseconds / 1_000_000)
    }

    private func seconds(_ duration: SimDuration) -> Int {
        Int(duration.nanoseconds / 1_000_000_000)
    }
}

extension ProfileTemplate {
    /// A remote start can only bring a profile for its transaction, whatever the scenario says.
    init(_ spec: ProfileSpec, purpose: ChargingProfilePurpose?) {
        let isInWatts = spec.periods.contains { if case .watts = $0.limit { true } else { false } }
        self.init(
            id: spec.id,
            stackLevel: spec.stackLevel,
            purpose: purpose ?? Self.purpose(spec.purpose),
            kind: Self.kind(spec.kind),
            recurrency: Self.recurrency(spec.kind),
            unit: isInWatts ? .watts : .amperes,
            duration: spec.duration.map { SimDuration($0) },
            validFor: spec.validFor.map { SimDuration($0) },
            periods: spec.periods.map { period in
                Period(
                    from: SimDuration(period.from),
                    limit: Self.milli(period.limit),
                    phases: period.phases
                )
            }
        )
    }

    private static func milli(_ limit: ProfileSpec.Limit) -> Int64 {
        switch limit {
        case .amperes(let value), .watts(let value): Int64((value * 1_000).rounded())
        }
    }

    // These values stand twice: scenarios know no OCPP, and its codec knows no scenario. Here the CSMS
    // says in messages of its version what a scenario asks of it.

    private static func purpose(_ spec: ProfileSpec.Purpose) -> ChargingProfilePurpose {
        switch spec {
        case .chargePointMax: .chargePointMax
        case .txDefault: .txDefault
        case .tx: .tx
        }
    }

    private static func kind(_ spec: ProfileSpec.Kind) -> ChargingProfileKind {
        switch spec {
        case .absolute: .absolute
        case .daily, .weekly: .recurring
        case .relative: .relative
        }
    }

    private static func recurrency(_ spec: ProfileSpec.Kind) -> RecurrencyKind? {
        switch spec {
        case .absolute, .relative: nil
        case .daily: .daily
        case .weekly: .weekly
        }
    }
}
