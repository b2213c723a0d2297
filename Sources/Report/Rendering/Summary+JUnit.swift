import FleetSim

extension Summary {
    /// A test case per threshold, as build servers read them.
    ///
    /// A run that did not come to its end is an error among them, so that it is not taken for good.
    package var junit: String {
        let gate = capacity?.junit(of: run.scenario).map { [$0] } ?? []
        let planCases = plan.map { PlanCases($0, of: run.scenario) }
        let cases =
            verdicts.map(testCase) + (planCases?.cases ?? []) + gate
            + (unfinished.map { [$0] } ?? [])
        let failures =
            verdicts.count { !$0.passed } + (planCases?.failures ?? 0)
            + (capacity?.isReached == false ? 1 : 0)
        let errors = (unfinished == nil ? 0 : 1) + (capacity?.isGateUntried == true ? 1 : 0)
        let seconds = Double(machine.wallMicroseconds ?? 0) / 1_000_000
        let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites \(counts) time="\(seconds)">
            <testsuite name="\(run.scenario.inXML)" \(counts) skipped="0" time="\(seconds)" \
            timestamp="\(String(machine.startedAt.prefix(19)).inXML)" hostname="\(machine.host.inXML)">
            \(cases.joined())</testsuite>
            </testsuites>

            """
    }

    private func testCase(_ verdict: Verdict) -> String {
        let className = verdict.phase.map { "\(run.scenario).\($0)" } ?? run.scenario
        let heading = """
            <testcase classname="\(className.inXML)" name="\(verdict.title.inXML)" time="0"
            """
        guard !verdict.passed else { return heading + "/>\n" }
        let message = verdict.finding.inXML
        let kind = verdict.value == nil ? "no-sample" : "threshold"
        return """
            \(heading)>
            <failure type="\(kind)" message="\(message)">\(verdict.title.inXML): \(message)\
            \(remarks.map { "\n" + $0.inXML }.joined())</failure>
            </testcase>

            """
    }

    /// How the run ended and why.
    private var explanation: String {
        ([ending] + (run.statusReason.map { [$0] } ?? [])).joined(separator: "; ")
    }

    private var unfinished: String? {
        guard run.status != RunResult.Status.complete.rawValue else { return nil }
        return """
            <testcase classname="\(run.scenario.inXML)" name="the run comes to its end" time="0">
            <error type="\(run.status.inXML)" message="\(explanation.inXML)"/>
            </testcase>

            """
    }
}
