import FleetSim

extension Summary {
    /// The calls as one table, a row per action and direction (RFC 4180); of a plan its designs.
    ///
    /// The verdicts, where there are any, and how the run ended follow as two more, each after an
    /// empty line.
    package var csv: String {
        if let plan { return plan.csv }
        if let capacity { return capacity.csv }
        let table = callRecords
        let ending = [["status", "reason"], [run.status, run.statusReason ?? ""]]
            .map(CSVRecord.text).joined()
        let tables = [table, verdicts.isEmpty ? "" : verdictRecords, ending]
        return tables.filter { !$0.isEmpty }.joined(separator: "\r\n")
    }

    /// A row for each action and direction.
    var callRecords: String {
        let head =
            ["action", "direction", "count", "per_second"] + Outcome.allCases.map(\.name)
            + ["overdue", "bytes_sent", "bytes_received"] + columns(of: "latency")
            + columns(of: "service")
        return ([head] + calls.map(cells)).map(CSVRecord.text).joined()
    }

    private var verdictRecords: String {
        let rows = verdicts.map { verdict in
            [
                verdict.expression, verdict.phase ?? "", verdict.value.map { "\($0)" } ?? "",
                verdict.unit, "\(verdict.passed)", verdict.measured,
            ]
        }
        let head = ["threshold", "phase", "value", "unit", "passed", "shown"]
        return ([head] + rows).map(CSVRecord.text).joined()
    }

    private func columns(of latency: String) -> [String] {
        ["p50", "p90", "p99", "p99_9", "max"].map { "\(latency)_\($0)_us" }
            + ["\(latency)_unanswered", "\(latency)_lower_bounds"]
    }

    private func cells(of calls: CallSummary) -> [String] {
        [
            calls.action ?? "", calls.direction, "\(calls.count)", "\(perSecond(calls.count))",
        ]
            + calls.outcomes.map(String.init)
            + ["\(calls.overdue)", "\(calls.bytesSent)", "\(calls.bytesReceived)"]
            + cells(of: calls.latency) + cells(of: calls.service)
    }

    /// Empty cells where no time is known; last the figures that the true values exceed.
    private func cells(of latency: LatencySummary?) -> [String] {
        guard let latency else { return Array(repeating: "", count: 7) }
        return latency.figures.map { "\($0.figure.microseconds)" }
            + ["\(latency.unanswered)", latency.lowerBounds.joined(separator: " ")]
    }
}
