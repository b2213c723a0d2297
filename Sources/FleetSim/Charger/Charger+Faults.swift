// What goes wrong with the charger itself.
extension Charger {
    mutating func suffer(
        _ fault: ChargerFault,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch fault {
        case .setupSaved:
            // Without power there is nobody to talk to.
            guard !isDark else { return }
            output.actions.append(.notable(kind: "setup-saved", detail: "restarts"))
            reboot(at: now, into: &output)
        case .outOfService:
            output.actions.append(.notable(kind: "unavailable", detail: "by itself"))
            setAvailability(of: nil, inService: false, at: now, into: &output)
        case .backInService:
            setAvailability(of: nil, inService: true, at: now, into: &output)
        case .powerLost: losePower(at: now, into: &output)
        case .powerBack: regainPower(at: now, into: &output)
        }
    }
}
