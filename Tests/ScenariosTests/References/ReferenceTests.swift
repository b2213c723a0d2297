import Foundation
import Scenarios
import TestSupport
import Testing

@Suite struct `references in the documents` {
    @Test func `every key of a scenario is described, as the reader knows it`() throws {
        let text = KeyReference.markdown()
        #expect(
            try GeneratedPart("keys", of: "docs/keys.md").matches(text),
            "UPDATE_GOLDENS=1 writes it anew"
        )
    }

    /// The reference is made of the same tables as the schema: none of its keys may be lost on the way.
    @Test func `the reference leaves out no key of the schema`() throws {
        let text = KeyReference.markdown()
        let schema = try JSONSerialization.jsonObject(with: Data(ScenarioSchema.json().utf8))
        var keys: Set<String> = []
        collect(from: schema, into: &keys)
        #expect(keys.count > 200)
        for key in keys.sorted() {
            #expect(text.contains("| `\(key)` |") || text.contains("`\(key): "), "\(key)")
        }
    }

    private func collect(from value: Any, into keys: inout Set<String>) {
        if let object = value as? [String: Any] {
            if let properties = object["properties"] as? [String: Any] {
                keys.formUnion(properties.keys)
            }
            for inner in object.values { collect(from: inner, into: &keys) }
        } else if let list = value as? [Any] {
            for inner in list { collect(from: inner, into: &keys) }
        }
    }

    @Test func `every figure of plans and metric of runs is described, as the program lists it`()
        throws
    {
        let json = try JSONSerialization.jsonObject(with: Data(FigureListing.json().utf8))
        let listing = try #require(json as? [String: [[String: String]]])
        for kind in ["figures", "metrics"] {
            let rows = try #require(listing[kind]).filter { row in
                // Those of single calls are as those of all calls.
                kind == "figures" || isOfAll(row["name"] ?? "")
            }
            let lines = rows.map { row in
                let cells = ["name", "unit", "example", "meaning"].map { row[$0] ?? "" }
                return "| `\(cells[0])` | \(cells[1]) | `\(cells[2])` | \(cells[3]) |"
            }
            let table = ["| name | unit | for example | meaning |", "|---|---|---|---|"] + lines
            #expect(
                try GeneratedPart(kind, of: "docs/figures.md").matches(
                    table.joined(separator: "\n")
                ),
                "UPDATE_GOLDENS=1 writes it anew"
            )
        }
    }

    @Test func `every figure of plans has its formula`() throws {
        let document = try PackageFiles.text("docs/figures.md")
        let start = try #require(document.range(of: "### How they are computed"))
        let end = try #require(document.range(of: "## Metrics of runs"))
        let formulas = document[start.upperBound..<end.lowerBound]
        for figure in PlanFigure.allCases {
            #expect(formulas.contains("`\(figure.rawValue)`"), "\(figure.rawValue)")
        }
    }

    private func isOfAll(_ name: String) -> Bool {
        FigureListing.text().contains("\n\(name) ")
    }
}
