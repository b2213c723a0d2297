/// How the phases of a connector are wired to those of the grid, as ConnectorPhaseRotation tells it.
///
/// Kept and told only: meters are read at the connector.
enum PhaseRotation: WireText, CaseIterable {
    case notApplicable = "NotApplicable"
    case unknown = "Unknown"
    case rst = "RST"
    case rts = "RTS"
    case srt = "SRT"
    case str = "STR"
    case trs = "TRS"
    case tsr = "TSR"

    /// Whether a text is a list of them, each behind the number of a connector and a dot: `0.RST, 1.RTS`.
    ///
    /// One without a number is for all connectors.
    static func isList(_ text: String, connectors: Int) -> Bool {
        text.split(separator: ",").allSatisfy { item in
            let item = item.drop { $0 == " " }
            let parts = item.split(separator: ".", omittingEmptySubsequences: false)
            guard let name = parts.last, allCases.contains(where: { $0.rawValue.string == name })
            else { return false }
            guard parts.count > 1 else { return true }
            return parts.count == 2 && Int(parts[0]).map { 0...connectors ~= $0 } ?? false
        }
    }
}

extension PhaseRotation {
    /// The grid's lines behind the first, second and third of a connector.
    ///
    /// A car on one phase loads the first alone: where all are wired alike it is always L1.
    var lines: [Line] {
        switch self {
        case .rst, .unknown, .notApplicable: [.l1, .l2, .l3]
        case .rts: [.l1, .l3, .l2]
        case .srt: [.l2, .l1, .l3]
        case .str: [.l2, .l3, .l1]
        case .trs: [.l3, .l1, .l2]
        case .tsr: [.l3, .l2, .l1]
        }
    }
}
