// What the CSMS hears and says where it shares out the power of sites.
extension CentralSystem {
    /// A charger that may be called is to be told what it may draw.
    mutating func hearPower(of station: Int, at now: SimTime) {
        guard sharesPower(of: station) else { return }
        power?.hear(station, at: now)
    }

    /// A driver has told by the app when he leaves a connector.
    mutating func expect(
        departure: SimTime,
        at station: Int,
        _ connector: Int,
        now: SimTime
    ) {
        guard sharesPower(of: station) else { return }
        power?.expect(departure: departure, station, connector)
        power?.settle(station, at: now)
    }

    mutating func power(of call: IncomingCall, begins request: StartTransaction) {
        guard sharesPower(of: call.station) else { return }
        forgetLimit(of: call.station, request.connectorId)
        power?.begin(call.station, request.connectorId, at: call.now)
    }

    mutating func power(of call: IncomingCall, ends request: StopTransaction) {
        guard sharesPower(of: call.station),
            let connector = stations[call.station].connector(of: request.transactionId)
        else { return }
        forgetLimit(of: call.station, connector)
        power?.end(call.station, connector, at: call.now)
    }

    mutating func power(of call: IncomingCall, reports request: StatusNotification) {
        guard sharesPower(of: call.station) else { return }
        power?.note(call.station, request, at: call.now)
    }

    mutating func power(of call: IncomingCall, measures request: MeterValues) {
        guard sharesPower(of: call.station) else { return }
        power?.measure(call.station, request, at: call.now)
    }

    /// A charger has answered a call of the load management, or the call could not be made.
    mutating func concludePower(
        _ call: OpenCall,
        of station: Int,
        isTaken: Bool,
        at now: SimTime
    ) {
        guard case .power(let message) = call.what else { return }
        power?.conclude(station, message, isTaken: isTaken, at: now)
    }

    /// A limit is for the charge that it was reckoned for.
    private mutating func forgetLimit(of station: Int, _ connector: Int) {
        guard let bay = power?.bay(station, connector) else { return }
        stations[station].forgetLimit(of: bay)
    }

    mutating func losePower(of station: Int) {
        guard sharesPower(of: station) else { return }
        power?.lose(station)
    }

    /// Shares out anew if what a charger has said asks for that.
    mutating func settlePower(of station: Int, at now: SimTime) {
        guard sharesPower(of: station) else { return }
        if stations[station].isAccepted { power?.hear(station, at: now) }
        power?.settle(station, at: now)
    }

    /// A moment has come at which a site is to be looked at again.
    mutating func wakePower(ofSite site: Int, generation: UInt32?, at now: SimTime) {
        power?.wake(site, generation: generation, at: now)
    }

    /// One of those stations to which a call of the load management has to be made; true when it has
    /// been written.
    mutating func nextPowerCall(
        at now: SimTime,
        into writer: inout FrameWriter,
        to isWanted: (Int) -> Bool
    ) -> (station: Int, isWritten: Bool)? {
        guard let (station, message) = power?.takeOwed(to: isWanted) else { return nil }
        assert(sharesPower(of: station), "an order is for a station of a site")
        stations[station].calls.add(.power(message), at: now)
        return (station, callNext(station, at: now, into: &writer))
    }

    /// The call behind an order of the load management.
    func powerCommand(_ message: LoadManagement.Message, to station: Int) -> Command {
        guard let power else { preconditionFailure("this CSMS shares no power") }
        return power.command(message, to: station)
    }

    /// Whether a station's power is shared out here.
    func sharesPower(of station: Int) -> Bool { power?.serves(station) ?? false }
}
