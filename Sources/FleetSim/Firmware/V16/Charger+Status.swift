// Telling the CSMS the state of connectors.
extension Charger {
    /// Moves a connector and lets the reservations follow.
    mutating func move(
        _ connectorIndex: Int,
        to status: ChargePointStatus,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].state != status else { return }
        change(connectorIndex, to: status, at: now, into: &output)
        updateReservations(connectorIndex, at: now, into: &output)
    }

    /// Moves a connector and has it reported.
    mutating func change(
        _ connectorIndex: Int,
        to status: ChargePointStatus,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].move(to: status, at: now)
        guard connectors[connectorIndex].fault == nil else { return }
        announce(connectorIndex, at: now, into: &output)
    }

    /// Reports the state that a connector has come into, once it has lasted long enough.
    mutating func announce(_ connectorIndex: Int, at now: SimTime, into output: inout ChargerOutput)
    {
        let minimum = configuration.seconds(.minimumStatusDuration)
        guard minimum > .zero else { return reportStatus(connectorIndex, at: now) }
        set(.status, of: connectorIndex, at: now + minimum, into: &output)
    }

    /// Reports a connector if the CSMS does not know its state yet.
    mutating func reportStatus(_ connectorIndex: Int, at now: SimTime) {
        let connector = connectors[connectorIndex]
        guard canReport, connector.reported != connector.status else { return }
        connectors[connectorIndex].reported = connector.status
        outbox.append(connector.report(at: now), at: now)
    }

    mutating func reportMain(at now: SimTime) {
        guard canReport, !main.isTold else { return }
        outbox.append(.status(connector: 0, main.tell(), .noError, at: now), at: now)
    }

    /// After a time offline: the states that are other than was told, in the order they came up.
    mutating func reportChanges(at now: SimTime) {
        reportMain(at: now)
        let changed = connectors.filter { $0.reported != $0.status }
        for connector in changed.sorted(by: { ($0.since, $0.number) < ($1.since, $1.number) }) {
            connectors[connector.number - 1].reported = connector.status
            outbox.append(connector.report(at: connector.since), at: now)
        }
        reportUpkeep(at: now)
    }

    /// After each accepted boot the CSMS gets the state of connector 0 and of every other.
    mutating func reportAll(at now: SimTime) {
        main.forgetReport()
        reportMain(at: now)
        for connectorIndex in connectors.indices {
            connectors[connectorIndex].reported = nil
            reportStatus(connectorIndex, at: now)
        }
        reportUpkeep(at: now)
    }

    /// Whether messages leave that a charger sends of its own accord.
    var canReport: Bool { connection.isHeard }
}

extension Connector {
    /// Its state as a call; that the car was unplugged goes with the states it leads to.
    func report(at moment: SimTime) -> OutgoingCall {
        .status(
            connector: UInt8(number),
            status,
            fault ?? .noError,
            at: moment,
            isCarGone: bay.isCarGone && (status == .suspendedEV || status == .finishing)
        )
    }
}

extension ChargePointStatus {
    /// The state of a connector whose transaction runs, by what flows there.
    init(_ flow: CarDraw.Flow) {
        switch flow {
        case .flows: self = .charging
        case .heldByCar: self = .suspendedEV
        case .heldByCharger: self = .suspendedEVSE
        }
    }
}
