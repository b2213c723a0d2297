/// Guesses which known word a wrong one was meant to be.
enum NearestWord {
    /// The nearest of some words, if it is near enough to be meant.
    static func nearest(to word: String, among words: [String]) -> String? {
        near(word, among: words).first
    }

    /// A question that follows a complaint about a word; nothing where no word is near.
    static func hint(for word: String, among words: [String]) -> String {
        let near = near(word, among: words).map { "‘\($0)’" }
        guard let last = near.last else { return "" }
        let others = near.dropLast().joined(separator: ", ")
        return ", did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
    }

    /// The word that is least slips away; else those that begin with it, or with something like it;
    /// else those that it is part of.
    private static func near(_ word: String, among words: [String]) -> [String] {
        let plain = word.lowercased()
        let whole = words.map {
            (word: $0, slips: slips(plain, $0.lowercased(), toBeginning: false))
        }
        .filter { $0.slips <= max(1, word.count / 3) }
        if let nearest = whole.min(by: { $0.slips < $1.slips }) { return [nearest.word] }
        guard word.count >= 3 else { return [] }
        let begun = words.map {
            (word: $0, slips: slips(plain, $0.lowercased(), toBeginning: true))
        }
        .filter { $0.slips <= word.count / 4 }
        let minimum = begun.map(\.slips).min() ?? 0
        let beginnings = begun.filter { $0.slips == minimum }.map(\.word)
        let parts = words.filter { $0.lowercased().contains(plain) }
        return Array((beginnings.isEmpty ? parts : beginnings).prefix(maximumNamed))
    }

    private static let maximumNamed = 3

    /// How many letters must be put in, taken out, changed or swapped with their neighbour to make
    /// one word of the other, or of the best beginning of it.
    private static func slips(_ first: String, _ second: String, toBeginning: Bool) -> Int {
        let (source, target) = (Array(first), Array(second))
        var before: [Int] = []
        var last = Array(0...target.count)
        for i in source.indices {
            var row = [i + 1]
            for j in target.indices {
                let change = last[j] + (source[i] == target[j] ? 0 : 1)
                var minimum = min(change, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, source[i] == target[j - 1], source[i - 1] == target[j] {
                    minimum = min(minimum, before[j - 1] + 1)
                }
                row.append(minimum)
            }
            (before, last) = (last, row)
        }
        return toBeginning ? last.min() ?? 0 : last[target.count]
    }
}
