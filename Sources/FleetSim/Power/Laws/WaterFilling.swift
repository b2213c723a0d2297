/// Raises everybody to one level, until each is stopped by what it asks for or by a limit.
///
/// The level counts whole milliamperes, so the result is exact: where a car is below what it
/// asks for, one of its limits has no milliampere left, and no car there is above it by more than
/// one. The odd milliamperes go to the first members.
struct WaterFilling {
    struct Member {
        /// Its terms in the supply.
        var terms: Range<Int>
        /// What it has whatever the level.
        var low: Int64
        /// What it asks for, no less.
        var high: Int64
    }

    private enum State {
        /// At its low, above the level.
        case held
        case rising
        case settled
    }

    private let members: [Member]
    private let supply: SiteSupply
    /// The members of each row.
    private let rows: RowMembers
    private let byLow: [Int]
    private let byHigh: [Int]
    private var states: [State]
    private var currents: [Int64]
    /// What each row carries of those that are held or settled, and what a step of the level adds.
    private var bases: [Phasor]
    private var rates: [Phasor]
    /// What the steps above a level add, while it is being decided who takes one.
    private var steps: [Phasor]
    /// The rows by the level at which they have no room; what a row says may be too early.
    private var tight = LevelHeap()
    /// Rows whose level may have come down.
    private var touched: MarkedRows
    /// Those in full rows, while it is being decided who takes a step.
    private var candidates: [Int] = []
    private var nextLow = 0
    private var nextHigh = 0

    /// All that is drawn with the members at their low must be within the limits.
    init(_ members: [Member], on drawn: Drawn) {
        assert(members.allSatisfy { $0.low <= $0.high }, "each asks for no less than it has")
        self.members = members
        supply = drawn.supply
        rows = RowMembers(members.map(\.terms), in: supply)
        byLow = Self.order(members) { $0.low }
        byHigh = Self.order(members) { $0.high }
        states = Array(repeating: .held, count: members.count)
        currents = members.map(\.low)
        bases = drawn.sums
        rates = Array(repeating: .zero, count: supply.rows.count)
        steps = rates
        touched = MarkedRows(count: supply.rows.count)
        for member in members {
            for termIndex in member.terms {
                let term = supply.term(termIndex)
                bases[Int(term.row)] += term.addition * member.low
            }
        }
        assert(
            zip(bases, supply.rows).allSatisfy { $0.isWithin($1.bound) },
            "what they have is there"
        )
    }

    /// The indices of members from the lowest to the highest; those that are alike in their order.
    private static func order(_ members: [Member], by current: (Member) -> Int64) -> [Int] {
        // One number, of current and index, is sorted in fewer instructions than pairs are.
        var keys = members.indices.map { index in
            let current = current(members[index])
            assert(
                0...Phasor.maximumMilliamperes ~= current && index >> 31 == 0,
                "each has its bits"
            )
            return Int(current) << 31 | index
        }
        keys.sort()
        for index in keys.indices { keys[index] &= 0x7FFF_FFFF }
        return keys
    }

    /// What each member gets.
    mutating func levels() -> [Int64] {
        var level: Int64 = 0
        while let change = nextChange() {
            forecast(from: level)
            assert(change >= level, "the level rises")
            if let limit = tightest(), limit < change {
                level = limit
                stopAtLimits(level)
            } else {
                level = change
                join(level)
                stopTheContent(level)
            }
        }
        assert(states.allSatisfy { $0 == .settled }, "each is stopped by its wish or by a limit")
        return currents
    }

    /// The level at which a car joins or has what it asks for; nil when all are settled.
    private mutating func nextChange() -> Int64? {
        while nextHigh < byHigh.count, states[byHigh[nextHigh]] == .settled { nextHigh += 1 }
        guard nextHigh < byHigh.count else { return nil }
        let high = members[byHigh[nextHigh]].high
        return nextLow < byLow.count ? min(high, members[byLow[nextLow]].low) : high
    }

