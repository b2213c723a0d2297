/// The central system asks what a charger's profiles come to, taken together (OCPP 1.6 §5.7).
package struct GetCompositeSchedule: CallPayload {
    package static var action: Action { .getCompositeSchedule }

    /// 0 is the whole charger.
    package var connectorId: Int
    /// Seconds from now on.
    package var duration: Int
    /// The unit of the answer; absent: as the charger likes.
    package var chargingRateUnit: ChargingRateUnit?

    package init(connectorId: Int, duration: Int, chargingRateUnit: ChargingRateUnit? = nil) {
        self.connectorId = connectorId
        self.duration = duration
        self.chargingRateUnit = chargingRateUnit
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        connectorId = try members.required("connectorId", atLeast: 0)
        duration = try members.required("duration", in: 0...Int(Int32.max))
        chargingRateUnit = try members.optional("chargingRateUnit")
    }

    package func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
        members.member("duration", duration)
        members.member("chargingRateUnit", chargingRateUnit)
    }

    /// The schedule, when there is one to give.
    package struct Confirmation: Payload {
        package var status: GenericStatus
        package var connectorId: Int?
        /// What the schedule's periods count from.
        package var scheduleStart: DateTime?
        package var chargingSchedule: ChargingSchedule?

        package init(
            status: GenericStatus,
            connectorId: Int? = nil,
            scheduleStart: DateTime? = nil,
            chargingSchedule: ChargingSchedule? = nil
        ) {
            self.status = status
            self.connectorId = connectorId
            self.scheduleStart = scheduleStart
            self.chargingSchedule = chargingSchedule
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            status = try members.required("status")
            connectorId = try members.optional("connectorId")
            scheduleStart = try members.optional("scheduleStart")
            chargingSchedule = try members.optional("chargingSchedule")
        }

        package func write(members: inout JSONWriter) {
            members.member("status", status)
            members.member("connectorId", connectorId)
            members.member("scheduleStart", scheduleStart)
            members.member("chargingSchedule", chargingSchedule)
        }
    }
}
