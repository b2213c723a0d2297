/// How a scenario is played: said once, from the command to the report.
package enum RunKind: String, CaseIterable, Sendable {
    /// In virtual time, against the reference CSMS in the process.
    case virtual
    /// In virtual time, and sites without a CSMS.
    case sites
    /// In real time, against a CSMS out there.
    case live
    /// What a live run recorded, once more in virtual time.
    case replay
    /// Many sites in virtual time, one for each design and replication.
    case plan
    /// Trials at several loads.
    case capacity

    /// What a run database takes it for, where sites alone are a run in virtual time like others.
    package var asStored: RunKind {
        switch self {
        case .sites: .virtual
        case .virtual, .live, .replay, .plan, .capacity: self
        }
    }

    /// What a run database calls it.
    package var storedName: String { asStored.rawValue }

    /// Whether time is real, and a CSMS out there answers.
    package var isLive: Bool { self == .live }
}
