import Foundation
import Testing

/// What the documents name is there.
@Suite struct `the documents` {
    private static let all =
        [
            "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Benchmarks/README.md",
            "docs/capacity.md", "docs/charger-models.md", "docs/commands.md", "docs/comparing.md",
            "docs/decisions.md", "docs/figures.md", "docs/fleets.md",
            "docs/glossary.md", "docs/installing.md",
            "docs/keys.md",
            "docs/limits.md", "docs/load-testing.md", "docs/nightly.md", "docs/observing.md",
            "docs/planning.md",
            "docs/presets.md", "docs/protocol.md", "docs/reports.md", "docs/scenarios.md",
            "docs/serving.md", "docs/shards.md",
            "docs/thresholds.md", "docs/versions.md",
        ] + rooms

    /// What a room of the code says of its inside.
    private static let rooms = SourceTree.files(under: "Sources", extension: "md").map(\.path)

    private static let code =
        (SourceTree.files(under: "Sources")
        + SourceTree.files(under: "Tests") + SourceTree.files(under: "Benchmarks"))
        .map { (path: $0.path, text: $0.text) }

    /// Every word of the code, found once: to look for each by itself takes minutes.
    private static let words = Set(
        code.flatMap { file in
            file.text.utf8.split { byte in
                !(0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x5F)
            }
            .map { String(decoding: $0, as: UTF8.self) }
        }
    )

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
            let file = SourceTree.root.appendingPathComponent(String(path.1))
            #expect(FileManager.default.fileExists(atPath: file.path), "\(document): \(span)")
        }
    }

    @Test(arguments: ["ARCHITECTURE.md", "docs/charger-models.md"] + rooms)
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

    @Test(arguments: ["ARCHITECTURE.md", "CONTRIBUTING.md"] + rooms)
    func `name types that there are`(document: String) throws {
        for span in try spans(document)
        where span != "PyYAML" && span.wholeMatch(of: /[A-Z][a-z]+[A-Z]\w+/) != nil {
            #expect(
                Self.words.contains(span) || Self.code.contains { $0.path.contains(span) },
                "\(document): \(span)"
            )
        }
    }

    @Test(arguments: all)
    func `link to files that there are`(document: String) throws {
        let folder = SourceTree.root.appendingPathComponent(document).deletingLastPathComponent()
        for link in try text(of: document).matches(of: /\]\(([^)#]+)(?:#[^)]*)?\)/) {
            guard !link.1.contains("://") else { continue }
            let file = folder.appendingPathComponent(String(link.1))
            #expect(FileManager.default.fileExists(atPath: file.path), "\(document): \(link.1)")
        }
    }

    @Test func `have a map of three screens, and a page for each room with much inside`() throws {
        #expect(try text(of: "ARCHITECTURE.md").split(separator: "\n").count <= 160)
        let map = try text(of: "ARCHITECTURE.md")
        for room in Self.rooms {
            #expect(map.contains("(\(room))"), "the map has no way to \(room)")
        }
        #expect(Self.rooms.count > 10)
    }

    @Test func `have every document in their list`() throws {
        let folder = SourceTree.root.appendingPathComponent("docs").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".md") && $0 != "run-database.md" }
        #expect(Set(names.map { "docs/\($0)" }) == Set(Self.all.filter { $0.hasPrefix("docs/") }))
    }

    @Test func `show every call of OCPP with a test that has it`() throws {
        let calls = try text(of: "Sources/FleetSim/OCPP/Action.swift")
            .matches(of: /case \.\w+: "(\w+)"/).map { String($0.1) }
        #expect(calls.count == 39)
        let rows = try text(of: "docs/protocol.md").split(separator: "\n")
        for call in calls {
            let row = try #require(rows.first { $0.hasPrefix("| \(call) |") }, "\(call)")
            let files = row.matches(of: /`([\w\/]+\.swift)`/).map { String($0.1) }
            let texts = try files.map { try text(of: "Tests/FleetSimTests/\($0)") }
            let name = call.prefix(1).lowercased() + call.dropFirst()
            let shows = texts.contains { $0.contains(call) || $0.contains(".\(name)") }
            #expect(shows, "\(call): none of \(files) has it")
        }
    }
}
