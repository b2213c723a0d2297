import Planning

/// The page of a search for a capacity: the knee, then the trials.
struct CapacityPage {
    let capacity: CapacitySummary

    var html: String {
        [
            Page.section("The knee", [Page.charts([latencies, failures])]),
            Page.section(
                "Trials",
                [Page.table(capacity.table), Page.paragraphs([capacity.legend])]
            ),
        ].joined()
    }

    private var believed: [Trial] { capacity.trials.filter { $0.verdict != .untrusted } }

    /// Without those of an overload so far beyond the capacity that the edge would be a point beside it.
    private var drawn: [Trial] {
        guard case .between(_, let high, _)? = capacity.answer?.found else { return believed }
        return believed.filter { $0.load <= 2 * high }
    }

    private var notDrawn: String {
        let loads = believed.filter { !drawn.contains($0) }.map(\.load).sorted()
        guard !loads.isEmpty else { return "" }
        let texts = loads.map { capacity.text($0) }.joined(separator: ", ")
        return " Beyond the chart was tried: \(texts)."
    }

    private func points(
        _ direction: TrialOrder.Direction,
        _ value: (Trial) -> Double?
    ) -> [PointChart.Point] {
        drawn.filter { $0.direction == direction }.sorted { $0.load < $1.load }
            .compactMap { trial in
                value(trial).map { PointChart.Point(x: trial.load, y: $0) }
            }
    }

    private func series(
        _ name: String,
        _ style: LineStyle,
        _ direction: TrialOrder.Direction,
        _ value: (Trial) -> Double?
    ) -> PointChart.Series {
        PointChart.Series(
            name: name,
            style: style,
            points: points(direction, value),
            isJoined: direction == .up,
            hasDots: true
        )
    }

    private var latencies: String {
        chart(
            "Response time, due → reply, against load",
            .time,
            [
                series("p50, up", .first, .up) { $0.p50.map(Double.init) },
                series("p99, up", .second, .up) { $0.p99.map(Double.init) },
                series("p50, down", .third, .down) { $0.p50.map(Double.init) },
                series("p99, down", .fourth, .down) { $0.p99.map(Double.init) },
            ],
            mayBeLogarithmic: true,
            words: capacity.headline + "." + notDrawn
        )
    }

    private var failures: String {
        chart(
            "Calls without a result, against load",
            .share,
            [
                series("up", .first, .up) { $0.failures },
                series("down", .fourth, .down) { $0.failures },
            ],
            words: "The share of calls that failed at each load." + notDrawn
        )
    }

    private func chart(
        _ title: String,
        _ quantity: AxisQuantity,
        _ series: [PointChart.Series],
        mayBeLogarithmic: Bool = false,
        words: String
    ) -> String {
        let loads = drawn.map(\.load)
        guard let maximum = loads.max() else { return "" }
        return PointChart(
            title: title,
            quantity: quantity,
            series: series.filter { !$0.points.isEmpty },
            across: Scale(covering: loads + [maximum]),
            acrossLabel: AxisQuantity.number.label,
            acrossUnit: capacity.axis.unit,
            mayBeLogarithmic: mayBeLogarithmic,
            words: words
        ).html
    }
}
