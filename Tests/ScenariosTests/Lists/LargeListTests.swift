import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `a large list` {
    /// The column of each cell as an editor counts it: all that stands before it on its line.
    private func columns(_ text: String) throws -> [[Int]] {
        var scan = CSVScan(text, notesColumns: true)
        var found: [[Int]] = []
        while let row = try scan.row() { found.append(row.columns) }
        return found
    }

    @Test func `says in which column a cell begins, on lines with letters of several bytes`() throws
    {
        #expect(
            try columns("é,b , \"c\nd\" ,e\n  ü,\"ß,ß\",\u{1F50C},x\n")
                == [[1, 3, 7, 5], [3, 5, 11, 13]]
        )
        #expect(try columns("a;b\n# äö\n\n;\n") == [[1, 3], [1, 2]])
    }

    @Test func `with very long lines is gone through once`() throws {
        // A look back over the line for each of its cells would read it a thousand times.
        let width = CSVScan.maximumColumns
        let cell = String(repeating: "x", count: 5_000)
        let line = Array(repeating: cell, count: width).joined(separator: ",")
        let last = (width - 1) * 5_001 + 1
        #expect(try columns("\(line)\n\(line)\n").map(\.last) == [last, last])
    }

    @Test func `has kinds as each of its rows would have alone`() throws {
        let folder = try TemporaryFolder()
        let heading =
            "identity,model,current,firmware,network,current_limit,configuration.HeartbeatInterval"
        var rows: [String] = []
        for number in 0..<120 {
            let model = ["generic-ac", "wallbox-commander-2"][number % 2]
            let current = ["", "16A", "20A"][number / 2 % 3]
            let firmware = ["", "1.\(number / 12)"][number % 5 == 0 ? 1 : 0]
            let network = ["", "ethernet"][number / 3 % 2]
            let limit = ["", "6A", "10A", "13.\(number)A"][number % 4]
            rows.append(
                [
                    "C\(number)", model, current, firmware, network, limit, "\(60 + number % 7)",
                ].joined(separator: ",")
            )
        }
        func groups(_ rows: [String]) throws -> [ChargerGroup] {
            _ = try folder.write(([heading] + rows).joined(separator: "\n"), to: "c.csv")
            let path = try folder.write(
                "fleet: [{chargers: {file: c.csv, drop_outs: true, model: {voltage: 230V}}}]",
                to: "s.yaml"
            )
            return try ScenarioFile.load(path: path).scenario.fleet[0].chargers
        }
        let together = try groups(rows)
        #expect(together.count > 60)
        for row in rows {
            var alone = try #require(try groups([row]).first)
            let identity = alone.listed[0].identity
            let own = try #require(
                together.first { $0.listed.contains { $0.identity == identity } }
            )
            (alone.listed, alone.count) = (own.listed, own.count)
            #expect(alone == own, "\(row)")
        }
    }

    @Test func `tells of the model in each row in which it is wrong`() throws {
        let folder = try TemporaryFolder()
        let list = "identity,model\nA,generic-ac\nB,nothing\nC,nothing\nD,generic-ac\n"
        _ = try folder.write(list, to: "c.csv")
        let path = try folder.write("fleet: [{chargers: {file: c.csv}}]", to: "s.yaml")
        let problems = #expect(throws: ScenarioProblems.self) { try ScenarioFile.load(path: path) }
        #expect(problems?.lines.map { $0.contains("unknown model ‘nothing’") } == [true, true])
    }
}
