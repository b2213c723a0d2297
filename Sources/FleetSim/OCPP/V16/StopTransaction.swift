/// A charger reports that a transaction ended (OCPP 1.6 §4.10).
package struct StopTransaction: CallPayload {
    package static var action: Action { .stopTransaction }

    package var transactionId: Int
    /// Watt-hours.
    package var meterStop: Int
    package var timestamp: DateTime
    /// Absent when the charger itself ended it.
    package var idTag: IdToken?
    /// Absent means `local`.
    package var reason: Reason?
    package var transactionData: [MeterValue]?

    package init(
        transactionId: Int,
        meterStop: Int,
        timestamp: DateTime,
        idTag: IdToken? = nil,
        reason: Reason? = nil,
        transactionData: [MeterValue]? = nil
    ) {
        self.transactionId = transactionId
        self.meterStop = meterStop
        self.timestamp = timestamp
        self.idTag = idTag
        self.reason = reason
        self.transactionData = transactionData
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        transactionId = try members.required("transactionId")
        meterStop = try members.required("meterStop")
        timestamp = try members.required("timestamp")
        idTag = try members.optional("idTag")
        reason = try members.optional("reason")
        transactionData = try members.optional("transactionData")
    }

    package func write(members: inout JSONWriter) {
        members.member("transactionId", transactionId)
        members.member("meterStop", meterStop)
        members.member("timestamp", timestamp)
        members.member("idTag", idTag)
        members.member("reason", reason)
        members.member("transactionData", transactionData)
    }

    /// What the central system knows of the driver who ended it.
    package struct Confirmation: Payload {
        package var idTagInfo: IdTagInfo?

        package init(idTagInfo: IdTagInfo? = nil) {
            self.idTagInfo = idTagInfo
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            idTagInfo = try members.optional("idTagInfo")
        }

        package func write(members: inout JSONWriter) {
            members.member("idTagInfo", idTagInfo)
        }
    }

    /// Why a transaction ended.
    package enum Reason: WireText, WireEnum {
        case local = "Local"
        case evDisconnected = "EVDisconnected"
        case remote = "Remote"
        case deAuthorized = "DeAuthorized"
        case emergencyStop = "EmergencyStop"
        case hardReset = "HardReset"
        case other = "Other"
        case powerLoss = "PowerLoss"
        case reboot = "Reboot"
        case softReset = "SoftReset"
        case unlockCommand = "UnlockCommand"
    }
}
