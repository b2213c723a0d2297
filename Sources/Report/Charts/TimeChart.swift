/// Curves over simulated time, one value for each slot of the axis.
///
/// What a slot measured holds for the whole slot, so curves are steps and not slopes between
/// points that were never measured.
struct TimeChart {
    struct Series {
        var name: String
        var style: LineStyle
        var values: [Double?]
        /// The lower edge of a band; nil: a line.
        var low: [Double?]?

        init(_ name: String, _ style: LineStyle, _ values: [Double?], from low: [Double?]? = nil) {
            self.name = name
            self.style = style
            self.values = values
            self.low = low
        }

        /// Whether each slot that has an upper edge has a lower one.
        fileprivate var hasBothEdges: Bool { low.map { $0.count == values.count } ?? true }
    }

    var title: String
    var unit = ""
    var quantity: AxisQuantity
    var axis: TimeAxis
    var series: [Series]
    var mayBeLogarithmic = false
    var words: String
    var isLow = false

    var html: String {
        let all = series.flatMap { $0.values + ($0.low ?? []) }
        guard all.contains(where: { $0 != nil }) else { return "" }
        assert(series.allSatisfy { $0.hasBothEdges }, "a band has two edges in each slot")
        let scale = Scale(
            covering: all,
            mayBeLogarithmic: mayBeLogarithmic,
            stepsOfTime: quantity == .time,
            isOfWholes: quantity == .number,
            ofZeros: quantity.reachOfZeros
        )
        let bands = series.filter { $0.low != nil }.map { Plot.area($0.style, band($0, scale)) }
        let lines = series.filter { $0.low == nil }.map {
            Plot.line($0.style, steps($0.values, scale))
        }
        return Plot(
            title: title,
            unit: unit,
            legend: series.count > 1
                ? series.map {
                    LegendEntry(name: $0.name, style: $0.style, isBand: $0.low != nil)
                } : [],
            words: words,
            layers: axis.marks + bands + lines,
            across: axis.labels,
            down: scale.ticks.map {
                Plot.Label(at: scale.position(of: $0), text: quantity.label($0))
            },
            notes: axis.notes,
            data: data,
            isLow: isLow
        ).html
    }

    private func y(_ value: Double, _ scale: Scale) -> String {
        ((1 - scale.position(of: value)) * Plot.height).inSVG
    }

    private func x(_ edge: Int) -> String { axis.x(axis.edges[edge]).inSVG }

    private func steps(_ values: [Double?], _ scale: Scale) -> String {
        var path = ""
        var last: String?
        for (slot, value) in values.prefix(axis.slotCount).enumerated() {
            guard let value else {
                last = nil
                continue
            }
            let y = y(value, scale)
            if last == nil { path += "M\(x(slot)) \(y)" } else if last != y { path += "V\(y)" }
            path += "H\(x(slot + 1))"
            last = y
        }
        return path.replacing(Self.doubled, with: { "H\($0.output.1)" })
    }

    /// Of two moves along the same line the second is enough.
    private nonisolated(unsafe) static let doubled = /(?:H[\d.]+)+H([\d.]+)/

    /// Each run of slots that have values, along the upper edge and back along the lower.
    private func band(_ series: Series, _ scale: Scale) -> String {
        var path = ""
        var back = ""
        for (slot, value) in series.values.prefix(axis.slotCount).enumerated() {
            guard let value, let low = series.low?[slot] else {
                if !path.isEmpty, !path.hasSuffix("Z") { path += back + "Z" }
                back = ""
                continue
            }
            let isNew = path.isEmpty || path.hasSuffix("Z")
            path += (isNew ? "M\(x(slot)) " : "V") + "\(y(value, scale))H\(x(slot + 1))"
            back = "V\(y(low, scale))H\(x(slot))" + back
        }
        if !path.isEmpty, !path.hasSuffix("Z") { path += back + "Z" }
        return path
    }

    private var data: String {
        let members = series.map { series in
            let values = list(series.values)
            let low = series.low.map { ",\"l\":\(list($0))" } ?? ""
            return "{\"n\":\(JSON.string(series.name).line),\"v\":\(values)\(low)}"
        }
        return "{\"q\":\"\(quantity.rawValue)\",\"s\":[\(members.joined(separator: ","))]}"
    }

    private func list(_ values: [Double?]) -> String {
        "[\(values.map { $0.map(\.inShort) ?? "null" }.joined(separator: ","))]"
    }
}
