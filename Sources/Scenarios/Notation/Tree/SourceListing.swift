/// A line of a scenario with the place in it that a problem is about.
package struct SourceExcerpt: Equatable, Sendable {
    /// Counts from one.
    package var line: Int
    /// The line, or what fits of it around the place.
    package var text: String
    /// How many characters stand before the place.
    package var indent: Int
    /// How many characters the place has; one at least.
    package var length: Int

    /// What of it fits into that number of columns, the place in the middle, with `…` where it is cut: a
    /// line that a terminal wraps would stand above a mark at another place.
    package func fitted(to columns: Int) -> SourceExcerpt {
        let width = max(columns, Self.narrowest)
        let characters = Array(text)
        guard characters.count > width else { return self }
        let marked = min(length, width - 2)
        let start = max(0, min(indent - (width - marked) / 2, characters.count - width))
        var shown = characters[start..<(start + width)]
        if start > 0 { shown[shown.startIndex] = "…" }
        if shown.endIndex < characters.count { shown[shown.endIndex - 1] = "…" }
        return SourceExcerpt(
            line: line,
            text: String(shown),
            indent: indent - start,
            length: marked
        )
    }

    /// A window of fewer columns is taken for one of these.
    private static let narrowest = 20
}

/// A problem as it is shown: the line that programs read, and the line of the file it is about.
package struct ReportedProblem: Equatable, Sendable {
    package var line: String
    /// What of the line names the place, as in `evening.yaml:3:7:`.
    package var location: String?
    package var excerpt: SourceExcerpt?

    package init(_ line: String, at location: String? = nil, _ excerpt: SourceExcerpt? = nil) {
        self.line = line
        self.location = location
        self.excerpt = excerpt
    }
}

/// The text of a scenario, whose lines are shown where they are wrong, unless a password or a key is
/// part of them.
struct SourceListing: Equatable, Sendable {
    private let text: String
    /// nil: the text could not be read as far as to tell them; its words decide then.
    private let secrets: Secrets?

    init(_ text: String, _ secrets: Secrets?) {
        self.text = text
        self.secrets = secrets
    }

    /// Its lines, which are looked for only if there is something to show.
    var lines: SourceLines { SourceLines(text, secrets) }
}

/// The lines of a listing.
struct SourceLines {
    /// Longer lines are shown in part.
    private static let widest = 100
    private static let before = 40

    private let lines: [Substring]
    /// How many characters stand before each.
    private let starts: [Int]
    private let secrets: Secrets?

    init(_ text: String, _ secrets: Secrets?) {
        lines = text.yamlLines
        let all = text.unicodeScalars
        var counted = (index: all.startIndex, count: 0)
        starts = lines.map { line in
            counted.count += all.distance(from: counted.index, to: line.startIndex)
            counted.index = line.startIndex
            return counted.count
        }
        self.secrets = secrets
    }

    func excerpt(at origin: Origin) -> SourceExcerpt? {
        guard case .position(let line, let column) = origin, lines.indices.contains(line - 1),
            mayShow(line - 1)
        else { return nil }
        let scalars = Array(lines[line - 1].unicodeScalars)
        guard column >= 1, column <= scalars.count else { return nil }
        let length = Self.length(of: scalars[(column - 1)...])
        return Self.clipped(scalars, line: line, from: column - 1, length: length)
    }

    private func mayShow(_ number: Int) -> Bool {
        if let secrets {
            let count = lines[number].unicodeScalars.count
            return !secrets.reach(
                into: starts[number]...(starts[number] + count),
                lines[number]
            )
        }
        // A value may stand on the line below its key, and below what has such keys.
        var above = Array(max(0, number - 1)...number)
        var depth = Self.depth(of: lines[number])
        for line in (0..<number).reversed() where depth > 0 {
            guard Self.depth(of: lines[line]) < depth else { continue }
            depth = Self.depth(of: lines[line])
            above.append(line)
        }
        return above.allSatisfy { line in
            !lines[line].contains("@") && !SecretWords.areMeant(byWordsOf: lines[line])
        }
    }

    /// How far a line is indented; one with nothing in it counts as far in.
    private static func depth(of line: Substring) -> Int {
        line.firstIndex { $0 != " " }.map { line.distance(from: line.startIndex, to: $0) } ?? .max
    }

    /// How far a word, or a value in quotation marks, reaches.
    private static func length(of rest: ArraySlice<Unicode.Scalar>) -> Int {
        guard let first = rest.first, first != "\t" else { return 1 }
        if first == "\"" || first == "'" {
            let end = rest.dropFirst().firstIndex(of: first)
            return (end ?? rest.endIndex - 1) - rest.startIndex + 1
        }
        guard first != "[", first != "{" else { return 1 }
        var end = rest.startIndex
        while end < rest.endIndex, !",]}".unicodeScalars.contains(rest[end]) {
            let isLast = end + 1 == rest.endIndex
            if rest[end] == ":", isLast || rest[end + 1] == " " { break }
            if rest[end] == " ", !isLast, rest[end + 1] == "#" { break }
            end += 1
        }
        while end > rest.startIndex + 1, rest[end - 1] == " " { end -= 1 }
        return max(1, end - rest.startIndex)
    }

    private static func clipped(
        _ scalars: [Unicode.Scalar],
        line: Int,
        from start: Int,
        length: Int
    ) -> SourceExcerpt {
        let isWhole = scalars.count <= widest
        let first = isWhole ? 0 : max(0, start - before)
        let end = min(scalars.count, first + widest)
        func shown(_ part: ArraySlice<Unicode.Scalar>) -> String {
            part.map { $0 == "\t" ? "  " : $0.visible }.joined()
        }
        let head = (first > 0 ? "…" : "") + shown(scalars[first..<start])
        let marked = shown(scalars[start..<min(end, start + length)])
        let tail = shown(scalars[min(end, start + length)..<end]) + (end < scalars.count ? "…" : "")
        return SourceExcerpt(
            line: line,
            text: head + marked + tail,
            indent: head.count,
            length: max(1, marked.count)
        )
    }
}
