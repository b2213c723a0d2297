/// How a new value of a configuration key shows in what a charger sends.
enum SettingSign {
    /// Any call of that kind.
    case call(Action)
    /// A reading at the points of the clock, or at the interval of a transaction.
    case reading(isAligned: Bool)
    /// A reading of just these, at the points of the clock or otherwise.
    case measurands(isAligned: Bool, [Measurand])
    /// The end of a transaction with readings of just these, or without any if these are none.
    case stopData(isAligned: Bool, [Measurand])
    case stop(StopTransaction.Reason)
    /// The car was unplugged, and its transaction goes on.
    case carGone
    /// The charger tells that its security was set up anew.
    case reconfiguration

    /// Nothing for a key whose value cannot be told from the messages, or that ends some.
    init?(_ key: String, _ value: String) {
        let isOff = value == "0"
        let isTrue = value.lowercased() == "true"
        switch key.lowercased() {
        case "heartbeatinterval": self = .call(.heartbeat)
        case "minimumstatusduration": self = .call(.statusNotification)
        case "clockaligneddatainterval" where !isOff: self = .reading(isAligned: true)
        case "metervaluesampleinterval" where !isOff: self = .reading(isAligned: false)
        case "metervaluesaligneddata": self = Self.readings(of: value, isAligned: true)
        case "metervaluessampleddata": self = Self.readings(of: value, isAligned: false)
        case "stoptxnaligneddata": self = Self.stopData(of: value, isAligned: true)
        case "stoptxnsampleddata": self = Self.stopData(of: value, isAligned: false)
        case "stoptransactiononevsidedisconnect":
            self = isTrue ? .stop(.evDisconnected) : .carGone
        case "stoptransactiononinvalidid" where isTrue: self = .stop(.deAuthorized)
        case "authorizationkey", "cponame", "securityprofile": self = .reconfiguration
        default: return nil
        }
    }

    /// An empty list stands for the energy register; of a list with phases only the stream is known.
    private static func readings(of value: String, isAligned: Bool) -> SettingSign {
        guard let list = list(value) else { return .reading(isAligned: isAligned) }
        return .measurands(
            isAligned: isAligned,
            list.isEmpty ? [.energyActiveImportRegister] : list
        )
    }

    private static func stopData(of value: String, isAligned: Bool) -> SettingSign {
        list(value).map { .stopData(isAligned: isAligned, $0) } ?? .call(.stopTransaction)
    }

    /// The measurands of a list; nil when it names anything else.
    private static func list(_ value: String) -> [Measurand]? {
        var measurands: [Measurand] = []
        for item in value.split(separator: ",") {
            let name = item.drop { $0 == " " }
            guard let measurand = Measurand.allCases.first(where: { $0.rawValue.string == name })
            else { return nil }
            measurands.append(measurand)
        }
        return measurands
    }
}

extension SettingSign {
    func isSeen(in action: Action) -> Bool {
        if case .call(let awaited) = self { awaited == action } else { false }
    }

    func isSeen(in request: MeterValues) -> Bool {
        switch self {
        case .reading(let isAligned):
            request.meterValue.contains {
                $0.context == (isAligned ? .sampleClock : .samplePeriodic)
            }
        case .measurands(let isAligned, let measurands):
            request.meterValue.contains {
                ($0.context == .sampleClock) == isAligned && $0.isOf(measurands)
            }
        case .call, .stopData, .stop, .carGone, .reconfiguration: false
        }
    }

    func isSeen(in request: StopTransaction) -> Bool {
        switch self {
        case .stop(let reason): return request.reason == reason
        case .stopData(let isAligned, let measurands):
            let stream = (request.transactionData ?? []).filter {
                ($0.context == .sampleClock) == isAligned
            }
            guard !measurands.isEmpty else {
                // A begin and an end are told for the other stream as well.
                return !stream.contains { $0.context.isRegular }
            }
            return stream.contains { $0.isOf(measurands) }
        case .call, .reading, .measurands, .carGone, .reconfiguration: return false
        }
    }

    func isSeen(in request: StatusNotification) -> Bool {
        guard case .carGone = self else { return false }
        return request.status == .suspendedEV && request.info == "EV side disconnected"
    }

    func isSeen(in request: SecurityEventNotification) -> Bool {
        guard case .reconfiguration = self else { return false }
        return request.type == "ReconfigurationOfSecurityParameters"
    }
}

extension ReadingContext {
    /// Whether it comes again and again.
    fileprivate var isRegular: Bool { self == .samplePeriodic || self == .sampleClock }
}

extension MeterValue {
    /// Why it was read, which all its values say.
    fileprivate var context: ReadingContext {
        sampledValue.first?.context ?? .samplePeriodic
    }

    /// Whether these were measured and nothing else, on however many phases.
    fileprivate func isOf(_ measurands: [Measurand]) -> Bool {
        let own = sampledValue.map { $0.measurand ?? .energyActiveImportRegister }
        return own.allSatisfy(measurands.contains) && measurands.allSatisfy(own.contains)
    }
}
