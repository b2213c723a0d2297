/// A charger reports that a transaction began (OCPP 1.6 §4.8).
package struct StartTransaction: CallPayload {
    package static var action: Action { .startTransaction }

    package var connectorId: Int
    package var idTag: IdToken
    /// Watt-hours.
    package var meterStart: Int
    package var timestamp: DateTime
    package var reservationId: Int?

    package init(
        connectorId: Int,
        idTag: IdToken,
        meterStart: Int,
        timestamp: DateTime,
        reservationId: Int? = nil
    ) {
        self.connectorId = connectorId
        self.idTag = idTag
        self.meterStart = meterStart
        self.timestamp = timestamp
        self.reservationId = reservationId
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        connectorId = try members.required("connectorId", atLeast: 1)
        idTag = try members.required("idTag")
        meterStart = try members.required("meterStart")
        timestamp = try members.required("timestamp")
        reservationId = try members.optional("reservationId")
    }

    package func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
        members.member("idTag", idTag)
        members.member("meterStart", meterStart)
        members.member("timestamp", timestamp)
        members.member("reservationId", reservationId)
    }

    /// The transaction’s number, and whether the driver may go on.
    package struct Confirmation: Payload {
        package var idTagInfo: IdTagInfo
        package var transactionId: Int

        package init(idTagInfo: IdTagInfo, transactionId: Int) {
            self.idTagInfo = idTagInfo
            self.transactionId = transactionId
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            idTagInfo = try members.required("idTagInfo")
            transactionId = try members.required("transactionId")
        }

        package func write(members: inout JSONWriter) {
            members.member("idTagInfo", idTagInfo)
            members.member("transactionId", transactionId)
        }
    }
}
