/// The calls of OCPP 1.6 and its security extension, by their names on the wire.
package enum CallName: String, CaseIterable, Sendable {
    case authorize = "Authorize"
    case bootNotification = "BootNotification"
    case cancelReservation = "CancelReservation"
    case certificateSigned = "CertificateSigned"
    case changeAvailability = "ChangeAvailability"
    case changeConfiguration = "ChangeConfiguration"
    case clearCache = "ClearCache"
    case clearChargingProfile = "ClearChargingProfile"
    case dataTransfer = "DataTransfer"
    case deleteCertificate = "DeleteCertificate"
    case diagnosticsStatusNotification = "DiagnosticsStatusNotification"
    case extendedTriggerMessage = "ExtendedTriggerMessage"
    case firmwareStatusNotification = "FirmwareStatusNotification"
    case getCompositeSchedule = "GetCompositeSchedule"
    case getConfiguration = "GetConfiguration"
    case getDiagnostics = "GetDiagnostics"
    case getInstalledCertificateIds = "GetInstalledCertificateIds"
    case getLocalListVersion = "GetLocalListVersion"
    case getLog = "GetLog"
    case heartbeat = "Heartbeat"
    case installCertificate = "InstallCertificate"
    case logStatusNotification = "LogStatusNotification"
    case meterValues = "MeterValues"
    case remoteStartTransaction = "RemoteStartTransaction"
    case remoteStopTransaction = "RemoteStopTransaction"
    case reserveNow = "ReserveNow"
    case reset = "Reset"
    case securityEventNotification = "SecurityEventNotification"
    case sendLocalList = "SendLocalList"
    case setChargingProfile = "SetChargingProfile"
    case signCertificate = "SignCertificate"
    case signedFirmwareStatusNotification = "SignedFirmwareStatusNotification"
    case signedUpdateFirmware = "SignedUpdateFirmware"
    case startTransaction = "StartTransaction"
    case statusNotification = "StatusNotification"
    case stopTransaction = "StopTransaction"
    case triggerMessage = "TriggerMessage"
    case unlockConnector = "UnlockConnector"
    case updateFirmware = "UpdateFirmware"

    /// As it stands in a threshold: `start-transaction`, and `boot` for the longest-winded of all.
    package var word: String {
        guard self != .bootNotification else { return "boot" }
        return rawValue.reduce(into: "") { word, letter in
            if letter.isUppercase, !word.isEmpty { word.append("-") }
            word += letter.lowercased()
        }
    }
}
