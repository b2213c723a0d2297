/// A charger introduces itself after it started (OCPP 1.6 §4.2).
package struct BootNotification: CallPayload {
    package static var action: Action { .bootNotification }

    package var chargePointVendor: String
    package var chargePointModel: String
    package var chargePointSerialNumber: String?
    /// Deprecated by OCPP 1.6 and still sent by many.
    package var chargeBoxSerialNumber: String?
    package var firmwareVersion: String?
    package var iccid: String?
    package var imsi: String?
    package var meterType: String?
    package var meterSerialNumber: String?

    package init(
        chargePointVendor: String,
        chargePointModel: String,
        chargePointSerialNumber: String? = nil,
        chargeBoxSerialNumber: String? = nil,
        firmwareVersion: String? = nil,
        iccid: String? = nil,
        imsi: String? = nil,
        meterType: String? = nil,
        meterSerialNumber: String? = nil
    ) {
        self.chargePointVendor = chargePointVendor
        self.chargePointModel = chargePointModel
        self.chargePointSerialNumber = chargePointSerialNumber
        self.chargeBoxSerialNumber = chargeBoxSerialNumber
        self.firmwareVersion = firmwareVersion
        self.iccid = iccid
        self.imsi = imsi
        self.meterType = meterType
        self.meterSerialNumber = meterSerialNumber
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        chargePointVendor = try members.required("chargePointVendor", upTo: 20)
        chargePointModel = try members.required("chargePointModel", upTo: 20)
        chargePointSerialNumber = try members.optional("chargePointSerialNumber", upTo: 25)
        chargeBoxSerialNumber = try members.optional("chargeBoxSerialNumber", upTo: 25)
        firmwareVersion = try members.optional("firmwareVersion", upTo: 50)
        iccid = try members.optional("iccid", upTo: 20)
        imsi = try members.optional("imsi", upTo: 20)
        meterType = try members.optional("meterType", upTo: 25)
        meterSerialNumber = try members.optional("meterSerialNumber", upTo: 25)
    }

    package func write(members: inout JSONWriter) {
        members.member("chargePointVendor", chargePointVendor)
        members.member("chargePointModel", chargePointModel)
        members.member("chargePointSerialNumber", chargePointSerialNumber)
        members.member("chargeBoxSerialNumber", chargeBoxSerialNumber)
        members.member("firmwareVersion", firmwareVersion)
        members.member("iccid", iccid)
        members.member("imsi", imsi)
        members.member("meterType", meterType)
        members.member("meterSerialNumber", meterSerialNumber)
    }

    /// Whether the charger is welcome.
    package struct Confirmation: Payload {
        package var status: RegistrationStatus
        package var currentTime: DateTime
        /// Seconds: between heartbeats when accepted, else until the next attempt.
        package var interval: Int

        package init(status: RegistrationStatus, currentTime: DateTime, interval: Int) {
            self.status = status
            self.currentTime = currentTime
            self.interval = interval
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            status = try members.required("status")
            currentTime = try members.required("currentTime")
            // Beyond 68 years no charger counts; it keeps the longest that it can.
            let seconds: Int = try members.required("interval")
            interval = Int(Int32(clamping: seconds))
        }

        package func write(members: inout JSONWriter) {
            members.member("status", status)
            members.member("currentTime", currentTime)
            members.member("interval", interval)
        }
    }
}

/// Whether the central system lets a charger in.
package enum RegistrationStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case pending = "Pending"
    case rejected = "Rejected"
}
