/// What becomes of one site's drivers, bays and power over a span of time, as sums.
///
/// It is told each change of the site and each visit that is over, and keeps nothing that grows with
/// the length of the run. Means, shares and quantiles are worked out of it afterwards.
///
/// The time that is measured ends with `finish`. Visits are those who arrived within it: they are told
/// for as long as they last, so that long ones are not missing at its end.
package struct SiteTally: Equatable, Sendable {
    /// The numbers of waiting drivers that are told apart; the last stands for that many and more.
    private static let longestLine = 1_023

    package let bays: Int
    /// From when on the site is measured.
    package let begin: SimTime
    /// Until when it was measured.
    package private(set) var end: SimTime
    private var isFinished = false
    private var current: SiteState

    // Times, in nanoseconds: for each number of occupied or charging bays, of waiting drivers.
    package private(set) var occupied: [Int64]
    package private(set) var charging: [Int64]
    package private(set) var waiting: [Int64] = [0]
    /// How long any limit held a car back.
    package private(set) var boundNanoseconds: Int64 = 0
    /// For each node of the tree, how long it held a car back, and what it kept from cars.
    package private(set) var bindingNanoseconds: [Int64]
    package private(set) var heldBackAtNode: [EnergySum]
    package private(set) var heldBack = EnergySum()
    package private(set) var delivered = EnergySum()
    /// For how many nanoseconds each power in watts was drawn.
    package private(set) var loadDuration = Histogram()
    package private(set) var peakMilliwatts: Int64 = 0
    /// The highest means of one, fifteen and thirty minutes.
    package private(set) var windows: [WindowPeak]
    /// Power and bays over the hours of the day.
    package private(set) var day: DayTally
    /// The highest current of each line, in milliamperes.
    package private(set) var peakMilliamperes: [Int64] = [0, 0, 0]
    /// By how many milliamperes two lines differed at most, and that times nanoseconds.
    package private(set) var maximumUnbalance: Int64 = 0
    package private(set) var unbalanceSum: Int128 = 0

    package var visits: VisitTally

    /// A site that is measured from a moment on, by the clock on its wall.
    package init(
        bays: Int,
        nodes: Int = 1,
        from begin: SimTime = .zero,
        clock: LocalClock = LocalClock(start: DateTime(unixMilliseconds: 0))
    ) {
        self.bays = bays
        self.begin = begin
        end = begin
        current = SiteState(time: .zero)
        occupied = Array(repeating: 0, count: bays + 1)
        charging = occupied
        bindingNanoseconds = Array(repeating: 0, count: min(max(nodes, 1), 64))
        heldBackAtNode = Array(repeating: EnergySum(), count: bindingNanoseconds.count)
        // Summer time puts the clock by whole windows.
        let ahead = SimDuration(nanoseconds: clock.local(begin) - begin.nanoseconds)
        windows = [1, 15, 30].map {
            WindowPeak(length: .seconds($0 * 60), from: begin, clockAtZero: ahead)
        }
        day = DayTally(clock: clock)
        visits = VisitTally(bays: bays)
    }

    package var span: SimDuration { end - begin }

    /// Notes what the site is like from a moment on; times do not fall.
    ///
    /// Of several states at one moment the last counts: what lasted no time was not drawn.
    package mutating func record(_ state: SiteState) {
        guard !isFinished else { return }
        assert(state.time >= current.time, "times do not fall")
        if state.time > end { account(until: state.time) }
        current = state
    }

    /// Notes a visit that is over; only one that arrived while the site was measured counts.
    package mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
        guard !isFinished || session.arrived < end else { return }
        // What its car drew is part of the site's load, whenever it came.
        if session.left ?? session.arrived >= begin { visits.noteLoad(account) }
        if session.arrived >= begin { visits.record(session, account) }
    }

    /// Ends the time that is measured: the last state lasted until then.
    package mutating func finish(at time: SimTime) {
        if time > end { account(until: time) }
        current.time = end
        isFinished = true
    }
}

extension SiteTally {
    private mutating func account(until time: SimTime) {
        let nanoseconds = time.nanoseconds - end.nanoseconds
        assert(nanoseconds > 0, "a site is measured forward")
        countBays(for: nanoseconds)
        countPower(until: time, nanoseconds)
        countLines(for: nanoseconds)
        day.add(current, from: end, until: time)
        if current.heldBackMilliwatts > 0 || current.bindingNodes != 0 {
            countLimits(for: nanoseconds)
        }
        end = time
    }

    private mutating func countBays(for nanoseconds: Int64) {
        assert(current.charging <= current.occupied, "a bay that charges is occupied")
        assert(0...bays ~= Int(current.occupied), "no more bays are occupied than there are")
        assert(current.waiting >= 0, "a line is not shorter than empty")
        occupied[min(Int(current.occupied), bays)] += nanoseconds
        charging[min(Int(current.charging), bays)] += nanoseconds
        let line = min(Int(current.waiting), Self.longestLine)
        while line >= waiting.count { waiting.append(0) }
        waiting[line] += nanoseconds
    }

    private mutating func countPower(until time: SimTime, _ nanoseconds: Int64) {
        let power = current.milliwatts
        assert(power >= 0, "cars draw and do not feed")
        peakMilliwatts = max(peakMilliwatts, power)
        delivered.add(power, for: nanoseconds)
        loadDuration.record(power / 1_000, times: Int(nanoseconds))
        for index in windows.indices { windows[index].add(power, from: end, until: time) }
    }

    private mutating func countLines(for nanoseconds: Int64) {
        let (l1, l2, l3) = (current.l1, current.l2, current.l3)
        peakMilliamperes[0] = max(peakMilliamperes[0], l1)
        peakMilliamperes[1] = max(peakMilliamperes[1], l2)
        peakMilliamperes[2] = max(peakMilliamperes[2], l3)
        let difference = max(l1, l2, l3) - min(l1, l2, l3)
        maximumUnbalance = max(maximumUnbalance, difference)
        unbalanceSum += Int128(difference) * Int128(nanoseconds)
    }

    private mutating func countLimits(for nanoseconds: Int64) {
        assert(current.heldBackMilliwatts >= 0, "limits take, and do not give")
        heldBack.add(current.heldBackMilliwatts, for: nanoseconds)
        var nodes = current.bindingNodes
        if nodes != 0 { boundNanoseconds += nanoseconds }
        while nodes != 0 {
            let node = min(nodes.trailingZeroBitCount, bindingNanoseconds.count - 1)
            nodes &= nodes - 1
            bindingNanoseconds[node] += nanoseconds
            heldBackAtNode[node].add(current.heldBackMilliwatts, for: nanoseconds)
        }
    }
}

/// Power times time, summed without loss.
package struct EnergySum: Equatable, Sendable {
    private var milliwattNanoseconds: Int128 = 0

    package init() {}

    mutating func add(_ milliwatts: Int64, for nanoseconds: Int64) {
        assert(nanoseconds >= 0, "power is drawn forward in time")
        milliwattNanoseconds += Int128(milliwatts) * Int128(nanoseconds)
    }

    package var milliwattHours: Int64 { Int64(milliwattNanoseconds / 3_600_000_000_000) }
}
