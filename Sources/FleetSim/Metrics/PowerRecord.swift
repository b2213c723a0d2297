/// What flowed at one node of a site over a window: means over its length.
package struct PowerRecord: Equatable, Sendable {
    /// The index of the site, and of the node in its tree, the grid connection being the first.
    package var site: Int32
    package var node: Int32
    /// The least of its lines' limits; nil: it has none.
    package var limitMilliamperes: Int64?
    package var l1: Int64
    package var l2: Int64
    package var l3: Int64
    /// Negative where more is fed in than drawn.
    package var milliwatts: Int64
    /// What would have flowed without limits of the site.
    package var wantedMilliwatts: Int64

    static func precedes(_ one: PowerRecord, _ other: PowerRecord) -> Bool {
        (one.site, one.node) < (other.site, other.node)
    }
}

extension [PowerRecord] {
    /// Adds what flowed after it, each mean with the weight of its time.
    mutating func follow(with later: [PowerRecord], after: SimDuration, over: SimDuration) {
        guard !isEmpty else { return self = later }
        var byNode = 0
        for next in later {
            while byNode < count, PowerRecord.precedes(self[byNode], next) { byNode += 1 }
            guard byNode < count, !PowerRecord.precedes(next, self[byNode]) else { continue }
            self[byNode].follow(with: next, after: after, over: over)
        }
    }
}

extension PowerRecord {
    fileprivate mutating func follow(
        with later: PowerRecord,
        after: SimDuration,
        over: SimDuration
    ) {
        assert(site == later.site && node == later.node, "means of one node")
        assert(after >= .zero && over >= .zero, "a mean has the weight of its time")
        let spans = (Int128(after.nanoseconds), Int128(over.nanoseconds))
        func mean(_ figure: KeyPath<PowerRecord, Int64>) -> Int64 {
            let sum =
                Int128(self[keyPath: figure]) * spans.0
                + Int128(later[keyPath: figure]) * spans.1
            return Int64(sum / Swift.max(1, spans.0 + spans.1))
        }
        (l1, l2, l3) = (mean(\.l1), mean(\.l2), mean(\.l3))
        (milliwatts, wantedMilliwatts) = (mean(\.milliwatts), mean(\.wantedMilliwatts))
        limitMilliamperes = later.limitMilliamperes
    }
}

extension PowerRecord {
    init(_ row: SiteUsage.Row, site: Int) {
        self.site = Int32(site)
        node = Int32(row.node)
        limitMilliamperes = row.limit
        l1 = row.current.l1
        l2 = row.current.l2
        l3 = row.current.l3
        milliwatts = row.milliwatts
        wantedMilliwatts = row.wantedMilliwatts
    }
}
