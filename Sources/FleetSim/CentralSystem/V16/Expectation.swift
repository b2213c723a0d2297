import Scenarios

/// What the CSMS waits to see of a station after a call that was granted.
struct Expectation {
    enum Sign {
        case start(IdToken)
        /// A reading of a connector within a limit: milliamperes per phase or milliwatts.
        case reading(connector: Int, limit: Int64, ChargingRateUnit)
        case call(Action)
        case setting(SettingSign)
    }

    /// The call that is to lead to it.
    let call: UInt64
    let effect: Effect
    /// The configuration key that was set, if one was.
    let key: String?
    let sign: Sign
    /// When the call was due, from which its effect is timed, and when it was made.
    let since: SimTime
    let asked: SimTime

    /// A newer call for the same takes the place of an older.
    func replaces(_ other: Expectation) -> Bool {
        effect == other.effect && key == other.key
    }
}

extension Expectation {
    /// What a call is to lead to, as far as it does not depend on when it is made.
    struct Shown {
        let effect: Effect
        let key: String?
        let sign: Sign

        init(_ effect: Effect, key: String? = nil, _ sign: Sign) {
            self.effect = effect
            self.key = key
            self.sign = sign
        }
    }

    init(_ shown: Shown, of open: OpenCall) {
        call = open.id
        since = open.due
        asked = open.sent
        assert(since <= asked, "a call is made when it is due")
        effect = shown.effect
        key = shown.key
        sign = shown.sign
    }

    func isMet(by action: Action) -> Bool {
        switch sign {
        case .call(let awaited): awaited == action
        case .setting(let sign): sign.isSeen(in: action)
        case .start, .reading: false
        }
    }

    func isMet(by request: StartTransaction) -> Bool {
        if case .start(let tag) = sign { tag == request.idTag } else { false }
    }

    func isMet(by request: MeterValues) -> Bool {
        switch sign {
        case .start, .call: false
        case .setting(let sign): sign.isSeen(in: request)
        case .reading(let connector, let limit, let unit):
            (connector == 0 || connector == request.connectorId)
                && request.meterValue.contains { $0.isWithin(limit, unit) }
        }
    }

    func isMet(by request: StopTransaction) -> Bool {
        if case .setting(let sign) = sign { sign.isSeen(in: request) } else { false }
    }

    func isMet(by request: StatusNotification) -> Bool {
        if case .setting(let sign) = sign { sign.isSeen(in: request) } else { false }
    }

    func isMet(by request: SecurityEventNotification) -> Bool {
        if case .setting(let sign) = sign { sign.isSeen(in: request) } else { false }
    }
}

extension MeterValue {
    /// Three phases of 230 V: how the CSMS turns a current into a power when no current is measured.
    private static let volts: Int64 = 690

    fileprivate func isWithin(_ limit: Int64, _ unit: ChargingRateUnit) -> Bool {
        switch unit {
        case .watts: isWithin(limit, .powerActiveImport) ?? false
        case .amperes:
            isWithin(limit, .currentImport)
                ?? isWithin(limit * Self.volts, .powerActiveImport) ?? false
        }
    }

    /// Whether every value of a measurand is, in thousandths; nil if it was not measured.
    private func isWithin(_ limit: Int64, _ measurand: Measurand) -> Bool? {
        var isMeasured = false
        for sample in sampledValue where sample.measurand == measurand {
            guard case .number(let number) = sample.value,
                let value = number.scaled(to: sample.unit == .kilowatts ? 6 : 3), value <= limit
            else { return false }
            isMeasured = true
        }
        return isMeasured ? true : nil
    }
}
