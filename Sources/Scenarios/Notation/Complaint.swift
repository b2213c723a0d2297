/// What is wrong with the text of a value, before it is known where the text stands.
package struct Complaint: Error, Equatable {
    package var problem: String
    package var suggestion: String?
    /// Where it stands below the value that it is about, where that is known.
    var path: [YAMLNode.Step]?
    /// The key that is missing, if that is all.
    private(set) var missing: String?

    init(_ problem: String, suggestion: String? = nil, at path: [YAMLNode.Step]? = nil) {
        self.problem = problem
        self.suggestion = suggestion
        self.path = path
    }

    /// A key that has to be there.
    static func missing(_ key: String) -> Complaint {
        var complaint = Complaint("the key \(key.quoted) is missing")
        complaint.missing = key
        return complaint
    }
}
