import Glibc

extension String {
    /// As text between tags or within an attribute's quotes.
    package var inHTML: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            default: text += scalar.visible
            }
        }
        return text
    }
}

extension Double {
    /// To a tenth of a unit, which is finer than a screen.
    var inSVG: String {
        let text = String(printf: "%.1f", self)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
