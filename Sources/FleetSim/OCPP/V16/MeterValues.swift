/// A charger reports what its meters read (OCPP 1.6 §4.7).
package struct MeterValues: CallPayload {
    package static var action: Action { .meterValues }

    package typealias Confirmation = EmptyPayload

    /// 0 is the main meter.
    package var connectorId: Int
    package var transactionId: Int?
    package var meterValue: ShortList<MeterValue, 1>

    package init(connectorId: Int, transactionId: Int? = nil, meterValue: ShortList<MeterValue, 1>)
    {
        self.connectorId = connectorId
        self.transactionId = transactionId
        self.meterValue = meterValue
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        connectorId = try members.required("connectorId", atLeast: 0)
        transactionId = try members.optional("transactionId")
        meterValue = try members.requiredList("meterValue")
    }

    package func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
        members.member("transactionId", transactionId)
        members.member("meterValue", meterValue)
    }
}
