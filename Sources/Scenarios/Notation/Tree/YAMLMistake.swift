/// What is wrong with text that is no YAML, in the terms of the text.
///
/// libyaml says what its grammar wanted. Who indented a line by one space too many is helped by the
/// column that it should have.
struct YAMLMistake {
    /// A place in the text; both count from zero, as libyaml does.
    struct Mark: Equatable {
        var line: Int
        var column: Int
    }

    /// libyaml's words, and what it was reading then.
    let problem: String
    let context: String
    /// Where it was found, and where that which was being read begins.
    let found: Mark
    let start: Mark
    private let lines: [Substring]

    init(_ problem: String, _ context: String, at found: Mark, from start: Mark, of text: String) {
        self.problem = problem
        self.context = context
        self.found = found
        self.start = start
        lines = text.yamlLines
    }

    /// Where to point, what is wrong, and what helps.
    var told: (at: Mark, problem: String, suggestion: String?) {
        switch problem {
        case "did not find expected key":
            misindented("the keys of the mapping that begins in line \(start.line + 1) are")
        case "did not find expected '-' indicator":
            misindented("each ‘-’ of the list that begins in line \(start.line + 1) is")
        case "did not find expected ',' or ']'": open("[", closed: "]")
        case "did not find expected ',' or '}'": open("{", closed: "}")
        case "could not find expected ':'":
            (start, "a ‘:’ is missing here", "a key and its value are written as ‘key: value’")
        case "mapping values are not allowed in this context":
            (found, "there can be no ‘:’ here", wayToColon)
        case "block sequence entries are not allowed in this context":
            (found, "a list cannot begin here", "its first ‘- ’ begins a line of its own")
        case "found unexpected end of stream" where context.hasSuffix("a quoted scalar"):
            (start, "the quotation mark that opens here is never closed", nil)
        case "found character that cannot start any token": beginning
        case "did not find expected alphabetic or numeric character":
            (start, "what begins with \(character(at: start)) is a name in YAML", Self.quotes)
        case "did not find expected node content": (found, "a value is missing here", nil)
        case "found unknown escape character":
            (
                found, "this is no escape",
                "between apostrophes, as in 'C:\\a', a backslash is itself"
            )
        case "did not find expected <document start>":
            (found, "the scenario has ended before this line", "look at the indentation")
        default: (found, context.isEmpty ? problem : "\(problem) \(context)", nil)
        }
    }

    private static let quotes = "if it is a value, put quotation marks around it"

    /// A line that begins in a column of no line above it, or a word behind a value.
    private func misindented(_ others: String) -> (at: Mark, problem: String, suggestion: String?) {
        guard indent(of: found.line) == found.column else {
            return (
                found, "this is one word too many", "put quotation marks around the whole value"
            )
        }
        return (
            found, "this line is indented as no line above it",
            "\(others) in column \(start.column + 1)"
        )
    }

    private func open(
        _ opening: String,
        closed closing: String
    ) -> (at: Mark, problem: String, suggestion: String?) {
        guard isBeforeEnd(found) else { return (start, "this ‘\(opening)’ is never closed", nil) }
        if endsInVariable {
            let about = "within […] and {…} a variable stands in quotation marks: \"${NAME}\""
            return (found, "‘,’ or ‘\(closing)’ is missing here", about)
        }
        let begins =
            start.line == found.line ? nil : "the ‘\(opening)’ is in line \(start.line + 1)"
        return (found, "‘,’ or ‘\(closing)’ is missing here", begins)
    }

    private var beginning: (at: Mark, problem: String, suggestion: String?) {
        let isTab = self[found] == "\t"
        return isTab
            ? (found, "a tab cannot indent YAML", "use spaces")
            : (found, "no value can begin with \(character(at: found))", Self.quotes)
    }

    /// What a colon that is out of place may be: a value with one, or a key before it without its space.
    private var wayToColon: String? {
        let line = scalars(of: found.line)
        let before = line.prefix(found.column)
        if before.split(separator: ":").count > 1
            || before.contains(where: { "'\"".unicodeScalars.contains($0) })
        {
            return "a value with ‘: ’ in it stands in quotation marks"
        }
        let above = (0..<found.line).last { !isBlank($0) }
        guard let above else { return nil }
        let colon = scalars(of: above).firstIndex(of: ":")
        if let colon, colon + 1 < scalars(of: above).count, scalars(of: above)[colon + 1] != " " {
            return "a space is missing behind the ‘:’ in line \(above + 1)"
        }
        if indent(of: found.line) > indent(of: above) {
            return "is this line indented too far?"
        }
        return colon == nil ? "a ‘:’ is missing in line \(above + 1)" : nil
    }

    /// Whether a variable begins just before the place: its brace means something else there.
    private var endsInVariable: Bool {
        let line = scalars(of: found.line)
        return found.column > 0 && self[found] == "{" && line[found.column - 1] == "$"
    }

    /// Whether something that counts is at the place or below.
    private func isBeforeEnd(_ mark: Mark) -> Bool {
        self[mark] != nil || lines.indices.dropFirst(mark.line + 1).contains { !isBlank($0) }
    }

    private func character(at mark: Mark) -> String {
        self[mark].map { "\(String(Character($0)).quoted)" } ?? "this"
    }

    private subscript(mark: Mark) -> Unicode.Scalar? {
        let line = scalars(of: mark.line)
        return line.indices.contains(mark.column) ? line[mark.column] : nil
    }

    private func scalars(of line: Int) -> [Unicode.Scalar] {
        lines.indices.contains(line) ? Array(lines[line].unicodeScalars) : []
    }

    private func indent(of line: Int) -> Int {
        scalars(of: line).firstIndex { $0 != " " } ?? scalars(of: line).count
    }

    private func isBlank(_ line: Int) -> Bool {
        let rest = scalars(of: line).drop { $0 == " " || $0 == "\t" }
        return rest.isEmpty || rest.first == "#"
    }
}

extension String {
    /// Its lines, as libyaml counts them, without their ends and without a mark of byte order.
    ///
    /// A line end of Windows is one character to Swift, and none that `"\n"` would split at.
    var yamlLines: [Substring] {
        let scalars = unicodeScalars
        var lines: [Substring] = []
        var start = scalars.startIndex
        if scalars.first == "\u{FEFF}" { scalars.formIndex(after: &start) }
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            var next = scalars.index(after: index)
            guard scalar.isLineEnd else {
                index = next
                continue
            }
            lines.append(Substring(scalars[start..<index]))
            if scalar == "\r", next < scalars.endIndex, scalars[next] == "\n" {
                scalars.formIndex(after: &next)
            }
            start = next
            index = next
        }
        lines.append(Substring(scalars[start...]))
        return lines
    }
}

extension Unicode.Scalar {
    /// Whether YAML 1.1 ends a line with it.
    fileprivate var isLineEnd: Bool {
        switch self {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }
}
