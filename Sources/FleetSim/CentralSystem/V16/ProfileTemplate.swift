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
                        limit: FixedPoint(mantissa: period.limit / 100, places: 1),
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
