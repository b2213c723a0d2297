import Glibc

/// A figure that moved with what broke.
package struct Suspect: Equatable, Sendable {
    package var source: String
    package var name: String
    package var labels: String
    package var shift: LevelShift
    /// From 0 to 1: how far it moved, how plainly, how near in time, and whether it can be a cause.
    package var weight: Double
    /// Whether it is the simulator that was late: then nothing else can be told.
    package var isSimulator = false
}

/// Ranks what moved when a figure of the run broke its bound.
package enum Suspects {
    /// Steps before and after the break that are looked at.
    package static let before = 80
    package static let after = 30

    /// What moves as much later than the break is what followed from it, and as much earlier has to do with
    /// something else; both count the less the further away.
    private static let (earliest, latest) = (2, 2)
    private static let (furthestEarly, furthestLate) = (12, 10)
    private static let decay = 5.0
    /// Causes come before what follows from them, if only by a little.
    private static let perStep = 0.99

    /// What moved by less than a tenth did not.
    private static let minimumMagnitude = 0.1
    private static let minimumSeparation = 0.6
    private static let minimumWeight = 0.01

    /// By what the weight of a figure is multiplied that is likelier to follow from something than to cause it.
    private enum Factor {
        /// Less work is done, or it takes less long.
        static let lessWork = 0.5
        /// A part of it rose as well, and enough to be why.
        static let whole = 0.6
        /// How many there are at a moment follows from how long each takes.
        static let number = 0.85
        /// Of most things there are fewer because something else went wrong.
        static let less = 0.75
        /// It alone of several of its kind, such as workers, has moved: that says where to look.
        static let alone = 1.15
    }

    /// What moved, the likeliest first.
    package static func rank(_ series: [ObservedSeries], around moment: BreakMoment) -> [Suspect] {
        var moved: [Mover] = []
        for figure in series {
            guard let mover = mover(figure, moment) else { continue }
            moved.append(mover)
        }
        let wholes = Wholes(moved.map { ($0.figure, $0.suspect.shift) }, among: series)
        for index in moved.indices {
            let figure = moved[index].figure
            guard figure.origin == .observed else { continue }
            if wholes.contains(index) { moved[index].suspect.weight *= Factor.whole }
            if movedAlone(figure, among: series, moved) {
                moved[index].suspect.weight *= Factor.alone
            }
            moved[index].suspect.weight = min(1, moved[index].suspect.weight)
        }
        var suspects = moved.map(\.suspect).filter { $0.weight > minimumWeight }
        suspects.sort { one, other in
            if one.isSimulator != other.isSimulator { return one.isSimulator }
            if one.weight != other.weight { return one.weight > other.weight }
            // Of two queues the longer one.
            let rises = (one.shift.after - one.shift.before, other.shift.after - other.shift.before)
            if rises.0 != rises.1 { return rises.0 > rises.1 }
            return (one.source, one.name, one.labels) < (other.source, other.name, other.labels)
        }
        // Several figures of one metric tell one thing.
        var told: Set<String> = []
        return suspects.filter {
            let metric = ObservedSeries.parts(of: $0.name).metric
            return told.insert("\($0.source)\n\(metric)\n\($0.labels)").inserted
        }
    }

    private struct Mover {
        var figure: ObservedSeries
        var suspect: Suspect
    }

    private static func mover(_ figure: ObservedSeries, _ moment: BreakMoment) -> Mover? {
        guard figure.origin != .lag else { return lateSimulator(figure, moment) }
        // What moved still earlier is looked for too, so that it is not taken for something later.
        let first = moment.due - furthestEarly
        let onsets = max(0, first - furthestEarly)..<(moment.moment + furthestLate + 1)
        guard let shift = LevelShift.plainest(figure.values, from: onsets), shift.onset >= first,
            shift.separation >= minimumSeparation, shift.magnitude >= minimumMagnitude
        else { return nil }
        // Load that fell is not what the CSMS suffers from.
        guard figure.origin == .observed || shift.rises else { return nil }
        let weight = weight(of: shift, figure, moment)
        return Mover(figure: figure, suspect: suspect(figure, shift, weight))
    }

    private static func lateSimulator(_ figure: ObservedSeries, _ moment: BreakMoment) -> Mover? {
        guard moment.isExplained(by: figure.values) else { return nil }
        let near = max(0, moment.moment - 1)..<min(moment.moment + 6, figure.values.count)
        let earlier = max(0, moment.due - before)..<max(0, moment.due)
        let usual = LevelShift.median(figure.values[earlier].compactMap(\.self)[...])
        let shift = LevelShift(
            onset: moment.moment,
            before: usual,
            after: figure.values[near].compactMap(\.self).max() ?? usual,
            separation: 1
        )
        var suspect = suspect(figure, shift, 1)
        suspect.isSimulator = true
        return Mover(figure: figure, suspect: suspect)
    }

    private static func suspect(
        _ figure: ObservedSeries,
        _ shift: LevelShift,
        _ weight: Double
    ) -> Suspect {
        Suspect(
            source: figure.source,
            name: figure.name,
            labels: figure.labels,
            shift: shift,
            weight: weight
        )
    }

    private static func weight(
        of shift: LevelShift,
        _ figure: ObservedSeries,
        _ moment: BreakMoment
    ) -> Double {
        let late = max(shift.onset - moment.moment - latest, 0)
        let early = max(moment.due - earliest - shift.onset, 0)
        let nearness = exp(-Double(late + early) / decay)
        let order = pow(perStep, Double(max(0, min(shift.onset - moment.due + earliest, 10))))
        // A queue grows much faster than the load that it comes from.
        let half = figure.origin == .load ? 0.1 : 0.5
        let magnitude = shift.magnitude / (shift.magnitude + half)
        let kind: Double =
            switch figure.kind {
            case .perSecond, .time: shift.rises ? 1 : Factor.lessWork
            case .number: shift.rises ? Factor.number : Factor.less
            case .bytes: 1
            }
        let weight = shift.separation * magnitude * nearness * order * kind
        assert(0...(1 + 1e-9) ~= weight, "each factor is a share, so their product is one")
        return weight
    }

    /// Whether it is one of several of a kind of which nearly all stayed as they were.
    private static func movedAlone(
        _ figure: ObservedSeries,
        among series: [ObservedSeries],
        _ moved: [Mover]
    ) -> Bool {
        func isSibling(_ other: ObservedSeries) -> Bool {
            other.source == figure.source && other.name == figure.name
                && other.labels != figure.labels
        }
        let others = series.count(where: isSibling)
        return others > 0 && 4 * moved.count { isSibling($0.figure) } <= others
    }
}

