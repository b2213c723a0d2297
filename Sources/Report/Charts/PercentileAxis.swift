import Glibc

/// An axis of percentiles, which stretches towards the slowest calls: each nine more takes as much
/// room.
struct PercentileAxis {
    private let first: Double
    private let last: Double
    private let marks: [Double]

    /// From one share of the calls to another, with marks at those of the shares that lie between.
    init(from first: Double, to last: Double, marks: [Double]) {
        (self.first, self.last) = (first, last)
        self.marks = marks.filter { $0 <= last + 1e-9 }
    }

    var scale: Scale {
        Scale(
            from: Self.place(of: first),
            to: Self.place(of: last),
            ticks: marks.map(Self.place(of:))
        )
    }

    /// What stands at a mark.
    func label(_ place: Double) -> String {
        Self.name(
            marks.min { abs(Self.place(of: $0) - place) < abs(Self.place(of: $1) - place) } ?? 0
        )
    }

    static func place(of share: Double) -> Double { -log10(max(1 - share, 1e-6)) }

    static func name(_ share: Double) -> String {
        share == 0 ? "0" : "p" + Figures.exact(share * 100)
    }
}
