import Scenarios

/// What a plan came to as test cases: one for each target, and one for all of them together.
///
/// A target passes if the smallest design keeps it or, where there is no such design, any does.
struct PlanCases {
    private(set) var cases: [String] = []
    private(set) var failures = 0

    init(_ plan: PlanSummary, of scenario: String) {
        for kind in plan.kinds {
            let className = kind.map { "\(scenario).\($0)" } ?? scenario
            let designs = plan.designs.filter { $0.arrivals == kind }
            guard let targets = designs.first?.targets, !targets.isEmpty else { continue }
            for (number, target) in targets.enumerated() {
                let verdicts = designs.compactMap {
                    number < $0.targets.count ? $0.targets[number].verdict : nil
                }
                add(className, target.expression, verdicts, "no design keeps it")
            }
            add(
                className,
                "a design meets all targets",
                designs.map(\.verdict),
                plan.answers.joined(separator: " ")
            )
        }
    }

    private mutating func add(
        _ className: String,
        _ name: String,
        _ verdicts: [PlanVerdict],
        _ message: String
    ) {
        let heading = "<testcase classname=\"\(className.inXML)\" name=\"\(name.inXML)\" time=\"0\""
        guard !verdicts.contains(.met) else { return cases.append(heading + "/>\n") }
        failures += 1
        let kind: PlanVerdict = verdicts.contains(.undecided) ? .undecided : .missed
        let text = kind == .undecided ? "undecided; \(message)" : message
        cases.append(
            """
            \(heading)>
            <failure type="\(kind.rawValue)" message="\(text.inXML)"/>
            </testcase>

            """
        )
    }
}
