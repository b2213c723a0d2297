/// The frame of a chart: a drawing that stretches to any width, with its labels as text beside it.
///
/// The drawing has 1,000 units across and 200 down. Its lines keep their thickness when it is
/// stretched, and labels keep their size, so that a chart can be read on a telephone and in print.
struct Plot {
    static let width = 1_000.0
    static let height = 200.0

    /// A label at a share of the width or height, from 0 to 1.
    struct Label {
        var at: Double
        var text: String
        /// The moment that it stands for, in microseconds; for zooming.
        var time: Int?
    }

    var title: String
    /// What the vertical axis measures.
    var unit = ""
    var legend: [LegendEntry] = []
    /// What the chart shows, in words: for readers who do not see it.
    var words: String
    /// SVG elements, from the back to the front.
    var layers: [String]
    var across: [Label]
    var down: [Label]
    /// Text over the drawing, such as the names of phases.
    var notes: [String] = []
    /// Values for the script; as an attribute.
    var data: String?
    var isLow = false
    /// Whether the words are only for those who do not see the chart: they repeat all of it.
    var hidesWords = false

    var html: String {
        let attribute = data.map { " data-s=\"\($0.inHTML)\"" } ?? ""
        let unit = unit.isEmpty ? "" : " <small>\(unit.inHTML)</small>"
        return """
            <figure class="chart\(isLow ? " low" : "")"\(attribute)>
            <figcaption>\(title.inHTML)\(unit)</figcaption>
            \(LegendEntry.html(legend))<div class="plot">
            <svg viewBox="0 0 1000 200" preserveAspectRatio="none" role="img" \
            aria-label="\((title + ": " + words).inHTML)">\(grid)<g>\(layers.joined())</g></svg>
            \(labels)\(notes.joined())</div>
            <p class="\(hidesWords ? "unseen" : "words")">\(words.inHTML)</p>
            </figure>

            """
    }

    private var grid: String {
        let lines = down.map { "M0 \(((1 - $0.at) * Self.height).inSVG)H1000" }.joined()
        return lines.isEmpty ? "" : "<path class=\"grid\" d=\"\(lines)\"/>"
    }

    private var labels: String {
        let values = down.map {
            "<i class=\"y\" style=\"bottom:\(percent($0.at))\">\($0.text.inHTML)</i>"
        }
        // A narrow page has room for every second label, and for a few.
        let thins = across.count > Self.fewLabels
        let marks = across.enumerated().map { index, label in
            let time = label.time.map { " data-t=\"\($0)\"" } ?? ""
            let kind = thins && !index.isMultiple(of: 2) ? "x odd" : "x"
            let left = percent(label.at)
            return "<i class=\"\(kind)\"\(time) style=\"left:\(left)\">\(label.text.inHTML)</i>"
        }
        return (values + marks).joined() + "\n"
    }

    private static let fewLabels = 4

    private func percent(_ share: Double) -> String { (share * 100).inSVG + "%" }

    /// A curve through points of the drawing.
    static func line(_ style: LineStyle, _ path: String) -> String {
        path.isEmpty ? "" : "<path class=\"line \(style.rawValue)\" d=\"\(path)\"/>"
    }

    static func area(_ style: LineStyle, _ path: String) -> String {
        path.isEmpty ? "" : "<path class=\"band \(style.rawValue)\" d=\"\(path)\"/>"
    }

    /// Marks, round or square, that stay so when the drawing is stretched.
    ///
    /// Each is a line that is hardly longer than nothing: on paper, one of no length has no square caps.
    static func dots(_ style: LineStyle, _ points: [(x: Double, y: Double)]) -> String {
        guard !points.isEmpty else { return "" }
        let path = points.map { "M\($0.x.inSVG) \($0.y.inSVG)h.1" }.joined()
        return "<path class=\"dots \(style.rawValue)\" d=\"\(path)\"/>"
    }
}
