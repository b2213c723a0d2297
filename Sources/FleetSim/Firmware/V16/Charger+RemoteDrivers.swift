// Drivers who leave it to the CSMS to start: they plug in, wait, and drive on if nothing comes.
extension Charger {
    /// The driver is ready, and waits.
    ///
    /// No connection time-out runs meanwhile: it is for a tag or a cable that is missing, and here neither
    /// is.
    mutating func awaitStart(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        noteNotStarted(connectorIndex)
        connectors[connectorIndex].bay.startTry()
        connectors[connectorIndex].timers.cancel(.connectionTimeOut)
        connectors[connectorIndex].bay.awaitStart(at: now, into: &output)
    }

    /// Such a driver's next step is due: before a charger that is locked he begins to wait, else he
    /// has waited long enough.
    mutating func waitInVain(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].bay.tries > 0 else {
            return awaitStart(connectorIndex, at: now, into: &output)
        }
        noteNotStarted(connectorIndex)
        unplugSoon(connectorIndex, at: now, into: &output)
    }

    private mutating func noteNotStarted(_ connectorIndex: Int) {
        connectors[connectorIndex].bay.note(canReport ? .unanswered : .offline)
    }

    /// What the CSMS never granted is its finding, and told driver by driver.
    func tellNeverStarted(
        _ visit: Visit,
        _ log: VisitLog,
        _ connectorIndex: Int,
        into output: inout ChargerOutput
    ) {
        let since = log.plugged ?? visit.arrived
        let waited = (log.left - since).nanoseconds / 1_000_000_000
        let detail = "connector \(connectorIndex + 1): no RemoteStartTransaction within \(waited) s"
        output.actions.append(.notable(kind: "never-started", detail: detail))
    }

    /// The CSMS has ended the charge of a driver who left all to it: he comes and unplugs.
    mutating func unplugAfterRemoteStop(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].bay.visit?.awaitsStart ?? false else { return }
        let fact = connectors[connectorIndex].bay.comeForCable(at: now, into: &output)
        follow(fact, connectorIndex, at: now, into: &output)
    }
}
