import FleetSim
import Glibc

/// A card for each action: how often, how long over time, with what outcomes.
struct ActionCards {
    private let summary: Summary
    private let course: FleetCourse
    private let axis: TimeAxis

    /// `axis` is that of the whole page; the cards' own is coarser.
    init(_ summary: Summary, _ course: FleetCourse, _ axis: TimeAxis) {
        self.summary = summary
        self.course = course
        let each = course.heat?.slotsPerColumn ?? 1
        let edges = stride(from: 0, to: axis.slotCount, by: each).map { axis.edges[$0] }
        self.axis = TimeAxis(
            edges: edges + (axis.edges.last.map { [$0] } ?? []),
            faults: axis.faults
        )
    }

    var html: String {
        let cards = course.actions.prefix(Self.maximum).map(card)
        guard !cards.isEmpty else { return "" }
        let left = course.actions.count - cards.count
        let more =
            left > 0 ? ["\(summary.counted(left, "rarer action")) stand in the table above."] : []
        let edges = axis.edges.map(String.init).joined(separator: ",")
        return """
            <div class="cards" data-edges="[\(edges)]">
            \(cards.joined())</div>
            \(Page.paragraphs(more))
            """
    }

    private static let maximum = 12

    private func card(_ action: ActionCourse) -> String {
        let line = summary.calls.first {
            $0.action == action.action && $0.direction == action.direction.name
        }
        let caller = action.direction == .out ? "by chargers" : "by the CSMS"
        let errors = summary.callErrors.filter {
            $0.action == action.action && $0.direction == action.direction.name
        }
        let texts = errors.prefix(3).map { error in
            let said = error.texts.first.map { ": \($0)" } ?? ""
            return "\(error.code), \(Figures.grouped(error.count)) times\(said)".cut(to: 160)
        }
        let chart = TimeChart(
            title: action.action,
            unit: caller,
            quantity: .time,
            axis: axis,
            series: [
                TimeChart.Series("p50", .first, action.p50.map { $0.map(Double.init) }),
                TimeChart.Series("p99", .second, action.p99.map { $0.map(Double.init) }),
                TimeChart.Series("max", .fourth, action.max.map { $0.map(Double.init) }),
            ],
            mayBeLogarithmic: true,
            words: line.map(words) ?? "",
            isLow: true
        ).html
        let fallback = """
            <figure>
            <figcaption>\(action.action.inHTML) <small>\(caller)</small></figcaption>
            <p class="words">\((line.map(words) ?? "").inHTML)</p>
            </figure>

            """
        return "<section>\(chart.isEmpty ? fallback : chart)\(Page.paragraphs(texts))</section>\n"
    }

    private func words(_ line: CallSummary) -> String {
        let outcomes = Outcome.allCases.filter { line[$0] > 0 }
            .map { "\(Figures.grouped(line[$0])) \($0.name)" }.joined(separator: ", ")
        let times = line.latency.map {
            " Response time p50 \($0.p50.span), p99 \($0.p99.span), max \($0.max.span)."
        }
        return """
            \(Figures.grouped(line.count)) calls, \
            \(Figures.rounded(summary.perSecond(line.count))) a second: \(outcomes).\(times ?? "")
            """
    }
}

/// Response and service time, share by share; the axis stretches towards the slowest calls.
struct PercentileChart {
    private let curves: [PercentileCurve]

    init(_ curves: [PercentileCurve]) { self.curves = curves }

    var html: String {
        guard let first = curves.first, first.points.count > 1 else { return "" }
        let last = curves.flatMap(\.points).map(\.share).max() ?? 0.99
        let axis = PercentileAxis(
            from: 0,
            to: last,
            marks: [0.0, 0.5, 0.9, 0.99, 0.999, 0.9999]
        )
        let styles: [LineStyle] = [.first, .second]
        let told = first.points.filter { [0.5, 0.9, 0.99, 0.999, 0.9999].contains($0.share) }
            .map { "\(PercentileAxis.name($0.share)) \($0.figure.span)" }.joined(separator: ", ")
        let chart = PointChart(
            title: "Percentiles of all calls by chargers",
            quantity: .time,
            series: zip(curves, styles).map { curve, style in
                PointChart.Series(
                    name: curve.name,
                    style: style,
                    points: curve.points.map {
                        PointChart.Point(
                            x: PercentileAxis.position(of: $0.share),
                            y: Double($0.figure.microseconds)
                        )
                    }
                )
            },
            across: axis.scale,
            acrossLabel: axis.label,
            acrossUnit: "share of calls that took no longer",
            mayBeLogarithmic: true,
            words: "\(first.name): \(told)."
        ).html
        return Page.charts([
            chart.replacing("<figure class=\"chart", with: "<figure class=\"wide chart")
        ])
    }
}
