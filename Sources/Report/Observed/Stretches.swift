/// Stretches of one length, over which a long run is followed.
///
/// Windows of a long run are put together as they age, and a percentile or a maximum lies the higher the more it is
/// of. So what is compared is of the same length throughout: that of the longest windows.
struct Stretches {
    let length: Int
    /// The numbers of those that are followed; each lies whole within what was asked for.
    private let indices: Range<Int>

    /// The first tenth of a run is not followed: things settle.
    private static let settling = 0.1
    /// Of fewer no trend is told.
    private static let fewest = 16

    /// By where windows begin, rising, and until when the run has come; nil: there is no window.
    init?(_ starts: [Int], in span: Span, until reached: Int) {
        let end = min(span.end, reached)
        let own = starts.filter { span.contains($0) && $0 < end }
        guard let first = own.first else { return nil }
        let windows = zip(own, own.dropFirst() + [end]).map { (start: $0, length: $1 - $0) }
        let lengths = windows.map(\.length).filter { $0 > 0 }.sorted()
        guard let longest = lengths.last else { return nil }
        let settled = first + Int(Double(end - first) * Self.settling)
        let coarse = Self.indices(from: settled, to: end, longest)
        guard coarse.count < Self.fewest else {
            (length, indices) = (longest, coarse)
            return
        }
        // Of a run that has only begun to put windows together, those are followed that still stand alone.
        let usual = lengths[lengths.count / 2]
        let alone = windows.last { $0.length > usual }.map { $0.start + $0.length } ?? settled
        length = usual
        indices = Self.indices(from: max(settled, alone), to: end, usual)
        assert(longest >= usual && usual > 0, "windows have a length")
    }

    private static func indices(from start: Int, to end: Int, _ length: Int) -> Range<Int> {
        let first = max(start, 0) / length + (max(start, 0) % length > 0 ? 1 : 0)
        return first..<max(first, end / length)
    }

    /// The one that a moment lies in; nil: none that is followed.
    func index(of moment: Int) -> Int? {
        guard moment >= 0, indices.contains(moment / length) else { return nil }
        return moment / length
    }

    func middle(of index: Int) -> Int { index * length + length / 2 }

    fileprivate func end(of index: Int) -> Int { (index + 1) * length }

    var hours: Double { Double(indices.count) * Double(length) / 3_600e6 }
}

/// The mean of a figure over each stretch, by how long its values held there.
///
/// Samples are kept when they change, so that many of them may stand for a moment and one for a minute.
struct StretchMeans {
    private let stretches: Stretches
    private var last: (at: Int, value: Double)?
    private var current: (index: Int, weighted: Double, time: Double)?
    /// By the middles of the stretches.
    private(set) var points: [(at: Int, value: Double)] = []

    init(_ stretches: Stretches) {
        self.stretches = stretches
    }

    /// Takes the samples in the order of their times; nil: from then on the figure is not known.
    mutating func add(_ at: Int, _ value: Double?) {
        hold(until: at)
        last = value.map { (at, $0) }
    }

    /// Ends the last stretch: no sample follows.
    mutating func close() {
        hold(until: .max)
        note()
        last = nil
    }

    private mutating func hold(until end: Int) {
        guard let last, let index = stretches.index(of: last.at) else { return }
        if current?.index != index { note() }
        var (weighted, time) = (current?.weighted ?? 0, current?.time ?? 0)
        // A sample that the next one follows at once still counts where it is alone.
        let held = Double(max(1, min(end, stretches.end(of: index)) - last.at))
        weighted += last.value * held
        time += held
        current = (index, weighted, time)
    }

    private mutating func note() {
        guard let current else { return }
        points.append((stretches.middle(of: current.index), current.weighted / current.time))
        self.current = nil
    }
}
