/// Text by the columns that it takes in a terminal.
extension String {
    /// How many columns it is wide; signs of East Asia and pictures take two.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// As much of it as fits, with a mark where something is missing and nothing that a terminal
    /// would obey.
    func fitted(to width: Int) -> String {
        let plain = visible
        guard plain.columns > width else { return plain }
        guard width > 0 else { return "" }
        var kept = ""
        var used = 1
        for character in plain {
            used += character.columns
            guard used <= width else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }

    func aligned(right width: Int) -> String {
        String(repeating: " ", count: max(0, width - columns)) + self
    }
}

extension Character {
    fileprivate var columns: Int {
        guard let first = unicodeScalars.first?.value else { return 0 }
        return switch first {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
