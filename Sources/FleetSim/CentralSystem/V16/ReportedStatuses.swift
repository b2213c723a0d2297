/// The last status that a station has reported of each connector, four bits each.
struct ReportedStatuses {
    /// Connectors beyond are not followed: no charger in the field has that many.
    private static let maximum = 15
    private static let all = ChargePointStatus.allCases
    private var packed: UInt64 = .max

    /// Takes note of a status; tells if the connector could not have come to it.
    mutating func report(_ request: StatusNotification) -> Breach? {
        let connector = request.connectorId
        assert(connector >= 0, "no message is decoded with less")
        guard connector <= Self.maximum, let code = Self.all.firstIndex(of: request.status) else {
            return nil
        }
        let shift = UInt64(connector * 4)
        let before = Int(packed >> shift & 0xF)
        packed = packed & ~(0xF << shift) | UInt64(code) << shift
        assert(connector == 0 || !isNews(request), "what was reported is known")
        guard connector > 0 else { return Self.main(request.status) }
        guard before < Self.all.count, before != code else { return nil }
        guard !StatusTransitions.permits(Self.all[before], to: request.status) else { return nil }
        return Breach(
            .statusTransition,
            "connector \(connector) from \(Self.all[before].rawValue.string) "
                + "to \(request.status.rawValue.string)"
        )
    }

    /// Whether the connector had another status, as far as that is known.
    func isNews(_ request: StatusNotification) -> Bool {
        let connector = request.connectorId
        guard 1...Self.maximum ~= connector, let code = Self.all.firstIndex(of: request.status)
        else {
            return false
        }
        return Int(packed >> UInt64(connector * 4) & 0xF) != code
    }

    /// A charger that was away reports how it stands now, whatever happened meanwhile.
    mutating func forget() {
        packed = .max
    }

    private static func main(_ status: ChargePointStatus) -> Breach? {
        switch status {
        case .available, .unavailable, .faulted: nil
        case .preparing, .charging, .suspendedEV, .suspendedEVSE, .finishing, .reserved:
            Breach(.mainStatus, status.rawValue.string)
        }
    }
}
