import Scenarios
import Testing

@Suite(.timeLimit(.minutes(15))) struct HostileInputTests {
    @Test(arguments: [
        ("", "test.yaml: the scenario is empty, the smallest is"),
        ("\n\n# only this\n", "test.yaml: the scenario is empty"),
        ("~", "test.yaml: the scenario is empty"),
        ("fleet", "test.yaml:1:1: expected a mapping, found ‘fleet’"),
        ("{}", "test.yaml:1:1: the key ‘fleet’ is missing"),
        ("fleet:\n\t- a", "test.yaml:2:1: a tab cannot indent YAML, use spaces"),
        ("a: [1, 2", "test.yaml:1:4: this ‘[’ is never closed"),
        ("a: 'x", "test.yaml:1:4: the quotation mark that opens here is never closed"),
        ("a: b\n---\nc: d", "test.yaml:2:1: a second document begins here"),
        ("a: *x", "test.yaml:1:4: the alias ‘*x’ has no anchor ‘&x’ before it"),
        ("a: &x [*x]", "test.yaml:1:8: the alias ‘*x’ has no anchor ‘&x’ before it"),
        ("seed: !!int 5", "test.yaml:1:7: the tag ‘tag:yaml.org,2002:int’ is not read here"),
        ("%TAG ! a:\n---\na: 1", "test.yaml:1:1: tags are not read here"),
        ("? [a]\n: 1", "test.yaml:1:3: a key must be a word, found a list"),
        ("seed: 1\nseed: 2", "test.yaml:2:1: duplicate key ‘seed’, it stands in line 1 already"),
        ("a: \u{1}", "test.yaml:1:4: control characters are not allowed"),
        ("ä: \u{0}", "test.yaml:1:4: control characters are not allowed"),
    ])
    func `what is no scenario gets a clear line`(text: String, line: String) throws {
        #expect(try #require(Parsed(text).lines.first { $0.hasPrefix(line) }) != "")
    }

    @Test(arguments: [
        ([0xFF, 0xFE, 0x61, 0x00], "test.yaml:1:1: this is not UTF-8 text"),
        ([0x61, 0x3A, 0x0A, 0xC3, 0xA4, 0xC3, 0x28], "test.yaml:2:2: this is not UTF-8 text"),
        ([0xED, 0xA0, 0x80], "test.yaml:1:1: this is not UTF-8 text"),
        (Array("\u{7F}ELF\u{2}\u{1}\u{1}\0".utf8), "test.yaml:1:1: control characters"),
    ])
    func `bytes that are no text get a clear line`(bytes: [UInt8], line: String) {
        #expect(Parsed(bytes).lines.count == 1)
        #expect(Parsed(bytes).lines[0].hasPrefix(line))
    }

    /// Each of these was compared for hours.
    @Test(arguments: ["\u{301}\u{323}", "\u{1F1E6}", "\u{200D}"])
    func `marks that are piled on a letter are told, and soon`(mark: String) {
        let pile = "e" + String(repeating: mark, count: 200_000)
        let lines = Parsed("name: a\n\(pile): 1\nfleet: [{model: \(pile)}]").lines
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("test.yaml:2:"))
        #expect(lines[0].contains("a letter with more marks than any has"))
        // Three marks are what Vietnamese and its like have, and flags of two halves.
        #expect(Parsed.completed("name: \"e\u{323}\u{302}\u{301} \u{1F1E9}\u{1F1EA}\"").lines == [])
    }

    @Test func `nor do escapes pile marks up`() throws {
        let pile = String(repeating: #"\u0301\u0323"#, count: 100_000)
        let name = try #require(Parsed.completed("name: \"e\(pile)\"").scenario).name
        #expect(name.unicodeScalars.count == 31)
    }

    @Test func `aliases of aliases are not unrolled without end`() {
        var bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(
            Parsed(bomb).lines == [
                "test.yaml:6:10: more than 100000 values, counting what aliases repeat"
            ]
        )
    }

    @Test func `anchors and aliases save a user from writing things twice`() {
        let text = """
            fleet:
              - site: a
                chargers: &row [{model: generic-ac, count: 4}]
              - {site: b, chargers: *row}
            """
        #expect(Parsed(text).scenario?.chargerCount == 8)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func `nesting has an end`(opening: String) {
        for depth in [65, 100_000] {
            let lines = Parsed(String(repeating: opening, count: depth)).lines
            #expect(lines.count == 1)
            #expect(lines[0].hasSuffix(": nested deeper than 64 levels"))
        }
    }

    @Test func `nesting through aliases has the same end`() {
        let text =
            "a: &a \(String(repeating: "[", count: 40))\(String(repeating: "]", count: 40))\n"
        let nested = "b: \(String(repeating: "[", count: 40))*a\(String(repeating: "]", count: 40))"
        #expect(Parsed(text + nested).lines == ["test.yaml:2:44: nested deeper than 64 levels"])
    }

    @Test(arguments: [
        "- a\n", "#\n", "a: 1\n", "'", "%TAG ! a\n", "\n", "? a\n", "a: &a b\n", "\u{85}", "a:",
    ])
    func `four million bytes of anything are answered soon`(unit: String) {
        let maximum = 4 << 20
        let text = String(repeating: unit, count: maximum / unit.utf8.count)
        #expect(!Parsed(text).lines.isEmpty)
    }

    @Test func `more than four million bytes are not even looked at`() {
        let bytes = [UInt8](repeating: 0, count: 4 << 20 + 1)
        #expect(
            Parsed(bytes).lines == [
                "test.yaml: the file has 4194305 bytes, a scenario has at most 4194304"
            ]
        )
    }

    @Test func `what a line quotes is short and cannot disturb a terminal`() {
        let long = String(repeating: "x", count: 900)
        let lines = Parsed.completed("\"\\e[2J\(long)\": 1").lines
        #expect(
            lines.map { $0.prefix(50) } == [
                "test.yaml:2:1: unknown key ‘\\u{1B}[2Jxxxxxxxxxxxxxxxxx".prefix(50)
            ]
        )
        #expect(lines[0].count < 400)
    }

    @Test(arguments: [
        "duration: 1e400s", "seed: 99999999999999999999", "window: 0.0000000001s",
        "fleet: [{model: generic-ac, count: 9223372036854775807}]", "start: 99999-01-01T00:00:00Z",
        "fleet: [{model: generic-ac, arrivals: {per_day: 1e308}}]",
        "fleet: [{model: generic-ac, arrivals: {energy: 1\(String(repeating: "0", count: 400))Wh}}]",
    ])
    func `absurd magnitudes are refused`(text: String) {
        #expect(!Parsed(text).lines.isEmpty)
    }
}
