import Foundation
import Testing

@Suite struct `the table of charger models` {
    @Test func `names only tests that there are, one at least for each row that has code`() throws {
        let table = try String(
            contentsOf: SourceTree.root.appendingPathComponent("docs/charger-models.md"),
            encoding: .utf8
        )
        let tests = SourceTree.files(under: "Tests").map(\.text).joined()
        let named = table.matches(of: /`([WZ]\d+: [^`]+)`/).map { String($0.1) }
        #expect(named.count > 20)
        for name in named { #expect(tests.contains("`\(name)`"), "\(name)") }
        for row in ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9", "W10", "W11"]
            + ["W12", "W13", "W14", "W15", "Z1", "Z2", "Z3", "Z4", "Z5", "Z6", "Z7", "Z8", "Z9"]
        {
            #expect(named.contains { $0.hasPrefix("\(row): ") }, "row \(row)")
        }
    }
}
