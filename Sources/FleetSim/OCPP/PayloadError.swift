/// Why a payload cannot be used: the code to answer with, and what to tell a person.
///
/// It is a reference, which fits a register: a function that may throw it needs no room for it, and
/// sound messages pay nothing for what might have been wrong with them.
package struct PayloadError: Error, Equatable {
    private final class Told: Sendable {
        let code: ErrorCode
        let path: String
        let problem: String

        init(_ code: ErrorCode, _ path: String, _ problem: String) {
            self.code = code
            self.path = path
            self.problem = problem
        }
    }

    private let told: Told

    package var code: ErrorCode { told.code }
    /// Where in the payload, outermost member first: `meterValue.sampledValue.unit`.
    package var path: String { told.path }
    package var problem: String { told.problem }

    // Errors are rare and may cost; kept out of line, they cost sound messages nothing.
    @inline(never)
    package init(_ code: ErrorCode, _ problem: String) {
        self.init(code, problem, at: "")
    }

    private init(_ code: ErrorCode, _ problem: String, at path: String) {
        told = Told(code, path, problem)
    }

    package static func == (left: PayloadError, right: PayloadError) -> Bool {
        (left.code, left.path, left.problem) == (right.code, right.path, right.problem)
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
    static func outside(_ range: ClosedRange<Int>, _ value: Int) -> PayloadError {
        let bounds = "\(range.lowerBound) to \(range.upperBound)"
        return PayloadError(.propertyConstraintViolation, "is \(value), not \(bounds)")
    }

    @inline(never)
    static func below(_ minimum: Int, _ value: Int) -> PayloadError {
        PayloadError(.propertyConstraintViolation, "is \(value), below \(minimum)")
    }

    @inline(never)
    static func tooLong(_ limit: Int) -> PayloadError {
        PayloadError(.propertyConstraintViolation, "is longer than \(limit) characters")
    }

    @inline(never)
    static func noTime(_ text: JSONText) -> PayloadError {
        PayloadError(.propertyConstraintViolation, "is no ISO 8601 time: ‘\(text.excerpt)’")
    }

    @inline(never)
    static func notOneOf(_ text: JSONText) -> PayloadError {
        PayloadError(.propertyConstraintViolation, "cannot be ‘\(text.excerpt)’")
    }
}
