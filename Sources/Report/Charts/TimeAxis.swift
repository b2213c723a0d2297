/// The time that all charts of a page have in common: its slots, and what is marked on it.
struct TimeAxis {
    /// Where each slot begins, and last where the last one ends; in microseconds.
    let edges: [Int]
    var phases: [PhaseSummary] = []
    var faults: [FaultSummary] = []
    /// The time of day at time zero, in microseconds; nil: moments are told from the start on.
    var clockAtZero: Int?

    var start: Int { edges.first ?? 0 }
    var end: Int { max(edges.last ?? 1, start + 1) }
    var slotCount: Int { max(edges.count - 1, 0) }

    /// From 0 at the start to 1 at the end.
    func share(_ time: Int) -> Double {
        min(max(Double(time - start) / Double(end - start), 0), 1)
    }

    func x(_ time: Int) -> Double { share(time) * Plot.width }

    var labels: [Plot.Label] {
        let times = TimeTicks.between(start, end)
        return times.map {
            Plot.Label(at: share($0), text: TimeTicks.label(of: $0, among: times), time: $0)
        }
    }

    /// A moment as people read it.
    func moment(_ time: Int) -> String { Figures.moment(microseconds: time) }

    /// Lines where phases end, and bands over the time of faults.
    var marks: [String] {
        let boundaries = phases.map(\.end).filter { $0 > start && $0 < end }
            .map { "M\(x($0).inSVG) 0V200" }.joined()
        let bands = shownFaults.map { fault in
            let left = x(fault.at)
            let right = max(x(fault.until ?? fault.at), left)
            return "M\(left.inSVG) 0H\(right.inSVG)V200H\(left.inSVG)Z"
        }.joined()
        return [
            boundaries.isEmpty ? "" : "<path class=\"boundary\" d=\"\(boundaries)\"/>",
            bands.isEmpty ? "" : "<path class=\"fault\" d=\"\(bands)\"/>",
        ].filter { !$0.isEmpty }
    }

    /// The names of phases where they begin, and the letters of faults.
    var notes: [String] {
        let names = phases.filter { $0.start < end }.map { phase in
            let left = share(phase.start)
            let width = share(phase.end) - left
            return """
                <i class="phase" style="left:\((left * 100).inSVG)%;\
                width:\((width * 100).inSVG)%">\(phase.name.inHTML)</i>
                """
        }
        let letters = shownFaults.enumerated().map { index, fault in
            """
            <i class="mark" data-t="\(fault.at)" \
            style="left:\((share(fault.at) * 100).inSVG)%">\(Self.letter(index))</i>
            """
        }
        return names + letters
    }

    /// Those that lie within the axis; more than letters are not told apart in a drawing.
    var shownFaults: [FaultSummary] {
        Array(faults.filter { $0.at >= start && $0.at < end }.prefix(26))
    }

    static func letter(_ index: Int) -> String {
        assert(index >= 0, "faults are counted from 0")
        return String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
    }
}
