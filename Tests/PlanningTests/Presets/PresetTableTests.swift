import Foundation
import Scenarios
import Statistics
import Testing

/// What comes of the presets, and the document that says so.
@Suite struct `presets beside their sources` {
    private static let presets = ArrivalPreset.catalogue.filter { !$0.isIllustrative }

    /// Published in tenths of an hour and of a kilowatt-hour, which a short stay and a small energy
    /// are not known better than.
    private static let digit = 0.05

    @Test(arguments: presets.map(\.id))
    func `cars come at the published hours, stay as long and take as much`(id: String) throws {
        let preset = try #require(ArrivalPreset.named(id))
        let run = try PresetRun(preset)
        for (days, weights) in [
            (0..<5, preset.arrivals.weekday as [Double]?), (5..<7, preset.arrivals.weekend),
        ] {
            guard let weights else {
                #expect(try run.hours(days, weights) == nil)
                continue
            }
            let fit = try #require(try run.hours(days, weights))
            #expect(fit.pValue > 0.001, "\(days): \(fit)")
        }
        for row in [run.stay, run.energy] {
            for (source, found) in zip(row.source, row.found) {
                let error = abs(found - source)
                #expect(error <= max(0.03 * source, Self.digit), "\(row.name): \(source) \(found)")
            }
        }
        let mean = abs(run.energy.differences[0])
        #expect(mean < 0.03)
        #expect(run.cutOff < 0.001)
        if let correlation = run.measured.correlation {
            #expect(abs(run.correlation - correlation) < 0.05)
        }
    }

    @Test func `are in docs/presets.md as they are computed`() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/presets.md")
        let runs = try Self.presets.map { try PresetRun($0) }
        let tables = try Self.tables(runs)
        let mark = "<!-- made by the tests: UPDATE_GOLDENS=1 writes it anew -->\n"
        let text = try String(contentsOf: file, encoding: .utf8)
        let head = try #require(text.components(separatedBy: mark).first)
        let expected = head + mark + tables
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil {
            try expected.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(text == expected, "UPDATE_GOLDENS=1 writes it anew")
        }
    }

    private static func tables(_ runs: [PresetRun]) throws -> String {
        var lines = [
            "",
            "| preset | | mean | 5 % | 25 % | 50 % | 75 % | 95 % |",
            "|---|---|---:|---:|---:|---:|---:|---:|",
        ]
        for run in runs {
            for row in [run.stay, run.energy] {
                let differences = row.differences.map { percent($0) }
                lines += [
                    line(
                        [run.preset.id, "\(row.name), source"] + row.source.map { hundredths($0) }
                    ),
                    line(["", "simulated"] + row.found.map { hundredths($0) }),
                    line(["", "difference"] + differences),
                ]
            }
        }
        lines += [
            "",
            "| preset | visits | weekday hours, χ² (p) | weekend hours, χ² (p) | rank correlation, source "
                + "| simulated | wishes cut off |",
            "|---|---:|---:|---:|---:|---:|---:|",
        ]
        for run in runs {
            let arrivals = run.preset.arrivals
            lines.append(
                line([
                    run.preset.id, "\(run.stays.count)",
                    chiSquare(try run.hours(0..<5, arrivals.weekday)),
                    chiSquare(try run.hours(5..<7, arrivals.weekend)),
                    run.measured.correlation.map { hundredths($0) } ?? "not published",
                    hundredths(run.correlation), percent(run.cutOff),
                ])
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ cells: [String]) -> String {
        "| \(cells.joined(separator: " | ")) |"
    }

    private static func hundredths(_ value: Double) -> String { String(format: "%.2f", value) }

    private static func percent(_ value: Double) -> String {
        let text = String(format: "%+.1f %%", value * 100)
        return text == "-0.0 %" || text == "+0.0 %" ? "0 %" : text
    }

    private static func chiSquare(_ test: ChiSquare?) -> String {
        guard let test else { return "no arrivals" }
        return String(format: "%.1f of %d (%.3f)", test.statistic, test.freedom, test.pValue)
    }
}
