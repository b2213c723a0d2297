import Foundation
import Scenarios
import Testing

@Suite struct `scenarios in documents` {
    /// The blocks of YAML that have a fleet, and so are whole.
    private static func blocks() throws -> [(place: String, text: String)] {
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

    @Test func `have no mistake but that a list which they name is not there`() throws {
        let blocks = try Self.blocks()
        #expect(blocks.count >= 4)
        for (place, text) in blocks {
            let wrong = Parsed(text).lines.filter { !$0.contains("there is no such file") }
            #expect(wrong.isEmpty, "\(place): \(wrong)")
        }
    }
}
