import Foundation

/// A part of a document that is made by a program.
///
/// It stands between `<!-- generated: NAME -->` and `<!-- end -->`. Tests compare it, or write it
/// there with UPDATE_GOLDENS=1.
package struct GeneratedPart {
    private let file: URL
    private let start: String
    private let end = "<!-- end -->"

    package init(_ name: String, of document: String) {
        file = Program.root.appendingPathComponent(document)
        start = "<!-- generated: \(name) -->"
    }

    /// What stands there; nil: the document has no such part.
    package func text() throws -> String? {
        let document = try String(contentsOf: file, encoding: .utf8)
        return range(in: document).map { String(document[$0]) }
    }

    /// Whether the part is that text, after it was written if that is wanted.
    package func matches(_ text: String) throws -> Bool {
        let wanted = "\n\n\(text.trimmingCharacters(in: .newlines))\n\n"
        if Golden.areWrittenAnew {
            var document = try String(contentsOf: file, encoding: .utf8)
            if let range = range(in: document) {
                document.replaceSubrange(range, with: wanted)
                try document.write(to: file, atomically: true, encoding: .utf8)
            }
        }
        return try self.text() == wanted
    }

    private func range(in document: String) -> Range<String.Index>? {
        guard let start = document.range(of: start),
            let end = document.range(of: end, range: start.upperBound..<document.endIndex)
        else { return nil }
        return start.upperBound..<end.lowerBound
    }
}
