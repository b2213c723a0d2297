import Foundation
import Testing

@Suite struct `household` {
    @Test func `names of targets differ in more than their case`() throws {
        let manifest = try String(
            contentsOf: SourceTree.root.appendingPathComponent("Package.swift"),
            encoding: .utf8
        )
        let names = manifest.matches(of: /name: "([A-Za-z-]+)"/).dropFirst().map { String($0.1) }
        let targets = names.filter { $0 != "fleetsim" }
        #expect(targets.count > 5)
        #expect(Set(targets.map { $0.lowercased() }).count == targets.count)
    }

    @Test func `files are about one thing and short`() {
        for file in SourceTree.files(under: "Sources") {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 400, "\(file.path) has \(lines) lines")
        }
    }

    /// Beyond this a function is a list: its body is one `switch`, or one expression.
    private static let longestFunction = 60

    @Test func `functions fit a screen, unless their body is one statement`() throws {
        let opening = try Regex(
            "^ *(?:(?:@\\w+(?:\\([^)]*\\))?|package|private|fileprivate|static|mutating|consuming|borrowing) )*"
                + "(?:func |init[?]?[(<])"
        )
        var count = 0
        for file in SourceTree.files(under: "Sources") {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (start, line) in lines.enumerated()
            where (line.contains("func ") || line.contains("init")) && line.contains(opening) {
                let indent = String(line.prefix { $0 == " " })
                func next(_ mark: String, after index: Int) -> Int? {
                    lines[index...].firstIndex { $0.hasPrefix(indent + mark) }
                }
                // What a protocol asks for has no body.
                guard let brace = line.hasSuffix("(") ? next(")", after: start) : start,
                    lines[brace].hasSuffix("{"), let end = next("}", after: brace + 1)
                else { continue }
                count += 1
                guard end - start >= Self.longestFunction else { continue }
                // Lines at the depth of the body: of one statement those that open and close its parts.
                let body = lines[(brace + 1)..<end].filter { line in
                    line.prefix { $0 == " " }.count == indent.count + 4
                        && !line.contains(/^ *(case |\}|\)|\]|\.|\/\/)/)
                }
                #expect(body.count == 1, "\(file.path):\(start + 1) has \(end - start + 1) lines")
            }
        }
        #expect(count > 2_000)
    }

    @Test func `every scenario says in its first comment which question it asks`() throws {
        let files = SourceTree.files(under: "scenarios", extension: "yaml")
        #expect(!files.isEmpty)
        for file in files {
            let first = file.text.split(separator: "\n").first ?? ""
            #expect(first.hasPrefix("# ") && first.contains("?"), "\(file.path): \(first)")
        }
    }

    @Test func `what changes something has a verb for a name, and no question`() {
        for file in SourceTree.files(under: "Sources") {
            for match in file.text.matches(of: /mutating func ((?:is|has|are|can)[A-Z]\w*)/) {
                Issue.record("\(file.path): \(match.1)")
            }
        }
    }

    @Test func `no work is left lying about`() {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
        for folder in ["Sources", "Tests"] {
            for file in SourceTree.files(under: folder) {
                for word in words {
                    #expect(!file.text.contains(word), "\(file.path) says \(word)")
                }
            }
        }
    }
}
