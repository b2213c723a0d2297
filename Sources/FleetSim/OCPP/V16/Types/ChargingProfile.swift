/// How much a charger may give, when, and under which conditions.
package struct ChargingProfile: JSONRecord {
    package var chargingProfileId: Int
    /// Higher levels win over lower ones.
    package var stackLevel: Int
    package var chargingProfilePurpose: ChargingProfilePurpose
    package var chargingProfileKind: ChargingProfileKind
    package var chargingSchedule: ChargingSchedule
    package var transactionId: Int?
    package var recurrencyKind: RecurrencyKind?
    package var validFrom: DateTime?
    package var validTo: DateTime?

    package init(
        chargingProfileId: Int,
        stackLevel: Int,
        chargingProfilePurpose: ChargingProfilePurpose,
        chargingProfileKind: ChargingProfileKind,
        chargingSchedule: ChargingSchedule,
        transactionId: Int? = nil,
        recurrencyKind: RecurrencyKind? = nil,
        validFrom: DateTime? = nil,
        validTo: DateTime? = nil
    ) {
        self.chargingProfileId = chargingProfileId
        self.stackLevel = stackLevel
        self.chargingProfilePurpose = chargingProfilePurpose
        self.chargingProfileKind = chargingProfileKind
        self.chargingSchedule = chargingSchedule
        self.transactionId = transactionId
        self.recurrencyKind = recurrencyKind
        self.validFrom = validFrom
        self.validTo = validTo
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        chargingProfileId = try members.required("chargingProfileId")
        stackLevel = try members.required("stackLevel", in: 0...Int(Int32.max))
        chargingProfilePurpose = try members.required("chargingProfilePurpose")
        chargingProfileKind = try members.required("chargingProfileKind")
        chargingSchedule = try members.required("chargingSchedule")
        transactionId = try members.optional("transactionId")
        recurrencyKind = try members.optional("recurrencyKind")
        validFrom = try members.optional("validFrom")
        validTo = try members.optional("validTo")
    }

    package func write(members: inout JSONWriter) {
        members.member("chargingProfileId", chargingProfileId)
        members.member("stackLevel", stackLevel)
        members.member("chargingProfilePurpose", chargingProfilePurpose)
        members.member("chargingProfileKind", chargingProfileKind)
        members.member("chargingSchedule", chargingSchedule)
        members.member("transactionId", transactionId)
        members.member("recurrencyKind", recurrencyKind)
        members.member("validFrom", validFrom)
        members.member("validTo", validTo)
    }
}

/// What a profile limits.
package enum ChargingProfilePurpose: WireText, WireEnum {
    case chargePointMax = "ChargePointMaxProfile"
    case txDefault = "TxDefaultProfile"
    case tx = "TxProfile"
}

/// From which moment a profile’s schedule counts.
package enum ChargingProfileKind: WireText, WireEnum {
    case absolute = "Absolute"
    case recurring = "Recurring"
    case relative = "Relative"
}

/// How often a recurring schedule begins anew.
package enum RecurrencyKind: WireText, WireEnum {
    case daily = "Daily"
    case weekly = "Weekly"
}
