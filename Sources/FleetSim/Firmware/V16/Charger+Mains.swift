// The mains: gone, and back.
extension Charger {
    /// While there is no power nothing of the charger's own goes on; this often it looks again.
    private static let pause: SimDuration = .seconds(60)

    /// Whether it is without power.
    var isDark: Bool { powerCuts.isOn }

    /// The mains come on for the first time in a run.
    mutating func switchedOn(at now: SimTime, into output: inout ChargerOutput) {
        guard !isDark, link == .off else { return }
        startUp(at: now, into: &output)
    }

    /// The mains are gone, and with them the connection and all that is not stored.
    ///
    /// Transactions end here and now; their end is told with the next boot (OCPP 1.6, PowerLoss).
    mutating func losePower(
        suddenly: Bool,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard powerCuts.begin() else { return }
        for connectorIndex in connectors.indices {
            sendAway(connectorIndex, at: now, into: &output)
            output.actions.append(bay(connectorIndex))
        }
        goDown(suddenly: suddenly, at: now, into: &output)
        assert(link == .off, "without power no line is held")
        interruptUpkeep(at: now, into: &output)
        restartProfiles(at: now, into: &output)
    }

    /// The mains are back, as far as this cut is concerned: another may still last.
    mutating func regainPower(at now: SimTime, into output: inout ChargerOutput) {
        guard powerCuts.end() else { return }
        for connectorIndex in connectors.indices { output.actions.append(bay(connectorIndex)) }
        startUp(at: now, into: &output)
    }

    /// What a timer stands for needs power, and there is none: puts it off.
    mutating func putOff(
        _ timer: ChargerTimer,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        guard isDark, timer.needsPower else { return false }
        set(timer, at: now + Self.pause, into: &output)
        return true
    }

    /// Whose car charges comes for it when that was planned; a driver who is not that far leaves.
    private mutating func sendAway(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].timers.cancel(.connectionTimeOut)
        switch connectors[connectorIndex].bay.stage {
        case nil:
            if connectors[connectorIndex].claim != nil {
                withdraw(connectorIndex, at: now, into: &output)
            }
        case .arriving?, .plugged?:
            connectors[connectorIndex].claim = nil
            let fact = connectors[connectorIndex].bay.loseMains(at: now, into: &output)
            follow(fact, connectorIndex, at: now, into: &output)
        case .charging?: endTransaction(connectorIndex, .powerLoss, at: now, into: &output)
        case .finished?, .leaving?: break
        }
    }
}

extension ChargerTimer {
    /// Whether it stands for something that the charger does, and that a cut does not just end.
    fileprivate var needsPower: Bool {
        switch self {
        case .firmware, .upload, .renewal: true
        // These end with the connection, or are the driver's, or let only time pass.
        case .boot, .heartbeat, .reconnect, .callTimeout, .retry, .clockAligned, .restart,
            .profile, .reservation, .driver, .departure, .connectionTimeOut, .sample, .full,
            .status, .booking:
            false
        }
    }
}
