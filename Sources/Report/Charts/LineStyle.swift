/// How a curve is told from the others of its chart: by colour, by dashes and by thickness, so that
/// a print without colour can be read as well.
enum LineStyle: String {
    case first, second, third, fourth, alarm, limit
}

/// The sample of a curve beside its name, in front of a chart.
struct LegendEntry {
    let name: String
    let style: LineStyle
    var isBand = false
    var isDots = false

    var html: String {
        let sample =
            isBand
            ? "<path class=\"band \(style.rawValue)\" d=\"M0 2H26V12H0Z\"/>"
            : isDots
                ? "<path class=\"dots \(style.rawValue)\" d=\"M13 7h.1\"/>"
                : "<path class=\"line \(style.rawValue)\" d=\"M0 7H26\"/>"
        return """
            <li><svg class="key" viewBox="0 0 26 14" aria-hidden="true">\(sample)</svg>\
            \(name.inHTML)</li>
            """
    }

    static func html(_ entries: [LegendEntry]) -> String {
        guard !entries.isEmpty else { return "" }
        return "<ul class=\"legend\">\(entries.map(\.html).joined())</ul>\n"
    }
}
