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
