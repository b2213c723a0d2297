/// What a CSMS keeps of a MeterValues request: what the energy register showed, and when.
struct RegisterReport {
    let transactionId: Int?
    let first: RegisterMoment
    /// Those behind the first; nearly all requests have one, and it takes no list.
    let further: [RegisterMoment]?

    init(_ transactionId: Int?, _ only: RegisterMoment) {
        self.transactionId = transactionId
        first = only
        further = nil
    }

    /// Nothing where there is no moment, which a request that could be read always has.
    init?(_ request: MeterValues) {
        guard let first = request.meterValue.first else { return nil }
        transactionId = request.transactionId
        self.first = RegisterMoment(first)
        further =
            request.meterValue.count == 1
            ? nil : request.meterValue.dropFirst().map(RegisterMoment.init)
    }

    /// Reads a request: by its form if one of that form came before, else member by member.
    init(
        from reader: inout JSONReader,
        knowing known: inout KnownForms
    ) throws(PayloadError) {
        if let report = known.read(&reader) {
            self = report
            return
        }
        let start = reader
        let request = try MeterValues(from: &reader)
        guard let report = RegisterReport(request) else { throw .empty("meterValue") }
        known.learn(request, readFrom: start)
        self = report
    }
}

/// What the energy register of the outlet showed at one moment.
struct RegisterMoment {
    let timestamp: DateTime
    /// nil if it is not among what was measured, or is no number.
    let wattHours: Int64?

    init(_ timestamp: DateTime, wattHours: Int64?) {
        self.timestamp = timestamp
        self.wattHours = wattHours
    }

    fileprivate init(_ value: MeterValue) {
        timestamp = value.timestamp
        let register = value.sampledValue.first { $0.registerDecimals != nil }
        guard case .number(let number)? = register?.value, let decimals = register?.registerDecimals
        else {
            wattHours = nil
            return
        }
        wattHours = number.scaled(to: decimals)
    }
}

extension SampledValue {
    /// How many decimals make watt-hours of the outlet's energy register; nil: it is something else.
    var registerDecimals: Int? {
        guard
            measurand ?? .energyActiveImportRegister == .energyActiveImportRegister
                && phase == nil && location ?? .outlet == .outlet
        else { return nil }
        return unit == .kilowattHours ? 3 : 0
    }
}
