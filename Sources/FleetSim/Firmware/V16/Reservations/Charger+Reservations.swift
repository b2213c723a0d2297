// Reservations while they stand: whom a connector is kept for, and until when.
extension Charger {
    /// Whether a connector is free for a tag, or kept for it or its group.
    func admits(_ tag: IdToken, parent: IdToken?, to connectorIndex: Int) -> Bool {
        guard connectors[connectorIndex].state == .reserved else { return true }
        return reservations.holding(connectorIndex + 1).contains { $0.isFor(tag, parent: parent) }
    }

    /// Whether a tag whose group is not known could turn out to be of the group it is kept for.
    func mayAdmitGroup(_ connectorIndex: Int) -> Bool {
        reservations.holding(connectorIndex + 1).contains { $0.parent != nil }
    }

    /// The bay of a connector as the site is to see it.
    func bay(_ connectorIndex: Int) -> ChargerAction {
        let isKept = connectors[connectorIndex].status == .reserved && !isDark
        return .bay(
            connector: connectorIndex + 1,
            inService: mayServe(connectorIndex),
            keptFor: isKept ? holder(of: connectorIndex)?.token : nil
        )
    }

    /// Whose driver is to have the bay of a kept connector: where any of them would do, each has one.
    private func holder(of connectorIndex: Int) -> IdToken? {
        if let own = reservations.own(connectorIndex + 1) { return own.tag }
        let anywhere = reservations.anywhere
        let before = (0..<connectorIndex).count {
            connectors[$0].state == .reserved && reservations.own($0 + 1) == nil
        }
        return anywhere.isEmpty ? nil : anywhere[min(before, anywhere.count - 1)].tag
    }

    /// Changes the reservations; states, bays and timers follow.
    mutating func changeReservations(
        at now: SimTime,
        into output: inout ChargerOutput,
        _ change: (inout Reservations) -> Void
    ) {
        let before = connectors.map {
            (isKept: $0.state == .reserved, owner: reservations.own($0.number)?.tag)
        }
        let hadChoice = reservations.anywhere.count > 1
        change(&reservations)
        settleReservations(at: now, into: &output)
        // What is kept as before may be kept for another.
        for connectorIndex in connectors.indices
        where before[connectorIndex].isKept && connectors[connectorIndex].state == .reserved {
            let owner = reservations.own(connectorIndex + 1)?.tag
            guard owner != before[connectorIndex].owner || owner == nil && hadChoice else {
                continue
            }
            output.actions.append(bay(connectorIndex))
        }
    }

    /// Ends the reservation that a transaction makes use of; gives its id.
    mutating func useReservation(
        _ connectorIndex: Int,
        for tag: IdToken,
        parent: IdToken?,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Int? {
        let used = reservations.used(by: tag, parent: parent, at: connectorIndex + 1)
        guard let used else { return nil }
        changeReservations(at: now, into: &output) { $0.end(used.id) }
        return used.id
    }

    /// A reservation's time is up: that of a connector, or with nil those of none in particular.
    mutating func endReservations(
        of connectorIndex: Int?,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let connector = connectorIndex.map { $0 + 1 } ?? 0
        changeReservations(at: now, into: &output) { $0.end(of: connector, by: now) }
    }

    /// The clock by which reservations end has been set.
    mutating func timeReservations(at now: SimTime, into output: inout ChargerOutput) {
        guard !reservations.isEmpty else { return }
        let clock = ownClock
        reservations.time { max(now, clock.moment(of: $0.expiry)) }
        forgetReservationTimers()
        settleReservations(at: now, into: &output)
    }

    /// Has the timers set anew: what they stand for may end sooner now.
    mutating func forgetReservationTimers() {
        timers.cancel(.reservation)
        for connectorIndex in connectors.indices {
            connectors[connectorIndex].timers.cancel(.booking)
        }
    }

    /// A connector has changed its state: it may have ended a reservation, or have to be kept now.
    mutating func updateReservations(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard !reservations.isEmpty else { return }
        let isOutOfUse = connectors[connectorIndex].isOutOfUse
        let noneLeft = connectors.allSatisfy(\.isOutOfUse)
        changeReservations(at: now, into: &output) {
            if isOutOfUse { $0.lose(connectorIndex + 1, noneLeft: noneLeft) }
        }
    }

    /// Brings states, bays and timers in line with the reservations that stand.
    private mutating func settleReservations(at now: SimTime, into output: inout ChargerOutput) {
        let anywhere = reservations.anywhere
        if let first = anywhere.map(\.ends).min() {
            if !timers.isArmed(.reservation) { set(.reservation, at: first, into: &output) }
        } else {
            timers.cancel(.reservation)
        }
        assert(
            timers.isArmed(.reservation) == !anywhere.isEmpty,
            "the end of reservations of no connector is waited for while there are any"
        )
        assert(
            Set(reservations.all.map(\.id)).count == reservations.all.count,
            "a number stands for one reservation"
        )
        // One connector for each must stay free; when no more are left, they are all kept.
        let spare = connectors.count { $0.isSpare && reservations.own($0.number) == nil }
        let keepsSpare = !anywhere.isEmpty && spare <= anywhere.count
        for connectorIndex in connectors.indices {
            if let own = reservations.own(connectorIndex + 1) {
                if !connectors[connectorIndex].timers.isArmed(.booking) {
                    set(.booking, of: connectorIndex, at: own.ends, into: &output)
                }
                keep(connectorIndex, true, at: now, into: &output)
            } else {
                connectors[connectorIndex].timers.cancel(.booking)
                keep(connectorIndex, keepsSpare, at: now, into: &output)
            }
        }
    }

    private mutating func keep(
        _ connectorIndex: Int,
        _ isKept: Bool,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if isKept, connectors[connectorIndex].status == .available,
            connectors[connectorIndex].claim == nil
        {
            change(connectorIndex, to: .reserved, at: now, into: &output)
            output.actions.append(bay(connectorIndex))
        } else if !isKept, connectors[connectorIndex].state == .reserved {
            // Where idle connectors are kept free for an update, so is this one from now on.
            guard !isHeldForUpdate || connectors[connectorIndex].bay.hasWaitingCar else {
                change(connectorIndex, to: .unavailable, at: now, into: &output)
                return output.actions.append(bay(connectorIndex))
            }
            change(connectorIndex, to: .available, at: now, into: &output)
            output.actions.append(bay(connectorIndex))
            carryOn(connectorIndex, at: now, into: &output)
        }
    }

    /// A car that was plugged in at a kept connector may now charge like any other.
    private mutating func carryOn(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].bay.hasWaitingCar else { return }
        change(connectorIndex, to: .preparing, at: now, into: &output)
        if connectors[connectorIndex].bay.isBeforeAsking {
            startConnectionTimeOut(connectorIndex, at: now, into: &output)
        }
    }
}

extension Connector {
    /// Whether it could be reserved.
    var isSpare: Bool { (status == .available || status == .reserved) && claim == nil }

    var isOutOfUse: Bool { status == .unavailable || status == .faulted }
}
