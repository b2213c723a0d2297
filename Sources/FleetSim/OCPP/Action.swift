/// A call of OCPP, by the name that it has on the wire: the one list for all versions that are spoken.
///
/// It stands in no room of a version, since frames, counters and reports are of all versions, and a name
/// that two versions have means the same in both.
///
/// The order is part of the run: counters are kept by it and reports list by it.
package enum Action: UInt8, CaseIterable, Sendable {
    case authorize
    case bootNotification
    case cancelReservation
    case certificateSigned
    case changeAvailability
    case changeConfiguration
    case clearCache
    case clearChargingProfile
    case dataTransfer
    case deleteCertificate
    case diagnosticsStatusNotification
    case extendedTriggerMessage
    case firmwareStatusNotification
    case getCompositeSchedule
    case getConfiguration
    case getDiagnostics
    case getInstalledCertificateIds
    case getLocalListVersion
    case getLog
    case heartbeat
    case installCertificate
    case logStatusNotification
    case meterValues
    case remoteStartTransaction
    case remoteStopTransaction
    case reserveNow
    case reset
    case securityEventNotification
    case sendLocalList
    case setChargingProfile
    case signCertificate
    case signedFirmwareStatusNotification
    case signedUpdateFirmware
    case startTransaction
    case statusNotification
    case stopTransaction
    case triggerMessage
    case unlockConnector
    case updateFirmware

    package init?(wireName: WireText) {
        guard let action = Self.byHash.find(wireName) else { return nil }
        self = action
    }

    private static let byHash = ActionTable()

    package var name: String { wireName.string }

    package var wireName: WireText {
        switch self {
        case .authorize: "Authorize"
        case .bootNotification: "BootNotification"
        case .cancelReservation: "CancelReservation"
        case .certificateSigned: "CertificateSigned"
        case .changeAvailability: "ChangeAvailability"
        case .changeConfiguration: "ChangeConfiguration"
        case .clearCache: "ClearCache"
        case .clearChargingProfile: "ClearChargingProfile"
        case .dataTransfer: "DataTransfer"
        case .deleteCertificate: "DeleteCertificate"
        case .diagnosticsStatusNotification: "DiagnosticsStatusNotification"
        case .extendedTriggerMessage: "ExtendedTriggerMessage"
        case .firmwareStatusNotification: "FirmwareStatusNotification"
        case .getCompositeSchedule: "GetCompositeSchedule"
        case .getConfiguration: "GetConfiguration"
        case .getDiagnostics: "GetDiagnostics"
        case .getInstalledCertificateIds: "GetInstalledCertificateIds"
        case .getLocalListVersion: "GetLocalListVersion"
        case .getLog: "GetLog"
        case .heartbeat: "Heartbeat"
        case .installCertificate: "InstallCertificate"
        case .logStatusNotification: "LogStatusNotification"
        case .meterValues: "MeterValues"
        case .remoteStartTransaction: "RemoteStartTransaction"
        case .remoteStopTransaction: "RemoteStopTransaction"
        case .reserveNow: "ReserveNow"
        case .reset: "Reset"
        case .securityEventNotification: "SecurityEventNotification"
        case .sendLocalList: "SendLocalList"
        case .setChargingProfile: "SetChargingProfile"
        case .signCertificate: "SignCertificate"
        case .signedFirmwareStatusNotification: "SignedFirmwareStatusNotification"
        case .signedUpdateFirmware: "SignedUpdateFirmware"
        case .startTransaction: "StartTransaction"
        case .statusNotification: "StatusNotification"
        case .stopTransaction: "StopTransaction"
        case .triggerMessage: "TriggerMessage"
        case .unlockConnector: "UnlockConnector"
        case .updateFirmware: "UpdateFirmware"
        }
    }
}

/// The actions by a hash of their names: to halve a list took 220 instructions for each call.
private struct ActionTable: Sendable {
    /// Several times as many places as actions, a power of two; 0xFF is none.
    private static let size = 256
    private var indices = [UInt8](repeating: .max, count: size)

    init() {
        assert(2 * Action.allCases.count < Self.size, "a search ends at an empty place")
        for action in Action.allCases {
            var index = Self.index(of: action.wireName)
            while indices[index] != .max { index = (index + 1) % Self.size }
            indices[index] = action.rawValue
        }
        assert(Action.allCases.allSatisfy { find($0.wireName) == $0 }, "each is found by its name")
    }

    func find(_ name: WireText) -> Action? {
        guard name.count >= 5 else { return nil }
        var index = Self.index(of: name)
        while let action = Action(rawValue: indices[index]) {
            if action.wireName == name { return action }
            index = (index + 1) % Self.size
        }
        return nil
    }

    /// By the length, the first, the fourth and the last letter; no name is shorter than five.
    private static func index(of name: WireText) -> Int {
        assert(name.count >= 5, "no name is shorter than five")
        let letters = Int(name[0]) &* 31 ^ Int(name[3]) &* 7 ^ Int(name[name.count - 1]) &* 11
        return (letters &+ name.count &* 13) & (size - 1)
    }
}
