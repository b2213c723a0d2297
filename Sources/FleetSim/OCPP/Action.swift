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

    package var name: String { fatalError("replaced with the codec") }
}
