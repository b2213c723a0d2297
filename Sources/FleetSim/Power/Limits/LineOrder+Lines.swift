import Scenarios

extension LineOrder {
    /// The grid's lines behind the first, second and third of a connector.
    ///
    /// A car on one phase loads the first alone: where all are wired alike it is always L1.
    var lines: [Line] {
        switch self {
        case .rst: [.l1, .l2, .l3]
        case .rts: [.l1, .l3, .l2]
        case .srt: [.l2, .l1, .l3]
        case .str: [.l2, .l3, .l1]
        case .trs: [.l3, .l1, .l2]
        case .tsr: [.l3, .l2, .l1]
        }
    }
}
