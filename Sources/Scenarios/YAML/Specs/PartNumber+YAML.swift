extension PartNumberError {
    /// The mistake as a person is told of it.
    func complaint(about text: String) -> Complaint {
        switch self {
        case .fields(let count):
            Complaint(
                "\(text.quoted) has \(count) code\(count == 1 ? "" : "s") between hyphens",
                suggestion: "a part number has five to seven, such as ‘PLP1-M-2-4-9-002-A’"
            )
        case .model(let code):
            Complaint(
                "unknown model code \(code.quoted)",
                suggestion: Spelling.suggestion(
                    for: code,
                    among: PartNumber.Line.allCases.map(\.rawValue)
                )
            )
        case .code(let code, let field, let line, let known):
            Complaint(
                "a \(line.name) has no \(field) code \(code.quoted)",
                suggestion: "known here: \(known.joined(separator: ", "))"
            )
        case .noOCPP(let code, let line):
            Complaint(
                "version \(code.quoted) of a \(line.name) has no OCPP",
                suggestion: "it comes with \(line.versions.map(\.rawValue).listed("or"))"
            )
        case .phases:
            Complaint("a connector of type 1 has one phase, this power needs three")
        case .custom(let code):
            Complaint("\(code.quoted) is no custom code", suggestion: "it has three digits")
        case .revision(let code):
            Complaint(
                "\(code.quoted) is no revision",
                suggestion: "it has one or two letters or digits"
            )
        }
    }
}
