// The link to the CSMS: coming up, going down, trying again.
extension Charger {
    /// Comes up, after the mains did or a restart.
    mutating func startUp(at now: SimTime, into output: inout ChargerOutput) {
        raise(.startupOfTheDevice, at: now)
        connect(at: now, into: &output)
    }

    /// Connects after a wait, after a restart, or in place of a connection that is no longer wanted.
    mutating func reconnect(at now: SimTime, into output: inout ChargerOutput) {
        switch link {
        case .off: startUp(at: now, into: &output)
        case .waiting: connect(at: now, into: &output)
        case .up:
            output.actions.append(.close(wasUp: true))
            disconnect(at: now, into: &output)
            connect(at: now, into: &output)
        case .connecting: break
        }
    }

    mutating func connect(at now: SimTime, into output: inout ChargerOutput) {
        guard type.behaviour.speaksOCPP else { return }
        outbox.dial(at: now)
        connection.dial()
        output.actions.append(.connect)
    }

    mutating func opened(at now: SimTime, into output: inout ChargerOutput) {
        guard link == .connecting else { return }
        connection.open()
        outbox.noteDialling(failedByOwnLine: false)
        settleSecurity()
        guard !waitsToBoot else { return }
        if type.behaviour.connection.bootsOnReconnect { connection.forgetRegistration() }
        guard registration == .accepted else { return enqueueBoot(at: now) }
        if type.behaviour.connection.repeatsStatusOnReconnect {
            reportAll(at: now)
        } else {
            reportChanges(at: now)
        }
        scheduleHeartbeat(at: now, into: &output)
    }

    mutating func refused(
        _ byOwnLine: Bool,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard link == .connecting else { return }
        outbox.noteDialling(failedByOwnLine: byOwnLine)
        fallBack(at: now)
        waitToReconnect(at: now, into: &output)
    }

    mutating func closed(
        _ byOwnLine: Bool,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard link == .up || link == .connecting else { return }
        output.actions.append(.notable(kind: "disconnected", detail: "the connection is gone"))
        disconnect(at: now, into: &output)
        if byOwnLine { outbox.hold(for: .line, at: now) }
        guard type.behaviour.connection.survivesClose else { return reboot(at: now, into: &output) }
        waitToReconnect(at: now, into: &output)
    }

    /// Leaves the call under way unanswered and forgets what need not arrive.
    mutating func disconnect(at now: SimTime, into output: inout ChargerOutput) {
        connection.lose()
        timers.cancel(.heartbeat)
        timers.cancel(.callTimeout)
        if !waitsToBoot { cancelBoot(at: now) }
        while let dropped = outbox.dropRegular() { untold(dropped.call) }
        while let call = outbox.abandonNewest() {
            measure(call, .lost, at: now, into: &output)
            untold(call.waiting.call)
            if call.waiting.call.mustArrive { outbox.keep(call.waiting) }
        }
        giveUpAsking(at: now, into: &output)
    }

    private mutating func cancelBoot(at now: SimTime) {
        timers.cancel(.boot)
        outbox.release(.registration, at: now)
    }

    /// Remembers that the CSMS may not know a state that was on its way to it.
    private mutating func untold(_ call: OutgoingCall) {
        switch call {
        case .status(connector: 0, _, _, _, _): main.forgetReport()
        case .status(let connector, _, _, _, _): connectors[Int(connector) - 1].reported = nil
        case .firmwareStatus(.idle), .signedFirmwareStatus(.idle, _), .diagnosticsStatus(.idle),
            .logStatus(.idle, _):
            break
        case .firmwareStatus, .signedFirmwareStatus: changeUpkeep { $0.update?.isTold = false }
        case .diagnosticsStatus, .logStatus: changeUpkeep { $0.upload?.isTold = false }
        case .boot, .heartbeat, .authorize, .start, .stop, .meter, .idleMeter, .securityEvent,
            .warning, .signCertificate, .vendorMessage:
            break
        }
    }

    private mutating func waitToReconnect(at now: SimTime, into output: inout ChargerOutput) {
        let wait = connection.waitToDial(type.behaviour.connection.backOff)
        set(.reconnect, at: now + wait, into: &output)
    }

    /// Restarts of its own accord: what runs is ended first.
    mutating func reboot(at now: SimTime, into output: inout ChargerOutput) {
        endTransactions(.reboot, at: now, into: &output)
        restart(at: now, into: &output)
    }

    /// Goes down for a restart; comes up again when the restart time has passed.
    mutating func restart(at now: SimTime, into output: inout ChargerOutput) {
        goDown(at: now, into: &output)
        raise(.resetOrReboot, at: now)
        interruptUpkeep(at: now, into: &output)
        restartProfiles(at: now, into: &output)
        // No claim outlasts it: what was kept for a car that is to come is free.
        for connectorIndex in connectors.indices
        where connectors[connectorIndex].bay.isFree
            && connectors[connectorIndex].state == .preparing
        {
            withdraw(connectorIndex, at: now, into: &output)
        }
        set(.reconnect, at: now + SimDuration(type.behaviour.connection.restartTime), into: &output)
    }

    /// Closes the connection and forgets what does not outlast a restart.
    mutating func goDown(
        suddenly: Bool = false,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if link == .up || link == .connecting {
            let wasUp = link == .up
            output.actions.append(suddenly ? .vanish(wasUp: wasUp) : .close(wasUp: wasUp))
        }
        disconnect(at: now, into: &output)
        cancelBoot(at: now)
        connection.goDown()
        outbox.hold(for: .down, at: now)
        main.forgetReport()
        pendingReset.end()
        configuration.applyWaiting()
        for timer in [ChargerTimer.retry, .clockAligned, .reconnect, .restart] {
            timers.cancel(timer)
        }
        mayGoOn(at: now)
        for connectorIndex in connectors.indices {
            connectors[connectorIndex].reported = nil
            connectors[connectorIndex].claim = nil
        }
    }
}

extension Charger {
    /// How it calls the CSMS, where that is over a network.
    var connectionManner: ConnectionManner {
        let key = configuration.text(of: .authorizationKey)
        let ping =
            configuration.has(.webSocketPingInterval)
            ? configuration.seconds(.webSocketPingInterval) : .zero
        return ConnectionManner(
            password: AuthorizationKey(key, form: type.security.keyForm)?.password,
            pingInterval: ping > .zero ? ping : nil
        )
    }
}

/// The state of the link as the vendor's portal and the charger's own screen show it.
enum ConnectionStatus {
    /// OCPP is off, or its set-up is not complete.
    case disabled
    /// It has not been connected since it came up; wrong parameters leave it here.
    case connecting
    case connected
    /// It was connected and is no longer.
    case connectionError
}

extension Charger {
    var connectionStatus: ConnectionStatus {
        guard type.behaviour.speaksOCPP else { return .disabled }
        guard link != .up else { return .connected }
        return connection.hasBeenUp ? .connectionError : .connecting
    }
}
