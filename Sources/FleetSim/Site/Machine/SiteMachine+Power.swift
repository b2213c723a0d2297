// What cars ask for, what they get and what they draw of it.
//
// Cars are changed where they stand: a copy of one costs more than most of what is done here.
extension SiteMachine {
    /// A car begins to charge.
    mutating func ask(for bay: Int) {
        guard !cars[bay].charge.isDone else { return departWhenFull(bay) }
        guard electricity != nil else {
            cars[bay].offerAll()
            return draw(bay)
        }
        // Until it is given something it misses all that it could take.
        count(bay)
        tell(bay)
    }

    /// A car asks for nothing more.
    mutating func endAsking(_ bay: Int) {
        cars[bay].offered = 0
        cars[bay].charge.draw(0, from: now)
        count(bay)
        tell(bay)
    }

    /// Shares out anew, and has cars draw what they are given.
    mutating func settle() {
        guard let round = electricity?.share(at: now) else { return }
        if let next = round.next, let generation = electricity?.generation {
            queue.push(SiteEvent.share(generation: generation).word, at: max(now, next))
        }
        for change in round.changes { offer(change.milliamperes, to: change.station) }
        let binding = step.heldBackMilliwatts > 0 ? electricity?.sharing.bindingNodes : 0
        step.bindingNodes = binding ?? 0
    }

    private mutating func offer(_ milliamperes: Int64, to bay: Int) {
        guard cars[bay].asks else { return }
        let before = cars[bay].offered
        let reaction = cars[bay].visit.vehicle.reacts
        cars[bay].offered = milliamperes
        // It follows a fall at once, so that no limit is exceeded, and a raise when it gets to it.
        guard milliamperes > before, reaction > .zero else { return draw(bay) }
        generations[bay] &+= 1
        let event = SiteEvent.follows(bay: bay, generation: generations[bay])
        queue.push(event.word, at: now + reaction)
        // Meanwhile it goes on as before, which may end by itself.
        turnLater(bay)
    }

    /// Has a car draw what it is offered, and looks again when that changes by itself.
    mutating func draw(_ bay: Int) {
        let worth = cars[bay].charge.plug.worth
        // The sharing law is told when a battery takes an ampere less than before.
        cars[bay].charge.draw(
            cars[bay].offered,
            from: now,
            telling: electricity == nil ? nil : Self.tellingMilliamperes * worth
        )
        generations[bay] &+= 1
        turnLater(bay)
        guard !cars[bay].charge.isDone else { return fill(bay) }
        count(bay)
        tell(bay)
    }

    private static var tellingMilliamperes: Int64 { 1_000 }

    private mutating func turnLater(_ bay: Int) {
        guard let turn = cars[bay].charge.changes else { return }
        let event = SiteEvent.turns(bay: bay, generation: generations[bay])
        queue.push(event.word, at: turn)
    }

    /// The car has what it wants, or takes no more.
    private mutating func fill(_ bay: Int) {
        cars[bay].offered = 0
        count(bay)
        tell(bay)
        departWhenFull(bay)
    }

    /// Tells the sharing law what a car asks for and draws by now.
    private mutating func tell(_ bay: Int) {
        guard let isGreen = electricity?.follows(bay) else { return }
        let demand = cars[bay].asks ? cars[bay].demand(in: bay, goesByStated, at: now) : nil
        electricity?.take(
            demand,
            drawing: cars[bay].counted.milliamperes,
            of: isGreen ? cars[bay].visit.token.share : 0,
            at: bay,
            now: now
        )
    }

    /// Keeps the site's sums in step with what a car draws and misses.
    private mutating func count(_ bay: Int) {
        let change = cars[bay].count(at: now)
        step.milliwatts += change.milliwatts
        step.heldBackMilliwatts += change.heldBack
        step.charging += change.charging
        guard change.milliamperes != 0 else { return }
        for line in layout.bays[bay].rotation.lines.prefix(Int(cars[bay].charge.plug.phases)) {
            step.add(change.milliamperes, on: line)
        }
    }
}

extension SiteStep {
    mutating func add(_ milliamperes: Int64, on line: Line) {
        switch line {
        case .l1: l1 += milliamperes
        case .l2: l2 += milliamperes
        case .l3: l3 += milliamperes
        }
    }
}
