/// What draws at a node of a site beside EVs, and when whoever shares the power learns of it.
struct SiteLoad {
    /// The place of the node in the tree of limits.
    let node: Int
    /// What adds up there; what the sun feeds in is negative.
    let profiles: [LoadProfile]
    let meter: LoadMeter
    /// The change that is shown next.
    private var change = SimTime.zero

    init(node: Int, profiles: [LoadProfile], meter: LoadMeter) {
        self.node = node
        self.profiles = profiles
        self.meter = meter
    }

    /// What the meter shows by now.
    var shown: PerLine {
        profiles.reduce(PerLine.zero) { sum, profile in
            var sum = sum
            for line in Line.allCases { sum[line] += profile.load(at: change)[line] }
            return sum
        }
    }

    /// Goes on to the next change; gives when that is shown, nil when there is none.
    mutating func goOn() -> SimTime? {
        guard let next = profiles.compactMap({ $0.nextChange(after: change) }).min() else {
            return nil
        }
        change = next
        return meter.shows(changeAt: next)
    }
}

extension SiteMachine {
    /// The meter shows what draws beside EVs.
    mutating func look(at course: Int) {
        power?.setLoad(loads[course].shown, at: loads[course].node)
        isUnsettled = power != nil
        guard let next = loads[course].goOn() else { return }
        queue.push(SiteEvent.load(course: course).word, at: max(now, next))
    }
}
