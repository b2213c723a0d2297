/// Curves and points over something that is not time.
struct PointChart {
    struct Point {
        var x: Double
        var y: Double
        /// Where the interval of the value ends; nil: it has none.
        var low: Double?
        var high: Double?
    }

    struct Series {
        var name: String
        var style: LineStyle
        var points: [Point]
        var isJoined = true
        var hasDots = false
    }

    var title: String
    var unit = ""
    var quantity: AxisQuantity
    var series: [Series]
    /// The axis across, with what stands at its marks.
    var across: Scale
    var acrossLabel: (Double) -> String
    /// What the axis across measures.
    var acrossUnit: String
    /// A bound to hold the curves against, drawn as a line.
    var bound: (value: Double, name: String)?
    var mayBeLogarithmic = false
    var words: String
    var hidesWords = false
    /// Whether the axis need not reach down to zero: small changes of one level are to be seen.
    var isCloseUp = false
    /// Names of points, beside them.
    var names: [(x: Double, y: Double, text: String)] = []

    var html: String {
        let values = series.flatMap(\.points).flatMap { [$0.y, $0.low, $0.high] }
        guard values.contains(where: { $0 != nil }) else { return "" }
        let scale = Scale(
            covering: values + [bound?.value],
            mayBeLogarithmic: mayBeLogarithmic,
            stepsOfTime: quantity == .time,
            isCloseUp: isCloseUp,
            isOfWholes: quantity == .number,
            ofZeros: quantity.reachOfZeros
        )
        let legend =
            series.map { LegendEntry(name: $0.name, style: $0.style, isDots: !$0.isJoined) }
            + (bound.map { [LegendEntry(name: $0.name, style: .limit)] } ?? [])
        return Plot(
            title: title,
            unit: unit,
            legend: legend.count > 1 ? legend : [],
            words: words,
            layers: series.flatMap { layers(of: $0, scale) } + boundLayer(scale),
            across: across.ticks.map {
                Plot.Label(at: across.position(of: $0), text: acrossLabel($0))
            },
            down: scale.ticks.map {
                Plot.Label(at: scale.position(of: $0), text: quantity.label($0))
            },
            notes: ["<i class=\"axis\">\(acrossUnit.inHTML)</i>"]
                + names.map { note($0, scale) },
            hidesWords: hidesWords
        ).html
    }

    private func position(_ x: Double, _ y: Double, _ scale: Scale) -> (x: Double, y: Double) {
        (
            across.position(of: x) * Plot.width,
            (1 - scale.position(of: y)) * Plot.height
        )
    }

    private func layers(of series: Series, _ scale: Scale) -> [String] {
        let positions = series.points.map { position($0.x, $0.y, scale) }
        let line = positions.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(point.x.inSVG) \(point.y.inSVG)"
        }.joined()
        let bars = series.points.compactMap { point -> String? in
            guard let low = point.low, let high = point.high else { return nil }
            let (bottom, top) = (position(point.x, low, scale), position(point.x, high, scale))
            return "M\(bottom.x.inSVG) \(bottom.y.inSVG)V\(top.y.inSVG)"
        }.joined()
        return [
            bars.isEmpty ? "" : "<path class=\"bar \(series.style.rawValue)\" d=\"\(bars)\"/>",
            series.isJoined ? Plot.line(series.style, line) : "",
            series.hasDots ? Plot.dots(series.style, positions) : "",
        ]
    }

    private func boundLayer(_ scale: Scale) -> [String] {
        guard let bound else { return [] }
        let y = (1 - scale.position(of: bound.value)) * Plot.height
        return [Plot.line(.limit, "M0 \(y.inSVG)H1000")]
    }

    private func note(_ name: (x: Double, y: Double, text: String), _ scale: Scale) -> String {
        let at = position(name.x, name.y, scale)
        let isRight = at.x > 700
        let side = isRight ? "right:\((100 - at.x / 10).inSVG)%" : "left:\((at.x / 10).inSVG)%"
        return """
            <i class="name" style="\(side);bottom:\((100 - at.y / 2).inSVG)%">\(name.text.inHTML)</i>
            """
    }
}
