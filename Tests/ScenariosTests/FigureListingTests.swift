import Scenarios
import Testing

@Suite struct `the listing of figures and metrics` {
    private let lines = FigureListing.text().split(separator: "\n").map(String.init)

    private func line(of name: String) -> String? {
        lines.first { $0.hasPrefix("\(name) ") }
    }

    @Test func `has a line for every figure of plans, with what it means`() throws {
        for figure in PlanFigure.allCases {
            let own = try #require(line(of: figure.rawValue), "\(figure.rawValue)")
            #expect(own.hasSuffix("  \(figure.meaning)"))
        }
        #expect(Set(PlanFigure.allCases.map(\.meaning)).count == PlanFigure.allCases.count)
    }

    @Test func `has a line for every metric, or for that of all calls with each call by name`()
        throws
    {
        for metric in Metric.all {
            if case .calls(.action(let name), let measure) = metric {
                #expect(FigureListing.text().contains(" \(name.word)"), "\(name.word)")
                #expect(line(of: "calls.\(measure.rawValue)") != nil)
            } else {
                let own = try #require(line(of: metric.text), "\(metric.text)")
                #expect(own.hasSuffix("  \(metric.meaning)"))
            }
        }
        #expect(Set(Metric.all.map(\.text)).count == Metric.all.count)
    }

    @Test func `every example in it is a target or a threshold that can be read`() {
        for line in lines {
            let cells = line.split(separator: #/ {2,}/#).map(String.init)
            guard let example = cells.first(where: { $0.contains(#/^(p99 )?[<>]=? [0-9]/#) }) else {
                continue
            }
            let isFigure = PlanFigure(rawValue: cells[0]) != nil
            let text =
                isFigure
                ? "plan: {targets: ['\(cells[0]) \(example)']}"
                : "thresholds: ['\(cells[0]) \(example)']"
            #expect(Parsed.completed(text).lines == [], "\(text)")
        }
    }

    @Test func `is JSON too`() throws {
        let json = FigureListing.json()
        #expect(json.contains(#""name": "wait.p95""#))
        #expect(json.contains(#""name": "boot.latency""#))
    }

    @Test func `fits a terminal but for the longest sentences`() {
        #expect(lines.allSatisfy { $0.count <= 125 })
    }
}
