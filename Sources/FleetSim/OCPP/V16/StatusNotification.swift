/// A charger reports the state of a connector or a fault (OCPP 1.6 §4.9).
package struct StatusNotification: CallPayload {
    package static var action: Action { .statusNotification }

    package typealias Confirmation = EmptyPayload

    /// 0 is the charger itself.
    package var connectorId: Int
    package var errorCode: ChargePointErrorCode
    package var status: ChargePointStatus
    package var info: String?
    package var timestamp: DateTime?
    package var vendorId: String?
    package var vendorErrorCode: String?

    package init(
        connectorId: Int,
        errorCode: ChargePointErrorCode = .noError,
        status: ChargePointStatus,
        info: String? = nil,
        timestamp: DateTime? = nil,
        vendorId: String? = nil,
        vendorErrorCode: String? = nil
    ) {
        self.connectorId = connectorId
        self.errorCode = errorCode
        self.status = status
        self.info = info
        self.timestamp = timestamp
        self.vendorId = vendorId
        self.vendorErrorCode = vendorErrorCode
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        connectorId = try members.required("connectorId", atLeast: 0)
        errorCode = try members.required("errorCode")
        status = try members.required("status")
        info = try members.optional("info", upTo: 50)
        timestamp = try members.optional("timestamp")
        vendorId = try members.optional("vendorId", upTo: 255)
        vendorErrorCode = try members.optional("vendorErrorCode", upTo: 50)
    }

    package func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
        members.member("errorCode", errorCode)
        members.member("status", status)
        members.member("info", info)
        members.member("timestamp", timestamp)
        members.member("vendorId", vendorId)
        members.member("vendorErrorCode", vendorErrorCode)
    }
}
