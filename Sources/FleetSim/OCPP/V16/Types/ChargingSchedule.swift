/// Limits over time.
package struct ChargingSchedule: JSONRecord {
    package var chargingRateUnit: ChargingRateUnit
    package var chargingSchedulePeriod: [Period]
    /// Seconds; absent: without end.
    package var duration: Int?
    package var startSchedule: DateTime?
    package var minChargingRate: FixedPoint?

    package init(
        chargingRateUnit: ChargingRateUnit,
        chargingSchedulePeriod: [Period],
        duration: Int? = nil,
        startSchedule: DateTime? = nil,
        minChargingRate: FixedPoint? = nil
    ) {
        self.chargingRateUnit = chargingRateUnit
        self.chargingSchedulePeriod = chargingSchedulePeriod
        self.duration = duration
        self.startSchedule = startSchedule
        self.minChargingRate = minChargingRate
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        chargingRateUnit = try members.required("chargingRateUnit")
        chargingSchedulePeriod = try members.requiredList("chargingSchedulePeriod")
        duration = try members.optional("duration", in: .bits32)
        startSchedule = try members.optional("startSchedule")
        minChargingRate = try members.optional("minChargingRate", decimals: 1)
    }

    package func write(members: inout JSONWriter) {
        members.member("chargingRateUnit", chargingRateUnit)
        members.member("chargingSchedulePeriod", chargingSchedulePeriod)
        members.member("duration", duration)
        members.member("startSchedule", startSchedule)
        members.member("minChargingRate", minChargingRate)
    }

    /// A limit, from its start to the start of the next.
    package struct Period: JSONRecord {
        /// Seconds since the schedule’s start.
        package var startPeriod: Int
        package var limit: FixedPoint
        package var numberPhases: Int?

        package init(startPeriod: Int, limit: FixedPoint, numberPhases: Int? = nil) {
            self.startPeriod = startPeriod
            self.limit = limit
            self.numberPhases = numberPhases
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            startPeriod = try members.required("startPeriod", in: 0...Int(Int32.max))
            limit = try members.required("limit", decimals: 1)
            numberPhases = try members.optional("numberPhases", in: .bits32)
        }

        package func write(members: inout JSONWriter) {
            members.member("startPeriod", startPeriod)
            members.member("limit", limit)
            members.member("numberPhases", numberPhases)
        }
    }
}

/// What limits are counted in.
package enum ChargingRateUnit: WireText, WireEnum {
    case amperes = "A"
    case watts = "W"
}
