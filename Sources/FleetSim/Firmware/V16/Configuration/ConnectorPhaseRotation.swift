import Scenarios

/// What the key ConnectorPhaseRotation may say: how the phases of each connector are wired to the grid's.
///
/// Kept and told only: meters are read at the connector.
enum ConnectorPhaseRotation {
    private static let names =
        LineOrder.allCases.map(\.rawValue) + ["NotApplicable", "Unknown"]

    /// Whether a text is a list of them, each behind the number of a connector and a dot: `0.RST, 1.RTS`.
    ///
    /// One without a number is for all connectors.
    static func isList(_ text: String, connectors: Int) -> Bool {
        text.split(separator: ",").allSatisfy { item in
            let item = item.drop { $0 == " " }
            let parts = item.split(separator: ".", omittingEmptySubsequences: false)
            guard let name = parts.last, names.contains(where: { $0 == name }) else { return false }
            guard parts.count > 1 else { return true }
            return parts.count == 2 && Int(parts[0]).map { 0...connectors ~= $0 } ?? false
        }
    }
}
