/// Finds the word that a misspelt one was meant to be.
enum Spelling {
    /// Longer words are no slips of the finger, and comparing them would cost a hostile file's time.
    private static let longest = 40

    /// The nearest of the words, if one is near enough; the earlier of two equally near ones.
    static func nearest(to word: String, among words: [String]) -> String? {
        let slips = words.map { (word: $0, slips: distance(plain(word), plain($0))) }
        let near = slips.filter { $0.slips <= max(1, $0.word.count / 3) }
        return near.min { $0.slips < $1.slips }?.word
    }

    /// How many slips of the finger make one word of the other.
    static func slips(_ word: String, _ other: String) -> Int {
        distance(plain(word), plain(other))
    }

    /// `did you mean …?` where a word is near, else what is known of it elsewhere, else the list of
    /// all where that is short.
    static func suggestion(
        for word: String,
        among words: [String],
        elsewhere: () -> String? = { nil }
    ) -> String? {
        if let near = nearest(to: word, among: words) { return "did you mean \(near.quoted)?" }
        if let told = elsewhere() { return told }
        guard (1...24).contains(words.count) else { return nil }
        return "known here: \(words.joined(separator: ", "))"
    }

    /// Case and the choice between `-` and `_` are no difference worth a slip.
    private static func plain(_ word: String) -> [Unicode.Scalar] {
        word.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" }
    }

    /// How many letters were added, left out, changed or swapped with their neighbour.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        guard left.count <= longest, right.count <= longest else { return .max }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let change = last[column] + (letter == other ? 0 : 1)
                var minimum = min(change, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    minimum = min(minimum, beforeLast[column - 1] + 1)
                }
                current.append(minimum)
            }
            beforeLast = last
            last = current
        }
        assert(last[right.count] <= max(left.count, right.count), "a word can be written anew")
        return last[right.count]
    }
}
