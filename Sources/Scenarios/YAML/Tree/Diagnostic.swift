/// One mistake in a scenario: where it stands, what it is, what may have been meant.
package struct Diagnostic: Error, Equatable, Sendable {
    package var origin: Origin
    package var problem: String
    package var suggestion: String?

    func line(file: String) -> String {
        let tail = suggestion.map { ", \($0)" } ?? ""
        return "\(origin.label(file: file)): \(problem)\(tail)"
    }
}
