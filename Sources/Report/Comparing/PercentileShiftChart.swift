import FleetSim
import Foundation
import Statistics

/// Percentiles of response time of two sides over one another, and how they differ.
///
/// The horizontal axis counts nines, so that the tail has as much room as the middle.
struct PercentileShiftChart {
    let title: String
    private let shares: [Double]
    /// Medians over the runs, in milliseconds.
    private let base: [Double]
    private let new: [Double]
    /// The change of each percentile with the interval of it, in per cent.
    private let changes: [(estimate: Double, interval: ClosedRange<Double>?)]

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
        let right = news.map { $0.quantiles(shares).map { Double(max($0.microseconds, 1)) } }
        func medians(_ runs: [[Double]]) -> [Double] {
            shares.indices.map { place in
                ComparisonLine.median(runs.map { $0[place] }) / 1_000
            }
        }
        self.base = medians(left)
        self.new = medians(right)
        changes = shares.indices.map { place in
            let shift = Shift(
                from: left.map { log($0[place]) },
                to: right.map { log($0[place]) }
            )
            func percent(_ difference: Double) -> Double { (exp(difference) - 1) * 100 }
            return (
                percent(shift?.estimate ?? 0),
                shift?.interval.map { percent($0.lowerBound)...percent($0.upperBound) }
            )
        }
    }
}

extension ComparedRun {
    fileprivate func latency(of action: String?) -> ResponseTimes? {
        calls.first { $0.action == action }?.latency
    }
}

extension PercentileShiftChart {
    private static let (width, height) = (560.0, 230.0)
    private static let (left, right, top, bottom) = (58.0, 18.0, 10.0, 26.0)

    /// Two figures: the curves, and their difference with its band.
    var html: String {
        """
        <figure>
        <figcaption>\(title.inHTML) <small>response time, ms, by percentile</small>\
        <span class="legend"><span class="key first">base</span>\
        <span class="key second">new (dashed)</span></span></figcaption>
        \(curves)
        </figure>
        <figure>
        <figcaption>\(title.inHTML) <small>change of each percentile, %, with its 95 % band</small>\
        </figcaption>
        \(difference)
        </figure>

        """
    }

    /// The same in a table, for those who do not see the drawing.
    var table: Table {
        var table = Table("percentile", "base", "new", "change", "95 % band")
        for place in shares.indices {
            let figure = Measure.Figure.percentile(shares[place] * 100)
            let band = changes[place].interval.map {
                "\(figure.shown(change: $0.lowerBound / 100)) … "
                    + figure.shown(change: $0.upperBound / 100)
            }
            table.add([
                Self.name(of: shares[place]), "\(Figures.rounded(base[place])) ms",
                "\(Figures.rounded(new[place])) ms",
                figure.shown(change: changes[place].estimate / 100), band ?? "too few runs",
            ])
        }
        return table
    }

    private static func name(of share: Double) -> String {
        let percent = (share * 1_000_000).rounded() / 10_000
        return "p\(Int(exactly: percent).map(String.init) ?? "\(percent)")"
    }

    private var curves: String {
        let scale = Scale(covering: base + new, mayBeLogarithmic: true)
        let grid = scale.ticks.map { tick in
            gridLine(at: y(scale.position(of: tick)), label: scale.label(of: tick))
        }
        let lines = [("first", base, ""), ("second", new, " stroke-dasharray=\"6 3\"")].map {
            name,
            values,
            dashes in
            let points = zip(shares, values).map { (x($0), y(scale.position(of: $1))) }
            return "<path class=\"line \(name)\"\(dashes) d=\"\(path(points))\"/>"
        }
        return drawing(grid + ticks + lines, "response time by percentile, base and new")
    }

    private var difference: String {
        let ends = changes.flatMap {
            [
                $0.estimate, $0.interval?.lowerBound ?? $0.estimate,
                $0.interval?.upperBound ?? $0.estimate,
            ]
        }
        let high = max(ends.max() ?? 0, 1)
        let low = min(ends.min() ?? 0, -1)
        func level(_ value: Double) -> Double { y((value - low) / (high - low)) }
        let marks = [low, 0, high].map { value in
            let text = Figures.rounded(abs(value))
            return gridLine(
                at: level(value),
                label: value < 0 ? "−\(text)" : value > 0 ? "+\(text)" : "0"
            )
        }
        let points = zip(shares, changes).map { (x($0), level($1.estimate)) }
        let banded = zip(shares, changes).compactMap { share, change in
            change.interval.map { (x(share), level($0.lowerBound), level($0.upperBound)) }
        }
        let outline = banded.map { ($0.0, $0.2) } + banded.reversed().map { ($0.0, $0.1) }
        let band =
            banded.count > 1
            ? ["<path class=\"area first\" style=\"fill:var(--second)\" d=\"\(path(outline))Z\"/>"]
            : []
        let line = "<path class=\"line second\" d=\"\(path(points))\"/>"
        return drawing(marks + ticks + band + [line], "change of each percentile with its band")
    }

    private func drawing(_ parts: [String], _ label: String) -> String {
        """
        <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
        aria-label="\(title.inHTML): \(label)">
        \(parts.joined(separator: "\n"))
        </svg>
        """
    }

    private func gridLine(at y: Double, label: String) -> String {
        """
        <path class="grid" d="M\(Self.left.inSVG) \(y.inSVG)H\((Self.width - Self.right).inSVG)"/>\
        <text class="value" x="\((Self.left - 6).inSVG)" y="\(y.inSVG)">\(label)</text>
        """
    }

    private var ticks: [String] {
        shares.filter { [0.5, 0.9, 0.99, 0.999, 0.9999].contains($0) }.map { share in
            "<text class=\"time\" x=\"\(x(share).inSVG)\" y=\"\((Self.height - 6).inSVG)\">"
                + "\(Self.name(of: share))</text>"
        }
    }

    private func path(_ points: [(Double, Double)]) -> String {
        points.enumerated().map { place, point in
            "\(place == 0 ? "M" : "L")\(point.0.inSVG) \(point.1.inSVG)"
        }.joined()
    }

    private func x(_ share: Double) -> Double {
        let (first, last) = (-log10(1 - (shares.first ?? 0)), -log10(1 - (shares.last ?? 0.9)))
        let place = (-log10(1 - share) - first) / max(last - first, 1e-9)
        return Self.left + place * (Self.width - Self.left - Self.right)
    }

    private func y(_ position: Double) -> Double {
        Self.top + (1 - position) * (Self.height - Self.top - Self.bottom)
    }
}
