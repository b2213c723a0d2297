import FleetSim

/// Percentiles of response time of two sides over one another, and how they differ.
///
/// The horizontal axis counts nines, so that the tail has as much room as the middle.
struct PercentileShiftChart {
    let title: String
    private let shares: [Double]
    /// Medians over the runs, in milliseconds.
    private let base: [Double]
    private let new: [Double]
    /// The change of each percentile with the interval of it, as a share, and what they rest on: what the measures
    /// that are judged do.
    private let changes: [(estimate: Double, interval: ClosedRange<Double>?)]
    private let basis: ComparisonLine.Basis

    private static let all = [
        0.05, 0.1, 0.25, 0.5, 0.6, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995, 0.9999,
    ]

    /// nil where a run has too few calls even for its median.
    init?(_ base: ComparisonSide, _ new: ComparisonSide, action: String?) {
        let olds = base.runs.compactMap { $0.latency(of: action) }
        let news = new.runs.compactMap { $0.latency(of: action) }
        guard olds.count == base.runs.count, news.count == new.runs.count,
            let fewest = (olds + news).map(\.count).min()
        else { return nil }
        let shares = Self.all.filter { share in
            Double(fewest) * min(share, 1 - share) >= ComparedRun.fewestBeyond - 1e-6
        }
        guard shares.count > 2 else { return nil }
        self.shares = shares
        title = action ?? "all calls"
        let left = olds.map { $0.quantiles(shares).map { Double(max($0.microseconds, 1)) } }
        let pairing = ComparisonLine.pairing(base, new)
        let basis = pairing?.basis ?? .samples
        self.basis = basis
        let right = (pairing?.order.map { news[$0] } ?? news).map {
            $0.quantiles(shares).map { Double(max($0.microseconds, 1)) }
        }
        func medians(_ runs: [[Double]]) -> [Double] {
            shares.indices.map { index in
                ComparisonLine.median(runs.map { $0[index] }) / 1_000
            }
        }
        self.base = medians(left)
        self.new = medians(right)
        changes = shares.indices.map { index in
            let figure = Measure.Figure.percentile(shares[index] * 100)
            let shift = ComparisonLine.shift(
                from: left.map { figure.scaled($0[index]) },
                to: right.map { figure.scaled($0[index]) },
                basis
            )
            return (
                figure.change(shift?.estimate ?? 0),
                shift?.interval.map {
                    figure.change($0.lowerBound)...figure.change($0.upperBound)
                }
            )
        }
        assert(self.base == self.base.sorted() && self.new == self.new.sorted(), "percentiles rise")
    }
}

extension ComparedRun {
    fileprivate func latency(of action: String?) -> ResponseTimes? {
        calls.first { $0.action == action }?.latency
    }
}

extension PercentileShiftChart {
    /// Two figures: the curves, and their difference with its intervals.
    var html: String { curves + difference }

    /// The same in a table, for those who do not see the drawing.
    var table: Table {
        var table = Table("percentile", "base", "new", "change", "interval at 95 %")
        for index in shares.indices {
            let figure = Measure.Figure.percentile(shares[index] * 100)
            let band = changes[index].interval.map {
                "\(figure.shown(change: $0.lowerBound)) … "
                    + figure.shown(change: $0.upperBound)
            }
            table.add([
                PercentileAxis.name(shares[index]), "\(Figures.rounded(base[index])) ms",
                "\(Figures.rounded(new[index])) ms",
                figure.shown(change: changes[index].estimate),
                basis == .exact ? "exact" : band ?? "too few runs",
            ])
        }
        return table
    }

    private var curves: String {
        func series(_ name: String, _ style: LineStyle, _ values: [Double]) -> PointChart.Series {
            PointChart.Series(
                name: name,
                style: style,
                points: zip(shares, values).map {
                    PointChart.Point(x: PercentileAxis.position(of: $0), y: $1 * 1_000)
                }
            )
        }
        return chart(
            "Response time, due → reply, of \(title)",
            .time,
            [series("base", .first, base), series("new", .second, new)],
            mayBeLogarithmic: true,
            words: words {
                "\(Figures.briefSpan(microseconds: base[$0] * 1_000)) → "
                    + Figures.briefSpan(microseconds: new[$0] * 1_000)
            }
        )
    }

    private var difference: String {
        let points = zip(shares, changes).map { share, change in
            PointChart.Point(
                x: PercentileAxis.position(of: share),
                y: change.estimate,
                low: change.interval?.lowerBound,
                high: change.interval?.upperBound
            )
        }
        return chart(
            "Change of each percentile of \(title)"
                + (basis == .exact ? "" : ", with its interval at 95 %"),
            .share,
            [PointChart.Series(name: "change", style: .second, points: points, hasDots: true)],
            bound: (0, "no difference"),
            words: words {
                Measure.Figure.percentile(shares[$0] * 100)
                    .shown(change: changes[$0].estimate)
            }
        )
    }

    /// The percentiles that people ask for, in words.
    private func words(_ value: (Int) -> String) -> String {
        shares.indices.filter { Self.marks.contains(shares[$0]) }
            .map { "\(PercentileAxis.name(shares[$0])) \(value($0))" }.joined(separator: ", ") + "."
    }

    private static let marks = [0.5, 0.9, 0.99, 0.999, 0.9999]

    private func chart(
        _ title: String,
        _ quantity: AxisQuantity,
        _ series: [PointChart.Series],
        bound: (value: Double, name: String)? = nil,
        mayBeLogarithmic: Bool = false,
        words: String
    ) -> String {
        let axis = PercentileAxis(
            from: shares.first ?? 0,
            to: shares.last ?? 0.9,
            marks: Self.marks
        )
        return PointChart(
            title: title,
            quantity: quantity,
            series: series,
            across: axis.scale,
            acrossLabel: axis.label,
            acrossUnit: "percentile",
            bound: bound,
            mayBeLogarithmic: mayBeLogarithmic,
            words: words
        ).html
    }
}
