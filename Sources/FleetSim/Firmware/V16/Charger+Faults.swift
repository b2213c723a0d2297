// What goes wrong with the charger itself.
extension Charger {
    mutating func suffer(
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
            setAvailability(of: nil, inService: false, at: now, into: &output)
        case .backInService:
            setAvailability(of: nil, inService: true, at: now, into: &output)
        case .powerLost: losePower(suddenly: true, at: now, into: &output)
        case .switchedOff: losePower(suddenly: false, at: now, into: &output)
        case .powerBack: regainPower(at: now, into: &output)
        case .failed(let connector, let code):
            fail(Int(connector) - 1, code, at: now, into: &output)
        case .mended(let connector):
            mend(Int(connector) - 1, at: now, into: &output)
        case .emergencyStop: stopAll(at: now, into: &output)
        case .emergencyOver:
            for place in connectors.indices { mend(place, at: now, into: &output) }
        }
    }

    /// The emergency button cuts all connectors off: charges end, and none begins until it is over.
    private mutating func stopAll(at now: SimTime, into output: inout ChargerOutput) {
        guard !isDark else { return }
        output.actions.append(.notable(kind: "emergency-stop", detail: "the button was hit"))
        for place in connectors.indices {
            endTransaction(place, .emergencyStop, at: now, into: &output)
            fail(place, .otherError, at: now, into: &output)
        }
    }

    /// A connector cannot be used any more: what runs there stands still until it can.
    private mutating func fail(
        _ place: Int,
        _ code: ChargePointErrorCode,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors.indices.contains(place), connectors[place].fault == nil else { return }
        output.actions.append(
            .notable(kind: "fault", detail: "connector \(place + 1): \(code.rawValue.string)")
        )
        connectors[place].fail(code, at: now)
        announce(place, at: now, into: &output)
        adaptPower(to: place, at: now, into: &output)
        reservationsFollow(place, at: now, into: &output)
        output.actions.append(.bay(connector: place + 1, inService: false))
    }

    /// A connector is as it was before it failed, or as what happened meanwhile has left it.
    private mutating func mend(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard connectors.indices.contains(place), connectors[place].fault != nil else { return }
        connectors[place].mend(at: now)
        announce(place, at: now, into: &output)
        adaptPower(to: place, at: now, into: &output)
        _ = startsFreely(place, at: now, into: &output)
        reservationsFollow(place, at: now, into: &output)
        output.actions.append(bay(place))
    }
}
