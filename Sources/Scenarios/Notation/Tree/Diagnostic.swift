/// One mistake in a scenario: where it stands, what it is, what may have been meant.
package struct Diagnostic: Error, Equatable, Sendable {
    package var origin: Origin
    package var problem: String
    package var suggestion: String?

    func reported(file: String, _ source: SourceLines) -> ReportedProblem {
        let tail = suggestion.map { ", \($0)" } ?? ""
        let location = "\(origin.label(file: file)):"
        return ReportedProblem(
            "\(location) \(problem)\(tail)",
            at: location,
            source.excerpt(at: origin)
        )
    }
}
