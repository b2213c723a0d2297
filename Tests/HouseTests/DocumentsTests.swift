import Foundation
import Testing

/// What the documents name is there.
@Suite struct `the documents` {
    private static let all = [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Benchmarks/README.md",
        "docs/capacity.md", "docs/charger-models.md", "docs/commands.md", "docs/comparing.md",
        "docs/glossary.md",
        "docs/limits.md", "docs/load-testing.md", "docs/nightly.md", "docs/planning.md",
        "docs/presets.md", "docs/reports.md", "docs/scenarios.md", "docs/thresholds.md",
    ]

    private static let code =
        (SourceTree.files(under: "Sources")
        + SourceTree.files(under: "Tests") + SourceTree.files(under: "Benchmarks"))
        .map { (path: $0.path, text: $0.text) }

    private func text(of document: String) throws -> String {
        try String(contentsOf: SourceTree.root.appendingPathComponent(document), encoding: .utf8)
    }

    /// What stands between backticks, outside blocks of code.
    private func spans(_ document: String) throws -> [String] {
        let prose = try text(of: document).components(separatedBy: "```").enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
        return prose.matches(of: /`([^`\n]+)`/).map { String($0.1) }
    }

    @Test(arguments: all)
    func `name folders and files that there are`(document: String) throws {
        for span in try spans(document) {
            guard
                let path = span.wholeMatch(
                    of: /(?:\.\/)?((?:Sources|Tests|Benchmarks|scripts|scenarios|docs)\/[\w\/.+-]+)/
                )
            else { continue }
            let place = SourceTree.root.appendingPathComponent(String(path.1))
            #expect(FileManager.default.fileExists(atPath: place.path), "\(document): \(span)")
        }
    }

    @Test(arguments: ["ARCHITECTURE.md", "docs/charger-models.md"])
    func `name rooms of the code that there are`(document: String) throws {
        for span in try spans(document) {
            // As in Charger+Access, or in Worlds/Live/LiveWorld.
            guard span.wholeMatch(of: /[A-Z]\w+(?:\/[A-Z]\w+)*(?:\+[A-Z]\w+)?/) != nil,
                span.contains("/") || span.contains("+"), !span.hasPrefix("Tests/")
            else { continue }
            let isThere = Self.code.contains {
                $0.path.hasSuffix("/\(span).swift") || $0.path.contains("/\(span)/")
            }
            #expect(isThere, "\(document): \(span)")
        }
    }

    @Test(arguments: ["ARCHITECTURE.md", "CONTRIBUTING.md"])
    func `name types that there are`(document: String) throws {
        for span in try spans(document)
        where span != "PyYAML" && span.wholeMatch(of: /[A-Z][a-z]+[A-Z]\w+/) != nil {
            let word = try Regex("\\b\(span)\\b")
            #expect(
                Self.code.contains { $0.path.contains(span) || $0.text.contains(word) },
                "\(document): \(span)"
            )
        }
    }

    @Test(arguments: all)
    func `link to files that there are`(document: String) throws {
        let folder = SourceTree.root.appendingPathComponent(document).deletingLastPathComponent()
        for link in try text(of: document).matches(of: /\]\(([^)#]+)(?:#[^)]*)?\)/) {
            guard !link.1.contains("://") else { continue }
            let place = folder.appendingPathComponent(String(link.1))
            #expect(FileManager.default.fileExists(atPath: place.path), "\(document): \(link.1)")
        }
    }

    /// CHANGELOG is a history: what it names may have gone since.
    @Test func `name every command that there is`() throws {
        let table = try text(of: "docs/commands.md")
        let help = try text(of: "Sources/CLI/Help.swift")
        let start = try #require(help.range(of: "usage: fleetsim COMMAND"))
        let end = try #require(help.range(of: "‘fleetsim COMMAND --help’"))
        let commands = help[start.upperBound..<end.lowerBound].matches(of: #/\n +([a-z-]+) /#)
        #expect(commands.count > 6)
        for command in commands {
            #expect(table.contains("`fleetsim \(command.1)"), "fleetsim \(command.1)")
        }
    }
}
