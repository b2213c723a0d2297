import Scenarios

/// What goes wrong with a charger by itself.
enum ChargerFault: Equatable {
    /// The installer saves its set-up, upon which it restarts.
    case setupSaved
    case outOfService, backInService
    /// The mains go and come back; cuts may overlap.
    case powerLost, powerBack
    /// It is switched off, and has the time to say so.
    case switchedOff
    /// A connector can no longer be used, or can be used again.
    case failed(connector: UInt8, ChargePointErrorCode)
    case mended(connector: UInt8)
    /// The emergency button is pressed, or released.
    case emergencyStop, emergencyOver
}

extension ChargerFault {
    /// A connector fails, as a scenario says it: by OCPP's own names.
    static func failure(of connector: UInt8, _ error: ConnectorError) -> ChargerFault {
        let code = ChargePointErrorCode.allCases.first { $0.rawValue.string == error.rawValue }
        return .failed(connector: connector, code ?? .otherError)
    }

    private static let codes = ChargePointErrorCode.allCases

    /// In 24 bits: 8 each for the error's code and the connector, then 8 for the kind.
    var word: UInt32 {
        switch self {
        case .setupSaved: 0
        case .outOfService: 1
        case .backInService: 2
        case .powerLost: 3
        case .powerBack: 4
        case .failed(let connector, let code):
            UInt32(Self.codes.firstIndex(of: code) ?? 0) << 16 | UInt32(connector) << 8 | 5
        case .mended(let connector): UInt32(connector) << 8 | 6
        case .emergencyStop: 7
        case .emergencyOver: 8
        case .switchedOff: 9
        }
    }

    init?(word: UInt32) {
        let connector = UInt8(truncatingIfNeeded: word >> 8)
        switch word & 0xFF {
        case 0: self = .setupSaved
        case 1: self = .outOfService
        case 2: self = .backInService
        case 3: self = .powerLost
        case 4: self = .powerBack
        case 5:
            guard let code = Self.codes.dropFirst(Int(word >> 16)).first else { return nil }
            self = .failed(connector: connector, code)
        case 6: self = .mended(connector: connector)
        case 7: self = .emergencyStop
        case 8: self = .emergencyOver
        case 9: self = .switchedOff
        default: return nil
        }
    }
}

// What goes wrong with the charger itself.
extension Charger {
    mutating func apply(
        _ fault: ChargerFault,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch fault {
        case .setupSaved:
            // Without power the charger talks to no CSMS.
            guard !isDark else { return }
            output.actions.append(.notable(kind: "setup-saved", detail: "restarts"))
            reboot(at: now, into: &output)
        case .outOfService:
            output.actions.append(.notable(kind: "unavailable", detail: "by itself"))
            outages.begin()
            setAvailability(of: nil, inService: false, at: now, into: &output)
        case .backInService:
            guard outages.end() else { return }
            setAvailability(of: nil, inService: true, at: now, into: &output)
        case .powerLost: losePower(suddenly: true, at: now, into: &output)
        case .switchedOff: losePower(suddenly: false, at: now, into: &output)
        case .powerBack: regainPower(at: now, into: &output)
        case .failed(let connector, let code):
            let connectorIndex = Int(connector) - 1
            guard connectors.indices.contains(connectorIndex) else { return }
            connectors[connectorIndex].faults.begin()
            fail(connectorIndex, code, at: now, into: &output)
        case .mended(let connector):
            let connectorIndex = Int(connector) - 1
            guard connectors.indices.contains(connectorIndex),
                connectors[connectorIndex].faults.end()
            else { return }
            mend(connectorIndex, at: now, into: &output)
        case .emergencyStop: stopAll(at: now, into: &output)
        case .emergencyOver:
            guard emergencies.end() else { return }
            for connectorIndex in connectors.indices {
                mend(connectorIndex, at: now, into: &output)
            }
        }
    }

    /// The emergency button cuts all connectors off: charges end, and none begins until it is over.
    private mutating func stopAll(at now: SimTime, into output: inout ChargerOutput) {
        guard !isDark else { return }
        emergencies.begin()
        output.actions.append(.notable(kind: "emergency-stop", detail: "the button was hit"))
        for connectorIndex in connectors.indices {
            endTransaction(connectorIndex, .emergencyStop, at: now, into: &output)
            fail(connectorIndex, .otherError, at: now, into: &output)
        }
    }

    /// A connector cannot be used any more: what runs there stands still until it can.
    private mutating func fail(
        _ connectorIndex: Int,
        _ code: ChargePointErrorCode,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].fault == nil else { return }
        output.actions.append(
            .notable(
                kind: "fault",
                detail: "connector \(connectorIndex + 1): \(code.rawValue.string)"
            )
        )
        connectors[connectorIndex].fail(code, at: now)
        announce(connectorIndex, at: now, into: &output)
        adaptPower(to: connectorIndex, at: now, into: &output)
        updateReservations(connectorIndex, at: now, into: &output)
        output.actions.append(.bay(connector: connectorIndex + 1, inService: false))
    }

    /// A connector is as it was before it failed, or as what happened meanwhile has left it; not while
    /// something else keeps it from use.
    private mutating func mend(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].fault != nil, !connectors[connectorIndex].faults.isOn,
            !emergencies.isOn
        else { return }
        connectors[connectorIndex].mend(at: now)
        announce(connectorIndex, at: now, into: &output)
        adaptPower(to: connectorIndex, at: now, into: &output)
        _ = startFreely(connectorIndex, at: now, into: &output)
        updateReservations(connectorIndex, at: now, into: &output)
        output.actions.append(bay(connectorIndex))
    }
}
