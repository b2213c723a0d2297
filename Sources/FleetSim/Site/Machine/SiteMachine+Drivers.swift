// Who comes, waits, gets a bay and leaves it.
extension SiteMachine {
    mutating func expectNext() {
        coming = source.next()
        guard let coming else { return }
        queue.push(SiteEvent.arrival.word, at: coming.arrived)
    }

    mutating func arrive() {
        guard let visit = coming else { return }
        expectNext()
        arrive(visit)
    }

    private mutating func arrive(_ visit: Visit) {
        guard users.come(visit) else { return }
        // Drivers who wait come before those who have just arrived.
        if line.isEmpty, let bay = bay(for: visit) { return park(visit, in: bay) }
        guard line.takes(visit) else {
            turnAway(visit, .balked)
            return go(visit.user)
        }
        line.join(visit)
        step.waiting += 1
        queue.push(SiteEvent.patienceEnds(visit: visit.index).word, at: visit.patienceEnds)
    }

    mutating func giveUp(_ index: Int32) {
        guard let visit = line.giveUp(index) else { return }
        step.waiting -= 1
        turnAway(visit, .reneged)
        go(visit.user)
    }

    /// A driver is gone; it may be that he should be back already.
    private mutating func go(_ user: Int32) {
        if let visit = users.go(user, at: now) { arrive(visit) }
    }

    private mutating func bay(for visit: Visit) -> Int? {
        guard visit.place < 0 else { return bays.take(Int(visit.place)) }
        var choice = source.stream(for: visit, .bay)
        return bays.takePlace(using: &choice)
    }

    private mutating func park(_ visit: Visit, in bay: Int) {
        let plug = layout.plug(of: visit.vehicle, in: bay)
        let departure = visit.departs(takingBayAt: now)
        cars[bay] = ParkedCar(
            visit: visit,
            charge: Charge(of: visit.vehicle, wanting: visit.demandMilliwattHours, at: plug),
            waited: now - visit.arrived,
            plugged: now + visit.plugsAfter,
            departs: departure
        )
        step.occupied += 1
        if let departure {
            queue.push(SiteEvent.departs(bay: bay, visit: visit.index).word, at: departure)
        }
        let ready = now + visit.plugsAfter + visit.identifiesAfter
        let starts = max(ready, visit.waitsUntil, ready + visit.vehicle.waits)
        guard starts > now else { return begin(bay) }
        queue.push(SiteEvent.begins(bay: bay, visit: visit.index).word, at: starts)
    }

    /// The car has been plugged in and may charge.
    mutating func begin(_ bay: Int) {
        guard cars[bay].stopped == nil else { return }
        cars[bay].started = now
        ask(for: bay)
    }

    /// The driver ends it.
    mutating func depart(_ bay: Int) {
        guard cars[bay].stopped == nil else { return }
        let visit = cars[bay].visit.index
        let pause = cars[bay].visit.unplugsAfter
        let wasCharging = cars[bay].isCharging
        cars[bay].stopped = now
        if wasCharging { endAsking(bay) }
        generations[bay] &+= 1
        guard pause > .zero else { return leave(bay) }
        queue.push(SiteEvent.leaves(bay: bay, visit: visit).word, at: now + pause)
    }

    mutating func leave(_ bay: Int) {
        let car = cars[bay]
        cars[bay] = .nobody
        step.occupied -= 1
        tell(car, of: bay)
        bays.leave(bay)
        if let next = line.next() {
            guard let place = self.bay(for: next) else {
                preconditionFailure("a free bay is taken")
            }
            step.waiting -= 1
            park(next, in: place)
        }
        go(car.visit.user)
    }

    /// The car has what it wants: a driver who only waits for that will go.
    mutating func departWhenFull(_ bay: Int) {
        guard case .whenFull(let pause) = cars[bay].visit.leaving else { return }
        guard pause > .zero else { return depart(bay) }
        let event = SiteEvent.departs(bay: bay, visit: cars[bay].visit.index)
        queue.push(event.word, at: now + pause)
    }
}
