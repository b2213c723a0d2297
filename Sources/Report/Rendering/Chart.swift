/// Curves over simulated time, drawn as inline SVG.
///
/// What a slot measured holds for the whole slot, so curves are steps and not slopes between
/// points that nobody measured.
struct Chart {
    let title: String
    /// What the vertical axis counts, as it stands behind the title.
    let unit: String
    /// Where the first slot begins and how long each is, in microseconds.
    let start: Int
    let slotLength: Int
    let curves: [Curve]
    var mayBeLogarithmic = false

    /// One value per slot, nil where there is none.
    struct Curve {
        let name: String
        let colour: Colour
        let values: [Double?]
        var isFilled = false

        /// The names of the page's colours for curves.
        enum Colour: String {
            case first, second, alarm
        }
    }

    /// A figure with a caption, a legend if there is more than one curve, and the drawing.
    var html: String {
        let legend = curves.map {
            "<span class=\"key \($0.colour.rawValue)\">\($0.name.inHTML)</span>"
        }
        let drawn = curves.flatMap(\.values).contains { $0 != nil } ? drawing : "<p>No data.</p>"
        return """
            <figure>
            <figcaption>\(title.inHTML) <small>\(unit.inHTML)</small>\
            <span class="legend">\(curves.count > 1 ? legend.joined() : "")</span></figcaption>
            \(drawn)
            </figure>

            """
    }
}

extension Chart {
    private static let (width, height) = (560.0, 210.0)
    private static let (left, right, top, bottom) = (52.0, 18.0, 8.0, 24.0)

    private var slotCount: Int { curves.map(\.values.count).max() ?? 0 }

    private var drawing: String {
        let scale = Scale(covering: curves.flatMap(\.values), mayBeLogarithmic: mayBeLogarithmic)
        let parts =
            scale.ticks.map { gridLine(at: $0, on: scale) } + timeTicks
            + curves.filter(\.isFilled).map { area(under: $0, on: scale) }
            + curves.map { line(of: $0, on: scale) }
        return """
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
            aria-label="\(title.inHTML), \(unit.inHTML)">
            \(parts.joined(separator: "\n"))
            </svg>
            """
    }

    private func gridLine(at value: Double, on scale: Scale) -> String {
        let y = vertical(value, on: scale)
        return """
            <path class="grid" d="M\(Self.left.inSVG) \(y)H\((Self.width - Self.right).inSVG)"/>\
            <text class="value" x="\((Self.left - 6).inSVG)" y="\(y)">\(scale.label(of: value))</text>
            """
    }

    private var timeTicks: [String] {
        let end = start + slotCount * slotLength
        return TimeTicks.between(start, end).map { time in
            let x = horizontal(Double(time - start) / Double(slotLength))
            let y = (Self.height - 6).inSVG
            return "<text class=\"time\" x=\"\(x)\" y=\"\(y)\">\(TimeTicks.label(of: time))</text>"
        }
    }

    private func line(of curve: Curve, on scale: Scale) -> String {
        "<path class=\"line \(curve.colour.rawValue)\" d=\"\(steps(of: curve, on: scale))\"/>"
    }

    /// The steps, closed along the axis; filled curves have no gaps.
    private func area(under curve: Curve, on scale: Scale) -> String {
        let floor = (Self.height - Self.bottom).inSVG
        let steps = steps(of: curve, on: scale)
        return """
            <path class="area \(curve.colour.rawValue)" d="\(steps)V\(floor)H\(Self.left.inSVG)Z"/>
            """
    }

    private func steps(of curve: Curve, on scale: Scale) -> String {
        var path = ""
        var isDrawing = false
        for (slot, value) in curve.values.enumerated() {
            guard let value else {
                isDrawing = false
                continue
            }
            let y = vertical(value, on: scale)
            path += isDrawing ? "V\(y)" : "M\(horizontal(Double(slot))) \(y)"
            path += "H\(horizontal(Double(slot + 1)))"
            isDrawing = true
        }
        return path
    }

    private func horizontal(_ slot: Double) -> String {
        let share = slot / Double(max(slotCount, 1))
        return (Self.left + share * (Self.width - Self.left - Self.right)).inSVG
    }

    private func vertical(_ value: Double, on scale: Scale) -> String {
        let room = Self.height - Self.top - Self.bottom
        return (Self.top + (1 - scale.position(of: value)) * room).inSVG
    }
}
