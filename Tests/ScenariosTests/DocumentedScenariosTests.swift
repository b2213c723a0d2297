import Foundation
import Scenarios
import Testing

@Suite struct `scenarios in documents` {
    /// The blocks of YAML that have a fleet, and so are whole.
    private static func blocks() throws -> [(location: String, text: String)] {
        let folder = PackageFiles.path("docs")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return try (files + ["README.md"]).flatMap { file in
            let parts = try PackageFiles.text(file).components(separatedBy: "```yaml\n").dropFirst()
            return parts.enumerated().compactMap { number, part in
                let text = part.components(separatedBy: "```")[0]
                let isWhole = ("\n" + text).contains("\nfleet:")
                return isWhole ? ("\(file), block \(number + 1)", text) : nil
            }
        }
    }

    @Test func `have no mistake but lists and variables that are not there`() throws {
        let blocks = try Self.blocks()
        #expect(blocks.count >= 4)
        for (location, text) in blocks {
            let wrong = Parsed(text).lines.filter { line in
                !["there is no such file", "the environment has no variable"]
                    .contains { line.contains($0) }
            }
            #expect(wrong.isEmpty, "\(location): \(wrong)")
        }
    }
}
