import Glibc

/// A figure that was observed, at equal steps of time around the moment in question.
package struct ObservedSeries: Sendable {
    package enum Origin: Sendable {
        /// A source of the scenario.
        case observed
        /// What the simulator asked of the CSMS: it counts where it rose.
        case load
        /// By how much the simulator was late.
        case lag
    }

    package var source: String
    package var name: String
    package var labels: String
    package var origin: Origin
    package var values: [Double?]

    package init(
        source: String,
        name: String,
        labels: String = "",
        origin: Origin = .observed,
        values: [Double?]
    ) {
        (self.source, self.name, self.labels) = (source, name, labels)
        (self.origin, self.values) = (origin, values)
    }
}

/// A figure that moved with what broke.
package struct Suspect: Equatable, Sendable {
    package var source: String
    package var name: String
    package var labels: String
    package var shift: LevelShift
    /// From 0 to 1: how far it moved, how plainly, and how near in time.
    package var weight: Double
    /// Whether it is the simulator that was late: then nothing else can be told.
    package var isSimulator = false
}

/// Ranks what moved when a figure of the run broke its bound.
package enum Suspects {
    /// Steps before and after the break that are looked at.
    package static let before = 60
    package static let after = 20
    /// A short trouble is over before that, and shows in fewer.
    private static let shortAfter = 8
    /// What moved less plainly, or by less than a tenth, did not.
    private static let leastSeparation = 0.6
    private static let leastMagnitude = 0.1
    /// What moves as much later as this is what followed from it.
    private static let latest = 2
    private static let decay = 5.0
    private static let ofFallingRate = 0.5
    private static let ofLoneMover = 1.1

    /// When a figure went beyond a bound and stayed there, or else where it rose most.
    package static func moment(
        of values: [Double?],
        beyond bound: Double?,
        in span: Range<Int>
    ) -> Int? {
        let span = span.clamped(to: values.indices)
        if let bound, let first = firstBeyond(values, bound, in: span) {
            // It rose before it reached the bound.
            let part = max(0, first - before)..<min(values.count, first + after)
            guard let shift = LevelShift.strongest(values, in: part),
                (first - shift.onset).magnitude <= before / 2, shift.after > shift.before
            else { return first }
            return min(shift.onset, first)
        }
        var best: (weight: Double, onset: Int)?
        for middle in stride(from: span.lowerBound, to: span.upperBound, by: max(1, after / 2)) {
            let part = max(0, middle - before)..<min(values.count, middle + after)
            guard let shift = LevelShift.strongest(values, in: part), shift.after > shift.before,
                shift.separation >= leastSeparation
            else { continue }
            let weight = shift.magnitude * shift.separation
            if weight > best?.weight ?? leastRise { best = (weight, shift.onset) }
        }
        return best?.onset
    }

    private static let longLasting = 3.0

    /// Without a bound only what rose by half counts.
    private static let leastRise = 0.4

    /// Beyond it in three steps of five that are known, from that step on.
    ///
    /// Calls that took three seconds have lasted for as many steps when they are known.
    private static func firstBeyond(
        _ values: [Double?],
        _ bound: Double,
        in span: Range<Int>
    ) -> Int? {
        span.first { place in
            guard let value = values[place], value > bound else { return false }
            if value >= longLasting { return true }
            let next = values[place..<min(place + 5, values.count)].compactMap(\.self)
            return next.count { $0 > bound } >= min(3, next.count)
        }
    }

    /// What moved, the likeliest first.
    ///
    /// What broke is told by calls that have ended, and a call that takes longer ends later: `lead` is
    /// by how many steps a figure may have moved before it.
    package static func rank(
        _ series: [ObservedSeries],
        around moment: Int,
        lead: Int,
        tolerance: Double
    ) -> [Suspect] {
        var suspects: [Suspect] = []
        for figure in series {
            guard let suspect = suspect(figure, moment, lead, tolerance) else { continue }
            suspects.append(suspect)
        }
        let moved = suspects
        for place in suspects.indices where movedAlone(suspects[place], among: series, moved) {
            suspects[place].weight = min(1, suspects[place].weight * ofLoneMover)
        }
        suspects.sort { one, other in
            if one.isSimulator != other.isSimulator { return one.isSimulator }
            if one.weight != other.weight { return one.weight > other.weight }
            return (one.source, one.name, one.labels) < (other.source, other.name, other.labels)
        }
        // Several figures of one metric tell one thing.
        var told: Set<String> = []
        return suspects.filter {
            told.insert("\($0.source)\n\(metric($0.name))\n\($0.labels)").inserted
        }
    }

    /// Whether it is one of several of a kind, such as workers, of which most stayed as they were: that says where
    /// to look.
    private static func movedAlone(
        _ suspect: Suspect,
        among series: [ObservedSeries],
        _ moved: [Suspect]
    ) -> Bool {
        let others = series.count {
            $0.source == suspect.source && $0.name == suspect.name && $0.labels != suspect.labels
        }
        let othersMoved = moved.count {
            $0.source == suspect.source && $0.name == suspect.name && $0.labels != suspect.labels
        }
        return others > 0 && 2 * othersMoved < others
    }

    private static func suspect(
        _ figure: ObservedSeries,
        _ moment: Int,
        _ lead: Int,
        _ tolerance: Double
    ) -> Suspect? {
        // What calls tell only when they end may be over by then.
        let shifts = [after, shortAfter, 0].compactMap { after in
            LevelShift.strongest(figure.values, in: moment - before..<moment + after + 1)
        }
        // Work that is not done any more followed from what held it up.
        let isRate = figure.name.hasPrefix("rate(")
        let weighed = shifts.map { shift in
            let factor = isRate && shift.after < shift.before ? Self.ofFallingRate : 1
            return (shift: shift, weight: factor * weight(of: shift, moment, lead))
        }
        guard let best = weighed.max(by: { $0.weight < $1.weight }) else { return nil }
        var suspect = Suspect(
            source: figure.source,
            name: figure.name,
            labels: figure.labels,
            shift: best.shift,
            weight: best.weight
        )
        switch figure.origin {
        case .lag:
            let near = max(0, moment - lead)..<min(figure.values.count, moment + latest + 3)
            let worst = near.isEmpty ? nil : figure.values[near].compactMap(\.self).max()
            guard let worst, worst >= tolerance else { return nil }
            suspect.isSimulator = true
            suspect.shift.after = max(suspect.shift.after, worst)
            return suspect
        case .load where best.shift.after < best.shift.before: return nil
        case .load, .observed:
            let isPlain =
                best.shift.separation >= leastSeparation && best.shift.magnitude >= leastMagnitude
            return isPlain && best.weight > 0.01 ? suspect : nil
        }
    }

    private static func weight(of shift: LevelShift, _ moment: Int, _ lead: Int) -> Double {
        let late = max(shift.onset - moment - latest, 0)
        let early = max(moment - lead - shift.onset, 0)
        let nearness = exp(-Double(late + early) / decay)
        let magnitude = shift.magnitude / (shift.magnitude + 0.5)
        return shift.separation * shift.separation * magnitude * nearness
    }

    /// The metric that a figure is of: `p99(query_seconds)` and `rate(query_seconds)` are of one.
    private static func metric(_ name: String) -> Substring {
        guard let open = name.firstIndex(of: "("), name.last == ")" else { return name[...] }
        return name[name.index(after: open)...].dropLast()
    }
}
