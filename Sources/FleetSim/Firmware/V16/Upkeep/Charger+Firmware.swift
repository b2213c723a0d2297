// New firmware: fetched, verified, installed.
extension Charger {
    /// From the last report to going down: it can still leave.
    private static let farewell: SimDuration = .seconds(2)

    /// Begins an update in place of the one before.
    mutating func begin(
        _ update: FirmwareUpdate,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if isHeldForUpdate { leave(to: .ended, nil, at: now, into: &output) }
        changeUpkeep { $0.update = update }
        guard moment(of: update.retrieveDate) > now else {
            return download(at: now, into: &output)
        }
        enter(.scheduled, .downloadScheduled, at: now)
        timeUpdate(at: now, into: &output)
    }

    /// Sets the timer of an update that waits for the clock, which may have been set.
    mutating func timeUpdate(at now: SimTime, into output: inout ChargerOutput) {
        guard let date = upkeep.value?.update?.waitsFor else { return }
        set(.firmware, at: max(now, moment(of: date)), into: &output)
    }

    /// The time of a step is over.
    mutating func continueUpdate(at now: SimTime, into output: inout ChargerOutput) {
        guard let update = upkeep.value?.update else { return }
        switch update.phase {
        case .scheduled, .paused: download(at: now, into: &output)
        case .downloading: downloadEnded(update, at: now, into: &output)
        case .installScheduled: installWhenIdle(at: now, into: &output)
        case .installing: installationEnded(update, at: now, into: &output)
        case .awaitingIdle, .rebooting, .booting, .ended: break
        }
    }

    /// The restart of an update brings its firmware; any other one spoils what was under way.
    mutating func interrupt(
        _ update: FirmwareUpdate,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch update.phase {
        case .downloading: downloadFailed(at: now, into: &output)
        case .installing: leave(to: .ended, .installationFailed, at: now, into: &output)
        case .rebooting:
            changeUpkeep { $0.version = update.version ?? $0.version }
            leave(to: .booting, nil, at: now, into: &output)
        case .scheduled, .paused, .installScheduled, .awaitingIdle, .booting, .ended: break
        }
    }

    /// The CSMS has accepted the charger: if new firmware runs, it is to know.
    mutating func concludeUpdate(at now: SimTime) {
        guard upkeep.value?.update?.phase == .booting else { return }
        raise(.firmwareUpdated, firmwareVersion, at: now)
        enter(.ended, .installed, at: now)
    }

    /// A connector has become free, and an update may have waited for it.
    mutating func connectorIdled(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard isHeldForUpdate else { return }
        hold(connectorIndex, at: now, into: &output)
        if upkeep.value?.update?.phase == .awaitingIdle { installWhenIdle(at: now, into: &output) }
    }

    /// Whether an arriving driver would pull up at a connector.
    func mayServe(_ connectorIndex: Int) -> Bool {
        connectors[connectorIndex].invites && !isHeldForUpdate && !isDark
    }

    /// Whether connectors are out of service because of an update.
    var isHeldForUpdate: Bool { upkeep.value?.update?.holdsConnectors ?? false }

    private mutating func download(at now: SimTime, into output: inout ChargerOutput) {
        // Another attempt would not go any better.
        guard let location = upkeep.value?.update?.location, reaches(location) else {
            return leave(to: .ended, .downloadFailed, at: now, into: &output)
        }
        enter(.downloading, .downloading, at: now)
        set(.firmware, at: now + SimDuration(type.firmwareUpdate.download), into: &output)
    }

    private mutating func downloadEnded(
        _ update: FirmwareUpdate,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard type.firmwareUpdate.failure != .download else {
            return downloadFailed(at: now, into: &output)
        }
        enter(.downloading, .downloaded, at: now)
        if update.isSigned {
            guard update.hasReadableSignature, type.firmwareUpdate.failure != .signature else {
                raise(.invalidFirmwareSignature, at: now)
                return leave(to: .ended, .invalidSignature, at: now, into: &output)
            }
            enter(.downloading, .signatureVerified, at: now)
        }
        guard let date = update.installDate, moment(of: date) > now else {
            return installWhenIdle(at: now, into: &output)
        }
        enter(.installScheduled, .installScheduled, at: now)
        timeUpdate(at: now, into: &output)
    }

    private mutating func downloadFailed(at now: SimTime, into output: inout ChargerOutput) {
        guard var retries = upkeep.value?.update?.retries, retries.takeOne() else {
            return leave(to: .ended, .downloadFailed, at: now, into: &output)
        }
        changeUpkeep { $0.update?.retries = retries }
        enter(.paused, .downloadPaused, at: now)
        set(.firmware, at: now + retries.interval, into: &output)
    }

    /// Takes idle connectors out of service, and installs once the others are idle too.
    private mutating func installWhenIdle(at now: SimTime, into output: inout ChargerOutput) {
        enter(.awaitingIdle, at: now)
        for connectorIndex in connectors.indices { hold(connectorIndex, at: now, into: &output) }
        // A car that waits at a reserved connector may be the one that it is kept for.
        let mayCharge = connectors.contains { $0.state == .reserved && $0.bay.hasWaitingCar }
        guard !mayCharge, !connectors.indices.contains(where: isBusy) else { return }
        enter(.installing, .installing, at: now)
        set(.firmware, at: now + SimDuration(type.firmwareUpdate.install), into: &output)
    }

    private mutating func installationEnded(
        _ update: FirmwareUpdate,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch type.firmwareUpdate.failure {
        case .verification:
            leave(to: .ended, .installVerificationFailed, at: now, into: &output)
        case .installation:
            leave(to: .ended, .installationFailed, at: now, into: &output)
        case nil, .download, .certificate, .revocation, .signature:
            enter(.rebooting, update.isSigned ? .installRebooting : nil, at: now)
            set(.restart, at: now + Self.farewell, into: &output)
        }
    }

    private mutating func enter(
        _ phase: FirmwareUpdate.Phase,
        _ status: SignedFirmwareStatus? = nil,
        at now: SimTime
    ) {
        changeUpkeep { $0.update?.enter(phase, status) }
        reportUpkeep(at: now)
    }

    private mutating func hold(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].state == .available else { return }
        move(connectorIndex, to: .unavailable, at: now, into: &output)
        output.actions.append(.bay(connector: connectorIndex + 1, inService: false))
    }

    /// Goes on to a phase that needs no connector out of service, and puts back those that are.
    private mutating func leave(
        to phase: FirmwareUpdate.Phase,
        _ status: SignedFirmwareStatus?,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let wasHeld = isHeldForUpdate
        enter(phase, status, at: now)
        guard wasHeld else { return }
        for connectorIndex in connectors.indices
        where connectors[connectorIndex].service.isOperative
            && connectors[connectorIndex].state == .unavailable
        {
            move(connectorIndex, to: .available, at: now, into: &output)
            output.actions.append(
                .bay(connector: connectorIndex + 1, inService: mayServe(connectorIndex))
            )
        }
    }
}
