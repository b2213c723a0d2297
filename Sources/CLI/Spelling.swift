/// Guesses which known word a wrong one was meant to be.
enum Spelling {
    /// The nearest of some words, if it is near enough to be meant.
    static func nearest(to word: String, among words: [String]) -> String? {
        words.map { (word: $0, distance: distance(word, $0)) }
            .filter { $0.distance <= max(1, word.count / 3) }
            .min { $0.distance < $1.distance }?.word
    }

    /// A question that follows a complaint about a word; nothing where no word is near.
    static func hint(for word: String, among words: [String]) -> String {
        nearest(to: word, among: words).map { ", did you mean ‘\($0)’?" } ?? ""
    }

    /// How many letters must be put in, taken out or changed to make one word of the other.
    private static func distance(_ first: String, _ second: String) -> Int {
        let target = Array(second)
        var row = Array(0...target.count)
        for (i, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in target.indices {
                let change = diagonal + (letter == target[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
