/// What is wrong with the text of a value, before it is known where the text stands.
package struct Complaint: Error, Equatable {
    package var problem: String
    package var suggestion: String?

    init(_ problem: String, suggestion: String? = nil) {
        self.problem = problem
        self.suggestion = suggestion
    }
}
