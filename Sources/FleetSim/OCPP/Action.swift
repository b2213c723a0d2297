/// An OCPP 1.6 action, by the name it has on the wire.
///
/// The order is part of the run: counters are kept by it and reports list by it.
package enum Action: UInt8, CaseIterable, Sendable {
    case authorize
    case bootNotification
    case changeAvailability
    case changeConfiguration
    case clearCache
    case dataTransfer
    case getConfiguration
    case heartbeat
    case meterValues
    case remoteStartTransaction
    case remoteStopTransaction
    case reset
    case startTransaction
    case statusNotification
    case stopTransaction
    case triggerMessage
    case unlockConnector

    package init?(wireName: WireText) {
        var number: UInt8 = 0
        while let action = Action(rawValue: number) {
            if action.wireName == wireName {
                self = action
                return
            }
            number += 1
        }
        return nil
    }

    package var name: String { wireName.string }

    package var wireName: WireText {
        switch self {
        case .authorize: "Authorize"
        case .bootNotification: "BootNotification"
        case .changeAvailability: "ChangeAvailability"
        case .changeConfiguration: "ChangeConfiguration"
        case .clearCache: "ClearCache"
        case .dataTransfer: "DataTransfer"
        case .getConfiguration: "GetConfiguration"
        case .heartbeat: "Heartbeat"
        case .meterValues: "MeterValues"
        case .remoteStartTransaction: "RemoteStartTransaction"
        case .remoteStopTransaction: "RemoteStopTransaction"
        case .reset: "Reset"
        case .startTransaction: "StartTransaction"
        case .statusNotification: "StatusNotification"
        case .stopTransaction: "StopTransaction"
        case .triggerMessage: "TriggerMessage"
        case .unlockConnector: "UnlockConnector"
        }
    }
}