// When something broke.
extension Suspects {
    /// How much of a course is looked at before and after a step, for where it left its level.
    private static let (pastOfMoment, nextOfMoment) = (60, 20)
    private static let longLasting = 3.0
    /// How many steps a run begins with before there is anything to compare with.
    private static let beginning = 15
    /// Without a bound only what rose by half counts.
    private static let minimumRise = 0.4

    /// When a figure went beyond a bound for as long and as far as it did at most, or else where it rose most.
    package static func moment(
        of values: [Double?],
        beyond bound: Double?,
        in span: Range<Int>
    ) -> Int? {
        let span = span.clamped(to: values.indices)
        // What broke when it began has no past that it could be compared with: what broke later says more.
        let known = values.firstIndex { $0 != nil } ?? values.count
        let later = max(span.lowerBound, min(known + beginning, span.upperBound))..<span.upperBound
        if let bound,
            let time = worstTime(values, bound, in: later) ?? worstTime(values, bound, in: span)
        {
            // It rose before it reached the bound; where it was beyond it now and then before, it rose later.
            let end = max(time.upperBound, time.lowerBound + nextOfMoment)
            let part = max(0, time.lowerBound - pastOfMoment)..<min(values.count, end)
            guard let shift = LevelShift.strongest(values, in: part), shift.rises,
                shift.onset >= time.lowerBound - pastOfMoment / 2,
                shift.onset <= time.lowerBound || shift.after > bound
            else { return time.lowerBound }
            return shift.onset
        }
        var best: (weight: Double, onset: Int)?
        let stride = stride(from: span.lowerBound, to: span.upperBound, by: nextOfMoment / 2)
        for middle in stride {
            let part = max(0, middle - pastOfMoment)..<min(values.count, middle + nextOfMoment)
            guard let shift = LevelShift.strongest(values, in: part), shift.rises,
                shift.separation >= minimumSeparation
            else { continue }
            let weight = shift.magnitude * shift.separation
            if weight > best?.weight ?? minimumRise { best = (weight, shift.onset) }
        }
        return best?.onset
    }

    /// The time that did most to break the bound.
    ///
    /// A bound on a whole run is broken by all that was beyond it: a machine that is busy for two seconds is
    /// not what made it so if there were twenty more of something else later.
    private static func worstTime(
        _ values: [Double?],
        _ bound: Double,
        in span: Range<Int>
    ) -> Range<Int>? {
        var worst: (time: Range<Int>, excess: Double)?
        var time: (first: Int, last: Int, excess: Double)?
        for index in span {
            guard let value = values[index], value > bound else { continue }
            let excess = log(value / max(bound, .leastNormalMagnitude))
            if let open = time, index - open.last <= lookAhead {
                time = (open.first, index, open.excess + excess)
            } else if isBeyond(values, bound, at: index) {
                time = (index, index, excess)
            } else {
                continue
            }
            if let time, time.excess > worst?.excess ?? 0 {
                worst = (time.first..<time.last + 1, time.excess)
            }
        }
        return worst?.time
    }

    private static let lookAhead = 5

    /// Beyond it in three steps of five that are known, from that step on.
    ///
    /// Calls that took three seconds have lasted for as many steps when they are known.
    private static func isBeyond(_ values: [Double?], _ bound: Double, at index: Int) -> Bool {
        guard let value = values[index], value > bound else { return false }
        if value >= longLasting { return true }
        let next = values[index..<min(index + lookAhead, values.count)].compactMap(\.self)
        return next.count { $0 > bound } >= min(3, next.count)
    }
}
