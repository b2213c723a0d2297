/// A transaction that a station has begun and not ended, as the CSMS knows it.
struct OpenTransaction {
    let id: Int
    let connector: Int
    let tag: IdToken
    let startedAt: DateTime
    /// The latest that is known of it.
    private(set) var lastAt: DateTime
    private(set) var register: Int64

    init(id: Int, _ request: StartTransaction) {
        self.id = id
        connector = request.connectorId
        tag = request.idTag
        startedAt = request.timestamp
        lastAt = request.timestamp
        register = Int64(request.meterStart)
    }

    /// Whether a StartTransaction is this one's, sent once more.
    func isBegun(by request: StartTransaction) -> Bool {
        request.connectorId == connector && request.timestamp == startedAt && request.idTag == tag
    }

    /// Takes note of a moment of it, and of what the register showed then.
    mutating func reach(_ moment: RegisterMoment) -> Breach? {
        let (time, wattHours) = (moment.timestamp, moment.wattHours)
        if let wattHours, wattHours < register {
            return Breach(.register, "from \(register) to \(wattHours) Wh")
        }
        assert(wattHours.map { $0 >= register } ?? true, "a register only grows")
        register = wattHours ?? register
        guard time >= lastAt else {
            return Breach(.chronology, "it is older than the one before")
        }
        lastAt = time
        return nil
    }
}
