/// What the passwords and keys of a scenario say, to find that in its comments as well.
///
/// Each comment is gone through once: of the thousands of passwords that a scenario may have, only those are
/// looked for whose first bytes stand in it.
struct SecretTexts: Equatable, Sendable {
    /// Shorter ones are words that a comment may well have for themselves.
    private static let minimum = 6
    /// The bits of a number of bytes.
    private static let allOfStart: UInt64 = 0xFFFF_FFFF_FFFF
    /// Bytes that are compared for one scenario, about: more takes one that was made so.
    static let maximumWork = 20_000_000
    /// What it costs to look for one in however short a text.
    private static let workForEach = 32

    private var texts: [String] = []
    private var known: Set<String> = []
    /// By the first bytes of each: which they are.
    private var byStart: [UInt64: [Int]] = [:]

    mutating func add(_ text: String) {
        guard text.count >= Self.minimum, known.insert(text).inserted else { return }
        let start = text.utf8.prefix(Self.minimum).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        byStart[start, default: []].append(texts.count)
        texts.append(text)
    }

    /// Whether one of them stands in a line; so it is said as well where that would take too long to know.
    func stand(in line: Substring) -> Bool {
        let line = String(line)
        let found = candidates(in: line)
        return work(on: line, found.count) > Self.maximumWork
            || found.contains { line.contains(texts[$0]) }
    }

    /// A comment with a mask in their places; of work that is left, what it took is taken off.
    func masked(in comment: String, _ work: inout Int) -> String {
        let found = candidates(in: comment)
        guard !found.isEmpty else { return comment }
        work -= self.work(on: comment, found.count)
        guard work > 0 else { return maskedByWords(comment) }
        var comment = comment
        for index in found { comment.replace(texts[index], with: Secrets.mask) }
        return comment
    }

    private func work(on text: String, _ count: Int) -> Int {
        count * (text.utf8.count + Self.workForEach)
    }

    /// Those whose first bytes stand in a text, in the order in which they were added.
    private func candidates(in text: String) -> [Int] {
        guard !texts.isEmpty else { return [] }
        var start: UInt64 = 0
        var starts: Set<UInt64> = []
        for (index, byte) in text.utf8.enumerated() {
            start = (start << 8 | UInt64(byte)) & Self.allOfStart
            if index >= Self.minimum - 1, byStart[start] != nil { starts.insert(start) }
        }
        return starts.flatMap { byStart[$0] ?? [] }.sorted()
    }

    /// The same, where only those are found that have spaces around them.
    private func maskedByWords(_ comment: String) -> String {
        comment.split(separator: " ", omittingEmptySubsequences: false)
            .map { known.contains(String($0)) ? Secrets.mask : String($0) }
            .joined(separator: " ")
    }
}
