import Foundation
import TestSupport
import Testing

@testable import FleetSim
@testable import Report

/// The dashboard of docs asks for what the page for Prometheus has, and for all of it.
@Suite struct `the Grafana dashboard` {
    private struct Dashboard: Decodable {
        struct Panel: Decodable {
            struct Target: Decodable {
                var expr: String
            }

            struct GridPosition: Decodable {
                var x, y, w, h: Int
            }

            var id: Int
            var title: String
            var gridPos: GridPosition
            var targets: [Target]
        }

        var panels: [Panel]
    }

    private func dashboard() throws -> Dashboard {
        let file = Program.root.appendingPathComponent("docs/grafana-dashboard.json")
        return try JSONDecoder().decode(Dashboard.self, from: Data(contentsOf: file))
    }

    /// The names and labels that the page has after a window with an answer.
    private func page() -> String {
        var tally = RunTally(
            RunTally.Facts(
                scenario: "day",
                seed: 1,
                csms: "ws://csms",
                version: "1",
                chargers: 4,
                duration: .seconds(60),
                speed: 1
            )
        )
        var batch = Batch.fixture()
        batch.answers = AnswerWatch(last: .minute(0), waitingSince: nil, waiting: 0)
        tally.add(batch)
        return MetricsPage.text(of: tally)
    }

    @Test func `every name that it asks for is on the page, and every metric is asked for`() throws
    {
        let page = page()
        let types = page.matches(of: /# TYPE (\w+) (\w+)/).map { (String($0.1), String($0.2)) }
        #expect(types.count > 15)
        let asked = try dashboard().panels.flatMap(\.targets).flatMap { target in
            target.expr.matches(of: /fleetsim_\w+/).map { String($0.output) }
        }
        for name in asked {
            #expect(page.contains("\n\(name){") || page.contains("\n\(name) "), "\(name)")
        }
        for (name, type) in types {
            let sample = type == "histogram" ? name + "_bucket" : name
            #expect(asked.contains(sample), "no panel shows \(name)")
        }
    }

    @Test func `labels that it sums by are on the page, and counters are rated`() throws {
        let page = page()
        for target in try dashboard().panels.flatMap(\.targets) {
            for labels in target.expr.matches(of: /by \(([a-z, ]+)\)/) {
                for label in labels.1.split(separator: ", ") {
                    #expect(page.contains("\(label)=\""), "\(label)")
                }
            }
            if target.expr.contains("_total") || target.expr.contains("_bucket") {
                #expect(target.expr.contains("rate("), "\(target.expr)")
            }
        }
    }

    @Test func `panels have numbers of their own and do not overlap`() throws {
        let panels = try dashboard().panels
        #expect(Set(panels.map(\.id)).count == panels.count)
        var taken: Set<[Int]> = []
        for panel in panels {
            #expect(panel.gridPos.x + panel.gridPos.w <= 24)
            for x in panel.gridPos.x..<(panel.gridPos.x + panel.gridPos.w) {
                for y in panel.gridPos.y..<(panel.gridPos.y + panel.gridPos.h) {
                    #expect(taken.insert([x, y]).inserted, "\(panel.title)")
                }
            }
        }
    }
}
