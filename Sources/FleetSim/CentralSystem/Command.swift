/// A call that the CSMS makes to stations, whatever charger stands behind them.
enum Command {
    case changeAvailability(connector: Int, AvailabilityType)
    case changeConfiguration(key: String, value: String)
    case clearCache
    case dataTransfer(vendor: String, data: String?)
    case getConfiguration(key: String?)
    case remoteStart(connector: Int?)
    case remoteStop(connector: Int?)
    case reset(ResetType)
    case trigger(MessageTrigger, connector: Int?)
    case unlock(connector: Int)

    /// Writes the call; false when there is nothing to ask this station for.
    func write(
        _ number: UInt64,
        to station: Station,
        tag: IdToken,
        into writer: inout FrameWriter
    ) -> Bool {
        let id = MessageID(number: number)
        switch self {
        case .changeAvailability(let connector, let type):
            writer.call(id, ChangeAvailability(connectorId: connector, type: type))
        case .changeConfiguration(let key, let value):
            writer.call(id, ChangeConfiguration(key: key, value: value))
        case .clearCache:
            writer.call(id, ClearCache())
        case .dataTransfer(let vendor, let data):
            writer.call(id, DataTransfer(vendorId: vendor, data: data))
        case .getConfiguration(let key):
            writer.call(id, GetConfiguration(key: key.map { [$0] }))
        case .remoteStart(let connector):
            writer.call(id, RemoteStartTransaction(idTag: tag, connectorId: connector))
        case .remoteStop(let connector):
            let running = station.open.last { connector == nil || $0.connector == connector }
            guard let running else { return false }
            writer.call(id, RemoteStopTransaction(transactionId: running.id))
        case .reset(let type):
            writer.call(id, Reset(type: type))
        case .trigger(let message, let connector):
            writer.call(id, TriggerMessage(requestedMessage: message, connectorId: connector))
        case .unlock(let connector):
            writer.call(id, UnlockConnector(connectorId: connector))
        }
        return true
    }
}
