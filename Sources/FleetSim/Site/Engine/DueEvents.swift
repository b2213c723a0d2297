/// What is due at one moment: by rank, and else in the order in which it came.
struct DueEvents {
    /// Places are used again and not given back: emptying an array costs more than most events.
    private var words: [UInt64] = []
    private var first = 0
    private var end = 0

    var isEmpty: Bool { first == end }

    mutating func add(_ word: UInt64) {
        if end == words.count { words.append(word) } else { words[end] = word }
        var index = end
        end += 1
        let rank = SiteEvent.rank(of: word)
        while index > first, SiteEvent.rank(of: words[index - 1]) > rank {
            words.swapAt(index, index - 1)
            index -= 1
        }
        assert(
            index == first || SiteEvent.rank(of: words[index - 1]) <= rank,
            "what ranks lower comes later"
        )
    }

    mutating func next() -> UInt64? {
        guard first < end else {
            (first, end) = (0, 0)
            return nil
        }
        defer { first += 1 }
        return words[first]
    }
}

/// What a bay and its program want done, until it is done.
struct SiteOutput: FirmwareOutput {
    private var alarms: [BayAlarm] = []
    private var alarmCount = 0
    private var wakes: [SimTime] = []

    mutating func schedule(_ alarm: BayAlarm) {
        if alarmCount == alarms.count { alarms.append(alarm) } else { alarms[alarmCount] = alarm }
        alarmCount += 1
    }

    mutating func wake(bay: UInt8, at moment: SimTime) { wakes.append(moment) }

    /// The timer that was set last and is not taken yet.
    mutating func takeAlarm() -> BayAlarm? {
        guard alarmCount > 0 else { return nil }
        alarmCount -= 1
        assert(alarmCount <= alarms.count, "no more are set than there is room for")
        return alarms[alarmCount]
    }

    mutating func takeWake() -> SimTime? { wakes.popLast() }
}
