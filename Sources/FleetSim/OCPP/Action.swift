/// An OCPP 1.6 action, by the name it has on the wire.
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

    /// The actions stand in the order of their names, so that one is found by halving.
    package init?(wireName: WireText) {
        var (low, high) = (UInt8(0), Self.updateFirmware.rawValue + 1)
        while low < high {
            let middle = (low + high) / 2
            guard let action = Action(rawValue: middle) else { return nil }
            let name = action.wireName
            if name == wireName {
                self = action
                return
            }
            if name.precedes(wireName) { low = middle + 1 } else { high = middle }
        }
        return nil
    }

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
