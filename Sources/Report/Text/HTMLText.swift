import Glibc

extension String {
    /// As text between tags or within an attribute's quotes.
    package var inHTML: String { unicodeScalars.reduce(into: "") { $0 += $1.inMarkup } }

    /// As text or within an attribute's quotes; without the characters that XML has no place for.
    var inXML: String {
        unicodeScalars.reduce(into: "") { $0 += $1 == "'" ? "&apos;" : $1.inMarkup }
    }
}

extension Unicode.Scalar {
    fileprivate var inMarkup: String {
        switch self {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        default: visible
        }
    }
}

extension Double {
    /// To a tenth of a unit, which is finer than a screen.
    var inSVG: String {
        let text = String(printf: "%.1f", self)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
