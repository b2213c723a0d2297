extension String {
    /// The text in quotation marks, as a problem shows it.
    var quoted: String { "‘\(clipped)’" }

    /// The text short enough for a line, with nothing in it that could disturb a terminal.
    var clipped: String {
        let longest = 60
        let head = unicodeScalars.prefix(longest)
        let shown = head.map(\.visible).joined()
        return head.endIndex == unicodeScalars.endIndex ? shown : shown + "…"
    }
}

extension [String] {
    /// The words as a sentence has them: `us, ms or s`.
    func listed(_ conjunction: String) -> String {
        guard count > 1, let last else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }
}
