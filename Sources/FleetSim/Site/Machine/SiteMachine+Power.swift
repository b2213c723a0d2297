// What cars ask for, what they get and what they draw of it.
extension SiteMachine {
    /// A car begins to charge.
    mutating func ask(for bay: Int) {
        guard let car = cars[bay] else { return }
        guard !car.charge.isDone else { return departWhenFull(bay) }
        guard power != nil else {
            cars[bay]?.offered = car.charge.plug.most
            return draw(bay)
        }
        let demand = demand(of: car, in: bay)
        cars[bay]?.told = demand.most
        power?.begin(demand)
        isUnsettled = true
        // Until it is given something it misses all that it could take.
        count(bay)
    }

    /// A car asks for nothing more.
    mutating func endAsking(_ bay: Int) {
        guard cars[bay]?.isCharging == true else { return }
        cars[bay]?.offered = 0
        cars[bay]?.charge.draw(0, from: now)
        power?.end(at: bay)
        isUnsettled = power != nil
        count(bay)
    }

    /// Shares out anew, and has cars draw what they are given.
    mutating func settle() {
        isUnsettled = false
        guard let round = power?.share(at: now) else { return }
        for change in round.changes { offer(change.milliamperes, to: change.station) }
        shareGeneration &+= 1
        if let next = round.next {
            queue.push(SiteEvent.share(generation: shareGeneration).word, at: next)
        }
        step.bindingNodes = step.heldBackMilliwatts > 0 ? power?.bindingNodes ?? 0 : 0
    }

    private mutating func offer(_ milliamperes: Int64, to bay: Int) {
        guard let car = cars[bay], car.asks else { return }
        cars[bay]?.offered = milliamperes
        // It follows a fall at once, so that no limit is exceeded, and a raise when it gets to it.
        guard milliamperes > car.offered, car.visit.vehicle.reacts > .zero else {
            return draw(bay)
        }
        generations[bay] &+= 1
        let event = SiteEvent.follows(bay: bay, generation: generations[bay])
        queue.push(event.word, at: now + car.visit.vehicle.reacts)
        // Meanwhile it goes on as before, which may end by itself.
        turnLater(bay)
    }

    /// Has a car draw what it is offered, and looks again when that changes by itself.
    mutating func draw(_ bay: Int) {
        guard let offered = cars[bay]?.offered, let worth = cars[bay]?.charge.plug.worth else {
            return
        }
        // Whoever shares is told when a battery takes an ampere less than before.
        cars[bay]?.charge.draw(
            offered,
            from: now,
            telling: power == nil ? nil : Self.tellingMilliamperes * worth
        )
        generations[bay] &+= 1
        turnLater(bay)
        guard cars[bay]?.charge.isDone == false else { return fill(bay) }
        count(bay)
        tell(need: bay)
    }

    /// What whoever shares the power knows of a car from the start.
    private func demand(of car: ParkedCar, in bay: Int) -> Demand {
        var demand = Demand(
            station: bay,
            phases: car.charge.plug.phases,
            most: car.charge.milliamperesAtMost,
            arrived: car.visit.arrived
        )
        if let departure = car.departs {
            demand.departs = goesByStated ? departure + car.visit.misstatement : departure
        }
        if power?.law.goesByNeed == true { demand.need = car.need(at: now) }
        demand.turn = .waits(since: now)
        return demand
    }

    /// Tells whoever shares the power what a car would take by now.
    private mutating func tell(need bay: Int) {
        // Whoever shares is changed where he is: bound to a name, he would be copied.
        guard let car = cars[bay], let goesByNeed = power?.law.goesByNeed else { return }
        let most = car.charge.milliamperesAtMost
        let hasChanged = most != car.told
        guard hasChanged || goesByNeed else { return }
        cars[bay]?.told = most
        let need = goesByNeed ? car.need(at: now) : .unknown
        power?.change(at: bay) { demand in
            demand.most = most
            demand.need = need
        }
        if hasChanged { isUnsettled = true }
    }

    private static var tellingMilliamperes: Int64 { 1_000 }

    private mutating func turnLater(_ bay: Int) {
        guard let turn = cars[bay]?.charge.changes else { return }
        let event = SiteEvent.turns(bay: bay, generation: generations[bay])
        queue.push(event.word, at: turn)
    }

    /// The car has what it wants, or takes no more.
    private mutating func fill(_ bay: Int) {
        cars[bay]?.offered = 0
        count(bay)
        power?.end(at: bay)
        isUnsettled = power != nil
        departWhenFull(bay)
    }

    /// Keeps the site's sums in step with what a car draws and misses.
    private mutating func count(_ bay: Int) {
        guard var car = cars[bay] else { return }
        let before = car.counted
        let charge = car.charge
        let level = charge.meanMilliwatts
        var after = ParkedCar.Draw()
        after.milliwatts = level
        after.milliamperes = charge.plug.worth > 0 ? level / charge.plug.worth : 0
        after.isCharging = level > 0
        if car.asks {
            after.heldBack = max(0, charge.milliwattsAtMost - charge.milliwatts)
        }
        car.missed.miss(after.heldBack, whileWaiting: car.offered == 0, from: now)
        car.counted = after
        car.mostMilliwatts = max(car.mostMilliwatts, charge.milliwatts)
        cars[bay] = car
        step.milliwatts += after.milliwatts - before.milliwatts
        step.heldBackMilliwatts += after.heldBack - before.heldBack
        step.charging += (after.isCharging ? 1 : 0) - (before.isCharging ? 1 : 0)
        let change = after.milliamperes - before.milliamperes
        for line in layout.bays[bay].rotation.lines.prefix(Int(charge.plug.phases)) {
            switch line {
            case .l1: step.l1 += change
            case .l2: step.l2 += change
            case .l3: step.l3 += change
            }
        }
    }
}
