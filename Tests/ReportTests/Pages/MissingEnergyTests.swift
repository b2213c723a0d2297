import FleetSim
import Foundation
import TestSupport
import Testing

@testable import Report

@Suite struct `why energy was missing at a fleet` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    private func missing() throws -> MissingEnergy {
        guard case .fleet(let course) = try summary(database: path).kind else {
            Issue.record("it is no fleet")
            return MissingEnergy(sums: [])
        }
        return try #require(course.missing)
    }

    @Test func `is the sum of what its visits missed, cause by cause`() throws {
        try SampleRuns.fleet(to: path)
        let missing = try missing()
        #expect(missing.sums.map(\.cause) == Shortfall.Cause.allCases)
        let database = try Database(path: path, access: .read)
        let whole = try database.number(
            "SELECT round(sum(requested_wh - delivered_wh)) FROM session WHERE outcome <> 'open'"
        )
        #expect(whole > 1_000)
        #expect(abs(missing.wattHours - Double(whole)) < Double(whole) * 0.001 + 2)
        // Bays that are taken, and blocked tags.
        let seen = missing.greatestFirst.map(\.cause)
        #expect(Set(seen).isSuperset(of: [.noBay, .fault]), "\(seen)")
        for sum in missing.sums {
            let own = try database.number(
                "SELECT count(*) FROM session WHERE missing_\(sum.cause.name)_wh > 0.5"
            )
            #expect(sum.sessions == own)
        }
    }

    @Test func `stands on the page, on a terminal and in every other form`() throws {
        try SampleRuns.fleet(to: path)
        let missing = try missing()
        let worst = try #require(missing.greatestFirst.first)
        let page = try report(database: path, format: .html)
        #expect(page.contains(">Energy that was missing<"))
        let energy = Figures.energy(wattHours: worst.wattHours).replacing(" ", with: "\u{A0}")
        #expect(page.contains("\(worst.cause.sentence): \(energy)"))
        let summary = try summary(database: path)
        for text in [summary.brief, summary.markdown] {
            #expect(text.contains("## Energy that was missing\n"))
            #expect(text.contains("| \(worst.cause.sentence) "))
        }
        let table = try #require(summary.csvTables.first { $0.name == "missing" })
        let rows = table.text.components(separatedBy: "\r\n")
        #expect(rows.count == Shortfall.Cause.allCases.count + 2)
        #expect(rows.contains("\(worst.cause.name),\(worst.wattHours),\(worst.sessions)"))
        let json = try report(database: path, format: .json)
        let root = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let told = root?["energy_missing"] as? [String: [String: Any]]
        #expect(told?[worst.cause.name]?["sessions"] as? Int == worst.sessions)
    }

    @Test func `is not told of a run in which no visit came to its end`() throws {
        try Store.writeRun(to: path)
        let database = try Database(path: path, access: .write)
        try database.run("UPDATE session SET missing_no_bay_wh = NULL")
        let summary = try summary(database: path)
        #expect(summary.missingEnergy == nil)
        #expect(!summary.markdown.contains("Energy that was missing"))
        #expect(try report(database: path, format: .json).contains("\"energy_missing\": null"))
    }
}
