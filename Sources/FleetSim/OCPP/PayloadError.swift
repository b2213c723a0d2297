/// Why a payload cannot be used: the code to answer with, and what to tell a person.
package struct PayloadError: Error, Equatable {
    package let code: ErrorCode
    /// Where in the payload, outermost member first: `meterValue.sampledValue.unit`.
    package let path: String
    package let problem: String

    // Errors are rare and may cost; kept out of line, they cost sound messages nothing.
    @inline(never)
    package init(_ code: ErrorCode, _ problem: String) {
        self.init(code, problem, at: "")
    }

    private init(_ code: ErrorCode, _ problem: String, at path: String) {
        self.code = code
        self.path = path
        self.problem = problem
    }

    package var detail: String {
        guard path.isEmpty else { return "\(path) \(problem)" }
        // What is said of a member needs a subject where it is said of all.
        let hasNone = ["is ", "must "].contains(where: problem.hasPrefix)
        return hasNone ? "the payload \(problem)" : problem
    }

    /// The same error, said of the member it was found in.
    @inline(never)
    func inside(_ member: WireText) -> PayloadError {
        PayloadError(code, problem, at: path.isEmpty ? member.string : "\(member.string).\(path)")
    }
}

extension PayloadError {
    /// A mandatory member is absent: the payload is incomplete, which OCPP calls a protocol error.
    @inline(never)
    static func missing(_ member: WireText) -> PayloadError {
        PayloadError(.protocolError, "is missing").inside(member)
    }

    @inline(never)
    static func empty(_ member: WireText) -> PayloadError {
        PayloadError(.occurenceConstraintViolation, "must not be empty").inside(member)
    }

    @inline(never)
    static func tooLong(_ limit: Int) -> PayloadError {
        PayloadError(.propertyConstraintViolation, "is longer than \(limit) characters")
    }

    @inline(never)
    static func notOneOf(_ text: JSONText) -> PayloadError {
        PayloadError(.propertyConstraintViolation, "cannot be ‘\(text.excerpt)’")
    }
}
