// What is compared, searched or cut is normalised and parted into characters first: that takes a time that
// grows with the square of the marks on one letter. So texts of files and peers have no more of them than
// any script needs.
extension String {
    /// The text without the marks that no letter has.
    package var withoutPiledMarks: String {
        guard utf8.contains(where: { $0 >= 0x80 }) else { return self }
        var marks = 0
        return String(
            UnicodeScalarView(
                unicodeScalars.filter { scalar in
                    marks = scalar.isMark ? marks + 1 : 0
                    return marks <= Unicode.Scalar.maximumMarks
                }
            )
        )
    }

    /// Behind how many bytes a letter begins to have more marks than any has; nil: nowhere.
    var endOfFirstPile: Int? {
        guard utf8.contains(where: { $0 >= 0x80 }) else { return nil }
        var (marks, bytes) = (0, 0)
        for scalar in unicodeScalars {
            marks = scalar.isMark ? marks + 1 : 0
            if marks > Unicode.Scalar.maximumMarks { return bytes }
            bytes += UTF8.width(scalar)
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// Standards for the exchange of text bound them at thirty.
    fileprivate static let maximumMarks = 30

    /// Whether it belongs to the character before it: an accent, a joiner, the second half of a flag.
    fileprivate var isMark: Bool {
        guard value >= 0x300 else { return false }
        return properties.isGraphemeExtend || properties.canonicalCombiningClass != .notReordered
            || properties.isEmojiModifier || value == 0x200D || 0x1F1E6...0x1F1FF ~= value
    }
}
