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
            from: Self.position(of: first),
            to: Self.position(of: last),
            ticks: marks.map(Self.position(of:))
        )
    }

    /// What stands at a mark.
    func label(_ position: Double) -> String {
        Self.name(
            marks.min {
                abs(Self.position(of: $0) - position) < abs(Self.position(of: $1) - position)
            } ?? 0
        )
    }

    static func position(of share: Double) -> Double { -log10(max(1 - share, 1e-6)) }

    static func name(_ share: Double) -> String {
        share == 0 ? "0" : "p" + Figures.exact(share * 100)
    }
}