    private mutating func join(_ level: Int64) {
        while nextLow < byLow.count, members[byLow[nextLow]].low <= level {
            let index = byLow[nextLow]
            nextLow += 1
            guard !isShutOut(index, at: level) else {
                settle(index, at: level)
                continue
            }
            states[index] = .rising
            for termIndex in members[index].terms {
                let term = supply.term(termIndex)
                bases[Int(term.row)] -= term.addition * members[index].low
                rates[Int(term.row)] += term.addition
                touched.mark(term.row)
            }
        }
    }

    /// Whether a limit without angles has no room for any step of this member, now or later.
    private func isShutOut(_ index: Int, at level: Int64) -> Bool {
        members[index].terms.contains { termIndex in
            let term = supply.term(termIndex)
            let row = supply.rows[Int(term.row)]
            let sum = bases[Int(term.row)].real + rates[Int(term.row)].real * level
            return !row.isPhasor && row.bound - sum < term.addition.real
        }
    }

    private mutating func stopTheContent(_ level: Int64) {
        while nextHigh < byHigh.count, members[byHigh[nextHigh]].high <= level {
            if states[byHigh[nextHigh]] == .rising { settle(byHigh[nextHigh], at: level) }
            nextHigh += 1
        }
    }

    private mutating func settle(_ index: Int, at level: Int64) {
        assert(states[index] != .settled, "a car is settled once")
        assert(
            members[index].low...members[index].high ~= level,
            "no car gets more than it asks for"
        )
        let wasRising = states[index] == .rising
        states[index] = .settled
        currents[index] = level
        guard wasRising else { return }
        for termIndex in members[index].terms {
            let term = supply.term(termIndex)
            bases[Int(term.row)] += term.addition * level
            rates[Int(term.row)] -= term.addition
            // In a sum without angles the others only gain room.
            if supply.rows[Int(term.row)].isPhasor { touched.mark(term.row) }
        }
    }

    // MARK: Limits

    /// The highest level that a row allows, for it allows this one.
    private func reach(of row: Int32, from level: Int64) -> Int64 {
        let row = Int(row)
        guard let highest = byHigh.last.map({ members[$0].high }), rates[row] != .zero else {
            return .max
        }
        let maximum = highest - level
        let sum = bases[row] + rates[row] * level
        let room = Drawn.room(from: sum, rates[row], supply.rows[row], upTo: maximum)
        return room == maximum ? .max : level + room
    }

    private mutating func forecast(from level: Int64) {
        for row in touched.takeAll() {
            let reach = reach(of: row, from: level)
            if reach < .max { tight.insert(row, at: reach) }
        }
    }

    /// The level at which the first row has no room for another step.
    private mutating func tightest() -> Int64? {
        while let (row, level) = tight.first {
            // Those that have stopped since may have left it room.
            let reach = reach(of: row, from: level)
            if reach == level { return level }
            tight.removeFirst()
            if reach < .max { tight.insert(row, at: reach) }
        }
        return nil
    }

    /// Lets those take one more step for whom there is room, and settles the others.
    private mutating func stopAtLimits(_ level: Int64) {
        candidates.removeAll(keepingCapacity: true)
        while tightest() == level, let (row, _) = tight.first {
            tight.removeFirst()
            touched.mark(row)
            for entry in rows.members(of: row) where states[Int(entry.member)] == .rising {
                candidates.append(Int(entry.member))
            }
        }
        candidates.sort()
        var last = -1
        var hasStopped = false
        for index in candidates.indices where candidates[index] != last {
            last = candidates[index]
            guard !takeStep(last, above: level) else { continue }
            settle(last, at: level)
            hasStopped = true
        }
        precondition(hasStopped, "a limit without room for a step stops a car")
        for index in candidates.indices {
            for termIndex in members[candidates[index]].terms {
                steps[Int(supply.term(termIndex).row)] = .zero
            }
        }
    }

    /// Whether there is room for a step beside those that others took of this level.
    private mutating func takeStep(_ index: Int, above level: Int64) -> Bool {
        let terms = members[index].terms
        for termIndex in terms {
            let term = supply.term(termIndex)
            let row = Int(term.row)
            let sum = bases[row] + rates[row] * level + steps[row] + term.addition
            guard sum.isWithin(supply.rows[row].bound) else { return false }
        }
        for termIndex in terms {
            let term = supply.term(termIndex)
            steps[Int(term.row)] += term.addition
        }
        return true
    }
}
