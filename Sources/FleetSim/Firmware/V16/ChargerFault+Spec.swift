import Scenarios

extension ChargerFault {
    /// A connector fails, as a scenario says it: by OCPP's own names.
    static func failure(of connector: UInt8, _ error: ConnectorError) -> ChargerFault {
        let code = ChargePointErrorCode.allCases.first { $0.rawValue.string == error.rawValue }
        return .failed(connector: connector, code ?? .otherError)
    }
}
