import FleetSim

extension Summary {
    /// The calls as one table, a row per action and direction (RFC 4180); of a plan its designs.
    ///
    /// Where there are thresholds their verdicts follow as a second one, after an empty line.
    var csv: String {
        if let plan { return plan.csv }
        let head =
            ["action", "direction", "count", "per_second"] + Outcome.allCases.map(\.name)
            + ["bytes_sent", "bytes_received"] + columns(of: "latency") + columns(of: "service")
        let table = ([head] + calls.map(cells)).map(CSVRecord.text).joined()
        return verdicts.isEmpty ? table : table + "\r\n" + verdictRecords
    }

    private var verdictRecords: String {
        let rows = verdicts.map { verdict in
            [
                verdict.expression, verdict.phase ?? "", verdict.value.map { "\($0)" } ?? "",
                verdict.unit, "\(verdict.passed)",
            ]
        }
        let head = ["threshold", "phase", "value", "unit", "passed"]
        return ([head] + rows).map(CSVRecord.text).joined()
    }

    private func columns(of latency: String) -> [String] {
        ["p50", "p90", "p99", "p99_9", "max"].map { "\(latency)_\($0)_us" }
    }

    private func cells(of calls: CallSummary) -> [String] {
        [
            calls.action ?? "", calls.direction, "\(calls.count)", "\(perSecond(calls.count))",
        ]
            + calls.outcomes.map(String.init)
            + ["\(calls.bytesSent)", "\(calls.bytesReceived)"]
            + cells(of: calls.latency) + cells(of: calls.service)
    }

    /// Empty cells where nothing was ever answered.
    private func cells(of latency: LatencySummary?) -> [String] {
        guard let latency else { return Array(repeating: "", count: 5) }
        return [latency.p50, latency.p90, latency.p99, latency.p999, latency.max].map(String.init)
    }
}
