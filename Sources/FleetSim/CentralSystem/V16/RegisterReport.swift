/// What a CSMS keeps of a MeterValues request: what the energy register showed, and when.
///
/// As strict a reader as `MeterValues` itself, by the same rules. It checks all that was sent and
/// makes no values of what nothing asks for.
struct RegisterReport: JSONReadableRecord {
    let transactionId: Int?
    let moments: ShortList<RegisterMoment, 1>

    @inline(__always)
    init(members: inout JSONMembers) throws(PayloadError) {
        _ = try members.required("connectorId", atLeast: 0)
        transactionId = try members.optional("transactionId")
        moments = try members.requiredList("meterValue")
    }

    init(_ request: MeterValues) {
        transactionId = request.transactionId
        moments = ShortList(request.meterValue.map(RegisterMoment.init))
    }
}

/// What the energy register of the outlet showed at one moment.
struct RegisterMoment: JSONReadableRecord {
    let timestamp: DateTime
    /// nil if it is not among what was measured, or is no number.
    let wattHours: Int64?

    @inline(__always)
    init(members: inout JSONMembers) throws(PayloadError) {
        timestamp = try members.required("timestamp")
        var isEmpty = true
        var isFound = false
        var wattHours: Int64?
        try members.required("sampledValue") { (reader) throws(PayloadError) in
            try reader.elements { (reader: inout JSONReader) throws(PayloadError) in
                let value = try SampledValue(from: &reader)
                isEmpty = false
                guard !isFound, value.isOutletRegister else { return }
                isFound = true
                wattHours = value.wattHours
            }
        }
        guard !isEmpty else { throw .empty("sampledValue") }
        self.wattHours = wattHours
    }

    init(_ value: MeterValue) {
        timestamp = value.timestamp
        wattHours = value.sampledValue.first(where: \.isOutletRegister)?.wattHours
    }
}

extension SampledValue {
    fileprivate var isOutletRegister: Bool {
        measurand ?? .energyActiveImportRegister == .energyActiveImportRegister && phase == nil
            && location ?? .outlet == .outlet
    }

    fileprivate var wattHours: Int64? {
        guard case .number(let number) = value else { return nil }
        return number.scaled(to: unit == .kilowattHours ? 3 : 0)
    }
}
