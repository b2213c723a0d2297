/// A file's code without its comments and without what stands between quotes, and what it declares.
struct BareCode {
    let path: String
    /// As long as the file: what is left out is blank.
    let text: [UInt8]

    init(_ file: SourceTree.File) {
        path = file.path
        text = Self.bare(Array(file.text.utf8))
    }

    static let sources = SourceTree.files(under: "Sources").map(BareCode.init)

    private static func bare(_ text: [UInt8]) -> [UInt8] {
        var (bare, index) = (text, 0)
        func blank(_ range: Range<Int>) {
            for index in range where bare[index] != 0x0A { bare[index] = 0x20 }
        }
        while index < text.count {
            if text[index...].starts(with: "//".utf8) {
                let end = text[index...].firstIndex(of: 0x0A) ?? text.count
                blank(index..<end)
                index = end
            } else if text[index] == 0x22 {
                let end = endOfString(in: text, from: index)
                blank(index..<end)
                index = end
            } else {
                index += 1
            }
        }
        return bare
    }

    /// Behind its last quote; what an interpolation holds belongs to the string.
    private static func endOfString(in text: [UInt8], from start: Int) -> Int {
        let isLong = text[start...].starts(with: "\"\"\"".utf8)
        var index = start + (isLong ? 3 : 1)
        while index < text.count {
            if text[index] == 0x5C, index + 1 < text.count, text[index + 1] == 0x28 {
                index += 2
                var depth = 1
                while index < text.count, depth > 0 {
                    if text[index] == 0x22 {
                        index = endOfString(in: text, from: index)
                        continue
                    }
                    depth += text[index] == 0x28 ? 1 : text[index] == 0x29 ? -1 : 0
                    index += 1
                }
            } else if text[index] == 0x5C {
                index += 2
            } else if text[index] == 0x22 {
                if !isLong { return index + 1 }
                if text[index...].starts(with: "\"\"\"".utf8) { return index + 3 }
                index += 1
            } else {
                index += 1
            }
        }
        return text.count
    }

    /// Its words, with how deep in braces each stands and which came before it in its line.
    func forEachWord(
        _ take: (_ word: Substring, _ end: Int, _ depth: Int, _ line: Substring) -> Void
    ) {
        var (depth, index, start) = (0, 0, 0)
        while index < text.count {
            let byte = text[index]
            if Self.isWord(byte) {
                let end = text[index...].firstIndex { !Self.isWord($0) } ?? text.count
                let word = String(decoding: text[index..<end], as: UTF8.self)
                let line = String(decoding: text[start..<index], as: UTF8.self)
                take(word[...], end, depth, line[...])
                index = end
            } else {
                depth += byte == 0x7B ? 1 : byte == 0x7D ? -1 : 0
                index += 1
                if byte == 0x0A { start = index }
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }

    /// What stands between an opening mark and the one that closes it; nothing where that is missing.
    func inside(_ open: Character, _ close: Character, from index: Int) -> Range<Int>? {
        let (open, close) = (open.asciiValue ?? 0, close.asciiValue ?? 0)
        guard let start = text[index...].firstIndex(of: open) else { return nil }
        var depth = 0
        for index in start..<text.count {
            depth += text[index] == open ? 1 : text[index] == close ? -1 : 0
            if depth == 0 { return start + 1..<index }
        }
        return nil
    }

    func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
}

extension BareCode {
    struct Declared {
        var name: String
        var isPrivate: Bool
    }

    /// The types that it declares outside others.
    var types: [Declared] {
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        var (found, kind): ([Declared], Substring) = ([], "")
        forEachWord { word, _, depth, line in
            if depth == 0, kinds.contains(kind), word.first?.isUppercase == true {
                found.append(Declared(name: String(word), isPrivate: line.contains("private ")))
            }
            kind = word
        }
        return found
    }

    /// The enums that it declares, with the names of their cases.
    var enums: [(name: String, cases: Set<String>)] {
        var (found, before): ([(name: String, cases: Set<String>)], Substring) = ([], "")
        forEachWord { word, end, _, _ in
            if before == "enum", let body = inside("{", "}", from: end) {
                found.append((String(word), Self.cases(in: string(body))))
            }
            before = word
        }
        return found
    }

    /// Those at the depth of an enum's body: a switch in one of its functions has others.
    private static func cases(in body: String) -> Set<String> {
        var (depth, names): (Int, Set<String>) = (0, [])
        var isList = false
        for line in body.split(separator: "\n") {
            let code = line.drop { $0 == " " }
            let words = code.hasPrefix("indirect ") ? code.dropFirst(9) : code
            if depth == 0, isList || words.hasPrefix("case ") {
                let list = (isList ? words : words.dropFirst(5))
                    .replacing(/\([^()]*(?:\([^()]*\)[^()]*)*\)/, with: "")
                for item in list.split(separator: ",") {
                    if let name = item.firstMatch(of: /\w+/) { names.insert(String(name.0)) }
                }
                isList = list.last == ","
            }
            for byte in line.utf8 { depth += byte == 0x7B ? 1 : byte == 0x7D ? -1 : 0 }
        }
        return names
    }

    struct Function {
        var name: String
        var line: Int
        var parameters: Int
        /// Whether it does nothing but take over what it is given, as that of a record does.
        var onlyTakesOver: Bool
    }

    /// The functions and initialisers that it declares, without those of closures' types.
    var functions: [Function] {
        var (found, before): ([Function], Substring) = ([], "")
        forEachWord { word, end, _, line in
            defer { before = word }
            let isCall = line.last == "." || word != "init"
            guard before == "func" || !isCall,
                let list = inside("(", ")", from: end)
            else { return }
            found.append(
                Function(
                    name: String(word),
                    line: text[..<end].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) },
                    parameters: Self.count(of: string(list)),
                    onlyTakesOver: onlyTakesOver(from: list.upperBound)
                )
            )
        }
        return found
    }

    private static func count(of list: String) -> Int {
        var (depth, count, isOpen) = (0, 0, false)
        for letter in list.replacing("->", with: "") where !letter.isWhitespace {
            if depth == 0, letter == "," {
                count += 1
                isOpen = false
                continue
            }
            isOpen = true
            switch letter {
            case "(", "[", "{", "<": depth += 1
            case ")", "]", "}", ">": depth -= 1
            case _: break
            }
        }
        return count + (isOpen ? 1 : 0)
    }

    private func onlyTakesOver(from index: Int) -> Bool {
        guard let body = inside("{", "}", from: index) else { return false }
        return string(body).split(separator: "\n").map { $0.drop { $0 == " " } }
            .allSatisfy { $0.isEmpty || $0.wholeMatch(of: /self\.\w+ = \w+/) != nil }
    }
}
