// Reservations while they stand: whom a connector is kept for, and until when.
extension Charger {
    /// Whether a connector is free for a tag, or kept for it or its group.
    func admits(_ tag: IdToken, parent: IdToken?, to place: Int) -> Bool {
        guard connectors[place].state == .reserved else { return true }
        return reservations.holding(place + 1).contains { $0.isFor(tag, parent: parent) }
    }

    /// Whether a tag whose group is not known could turn out to be of the group it is kept for.
    func mayAdmitGroup(_ place: Int) -> Bool {
        reservations.holding(place + 1).contains { $0.parent != nil }
    }

    /// The bay of a connector as the site is to see it.
    func bay(_ place: Int) -> ChargerAction {
        let isKept = connectors[place].status == .reserved && !isDark
        return .bay(
            connector: place + 1,
            inService: mayServe(place),
            keptFor: isKept ? holder(of: place)?.token : nil
        )
    }

    /// Whose driver is to have the bay of a kept connector: where any of them would do, each has one.
    private func holder(of place: Int) -> IdToken? {
        if let own = reservations.own(place + 1) { return own.tag }
        let anywhere = reservations.anywhere
        let before = (0..<place).count {
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
        for place in connectors.indices
        where before[place].isKept && connectors[place].state == .reserved {
            let owner = reservations.own(place + 1)?.tag
            guard owner != before[place].owner || owner == nil && hadChoice else { continue }
            output.actions.append(bay(place))
        }
    }

    /// Ends the reservation that a transaction makes use of; gives its id.
    mutating func useReservation(
        _ place: Int,
        for tag: IdToken,
        parent: IdToken?,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Int? {
        let used = reservations.used(by: tag, parent: parent, at: place + 1)
        guard let used else { return nil }
        changeReservations(at: now, into: &output) { $0.end(used.id) }
        return used.id
    }

    /// A reservation's time is up: that of a connector, or with nil those of none in particular.
    mutating func endReservations(
        of place: Int?,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let connector = place.map { $0 + 1 } ?? 0
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
        for place in connectors.indices { connectors[place].timers.cancel(.booking) }
    }

    /// A connector has changed its state: it may have ended a reservation, or have to be kept now.
    mutating func reservationsFollow(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard !reservations.isEmpty else { return }
        let isOutOfUse = connectors[place].isOutOfUse
        let noneLeft = connectors.allSatisfy(\.isOutOfUse)
        changeReservations(at: now, into: &output) {
            if isOutOfUse { $0.lose(place + 1, noneLeft: noneLeft) }
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
        for place in connectors.indices {
            if let own = reservations.own(place + 1) {
                if !connectors[place].timers.isArmed(.booking) {
                    set(.booking, of: place, at: own.ends, into: &output)
                }
                keep(place, true, at: now, into: &output)
            } else {
                connectors[place].timers.cancel(.booking)
                keep(place, keepsSpare, at: now, into: &output)
            }
        }
    }

    private mutating func keep(
        _ place: Int,
        _ isKept: Bool,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if isKept, connectors[place].status == .available, connectors[place].claim == nil {
            change(place, to: .reserved, at: now, into: &output)
            output.actions.append(bay(place))
        } else if !isKept, connectors[place].state == .reserved {
            // Where idle connectors are kept free for an update, so is this one from now on.
            guard !isHeldForUpdate || connectors[place].bay.hasWaitingCar else {
                change(place, to: .unavailable, at: now, into: &output)
                return output.actions.append(bay(place))
            }
            change(place, to: .available, at: now, into: &output)
            output.actions.append(bay(place))
            carryOn(place, at: now, into: &output)
        }
    }

    /// A car that was plugged in at a kept connector may now charge like any other.
    private mutating func carryOn(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard connectors[place].bay.hasWaitingCar else { return }
        change(place, to: .preparing, at: now, into: &output)
        if connectors[place].bay.isBeforeAsking {
            startConnectionTimeOut(place, at: now, into: &output)
        }
    }
}

extension Connector {
    /// Whether it could be reserved.
    var isSpare: Bool { (status == .available || status == .reserved) && claim == nil }

    var isOutOfUse: Bool { status == .unavailable || status == .faulted }
}
