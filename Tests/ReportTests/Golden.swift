import TestSupport
import Testing

/// Compares a text with a golden file, or writes it there when goldens are written anew.
func expectGolden(
    _ text: String,
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let golden = Golden(name)
    guard !Golden.areWrittenAnew else {
        try golden.write(text)
        Issue.record("wrote \(name): read the difference", sourceLocation: sourceLocation)
        return
    }
    #expect(try golden.text() == text, "\(name) differs", sourceLocation: sourceLocation)
}
