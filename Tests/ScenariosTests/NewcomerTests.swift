import Scenarios
import Testing

/// Mistakes that people make in their first scenario, and what they read then.
@Suite struct `the first mistakes` {
    private func problems(_ text: String) -> [ReportedProblem] {
        do throws(ScenarioProblems) {
            _ = try ScenarioFile.parse(text, name: "test.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    /// The line that is shown, and below it its mark.
    private func shown(_ text: String) throws -> [String] {
        let excerpt = try #require(problems(text).first?.excerpt)
        let mark =
            String(repeating: " ", count: excerpt.indent)
            + String(repeating: "^", count: excerpt.length)
        return [excerpt.text, mark]
    }

    @Test(arguments: [
        (
            "fleet:\n  - model: generic-ac\n    count: 10\n   network: wifi\n",
            "4:4: this line is indented as no line above it,"
                + " each ‘-’ of the list that begins in line 2 is in column 3"
        ),
        (
            "fleet:\n  - site: s\n    chargers:\n    - model: generic-ac\n     count: 3\n",
            "5:6: this line is indented as no line above it,"
                + " the keys of the mapping that begins in line 2 are in column 5"
        ),
        (
            "name: \"a\" b\nfleet: []\n",
            "1:11: this is one word too many, put quotation marks around the whole value"
        ),
        (
            "name:a\nfleet: []\n",
            "2:6: there can be no ‘:’ here, a space is missing behind the ‘:’ in line 1"
        ),
        (
            "name: a: b\n",
            "1:8: there can be no ‘:’ here, a value with ‘: ’ in it stands in quotation marks"
        ),
        (
            "name: a\n  seed: 1\n",
            "2:7: there can be no ‘:’ here, is this line indented too far?"
        ),
        ("name\nseed: 1\n", "2:5: there can be no ‘:’ here, a ‘:’ is missing in line 1"),
        ("name: a\nseed\n", "2:1: a ‘:’ is missing here, a key and its value are written as"),
        (
            "fleet: - model: generic-ac\n",
            "1:8: a list cannot begin here, its first ‘- ’ begins a line of its own"
        ),
        ("fleet:\n  - {model: generic-ac, count: 3\n", "2:5: this ‘{’ is never closed"),
        (
            "fleet: [{model: generic-ac}\nseed: 1\n",
            "2:1: ‘,’ or ‘]’ is missing here, the ‘[’ is in line 1"
        ),
        ("fleet:\n  - {model: generic-ac count: 3}\n", "2:29: ‘,’ or ‘}’ is missing here"),
        (
            "name: \"a\nfleet:\n  - {model: generic-ac}\n",
            "1:7: the quotation mark that opens here is never closed"
        ),
        (
            "name: @home\n",
            "1:7: no value can begin with ‘@’, if it is a value, put quotation marks around it"
        ),
        (
            "fleet: [{site: *}]\n",
            "1:16: what begins with ‘*’ is a name in YAML,"
                + " if it is a value, put quotation marks around it"
        ),
        (
            "name: \"C:\\data\"\n",
            "1:10: this is no escape, between apostrophes, as in 'C:\\a', a backslash is itself"
        ),
        ("{name: a}\nseed: 1\n", "2:1: the scenario has ended before this line"),
    ])
    func `in YAML itself are told in its own terms`(text: String, line: String) throws {
        let told = try #require(problems(text).first?.line)
        #expect(told.hasPrefix("test.yaml:\(line)"), "\(told)")
    }

    @Test(arguments: [
        ("flete:\n  - {model: generic-ac}\n", ["unknown key ‘flete’, did you mean ‘fleet’?"]),
        ("fleet:\n  - {modle: generic-ac}\n", ["unknown key ‘modle’, did you mean ‘model’?"]),
        ("name: a\nfleet:\n", ["there is nothing behind ‘fleet’"]),
        ("fleet:\n  - model:\n", ["there is nothing behind ‘model’"]),
        (
            "fleet: {model: generic-ac, count: 3}\n",
            ["expected a list, found a mapping, each entry of a list begins with ‘- ’"]
        ),
        (
            "fleet: [{site: a, chargers: {model: generic-ac, count: 3}}]\n",
            [
                "expected a list of chargers, or {file: NAME}, found a mapping without ‘file’,"
                    + " each entry of a list begins with ‘- ’"
            ]
        ),
        (
            "fleet: [{site: a, chargers: {fiel: a.csv}}]\n",
            ["unknown key ‘fiel’, did you mean ‘file’?"]
        ),
        (
            "fleet:\n  - {site: a, model: generic-ac}\n  - {site: a, model: generic-dc-50}\n",
            [
                "the site ‘a’ stands in line 2 already, a site has all of its chargers in its"
                    + " ‘chargers’; another site has another name"
            ]
        ),
        (
            "fleet: [{site: a, model: generic-ac, count: 3}, {site: a-2, model: generic-ac}]\n",
            ["‘a-2’ is the name of one of the 3 sites ‘a’, call it otherwise"]
        ),
        ("scenarios: [a.yaml]\n", ["this is a suite of scenarios, ‘fleetsim nightly’ runs it"]),
    ])
    func `in keys are told once, with what was meant`(text: String, told: [String]) {
        let lines = problems(text).map(\.line)
        #expect(lines.count == told.count, "\(lines)")
        #expect(zip(lines, told).allSatisfy { $0.hasSuffix(": \($1)") }, "\(lines)")
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}"])
    func `are shown in their line, whatever ends it`(end: String) throws {
        let text = ["duration: 1h", "fleet:", "  - {model: generic-ac, count: x}", ""]
        #expect(
            try shown(text.joined(separator: end)) == [
                "  - {model: generic-ac, count: x}",
                "                               ^",
            ]
        )
    }

    @Test func `are marked where they are in a file with a mark of byte order`() throws {
        #expect(
            try shown("\u{FEFF}durtion: 1h\nfleet: [{model: generic-ac}]\n") == [
                "durtion: 1h",
                "^^^^^^^",
            ]
        )
    }

    @Test func `with a tab are marked at the tab`() throws {
        #expect(
            try shown("fleet:\n\t- {model: generic-ac}\n") == ["  - {model: generic-ac}", "^^"]
        )
    }

    @Test(arguments: [
        ("csms: {workers: 4}", "unknown key ‘workers’, it is a key of ‘csms.reference’"),
        ("csms: {password: x}", "unknown key ‘password’, it is a key of ‘csms.security’"),
        ("fleet: [{model: generic-ac, duration: 1h}]", "it stands at the top of a scenario"),
        (
            "fleet: [{model: generic-ac, per_day: 4}]",
            "unknown key ‘per_day’, it is a key of ‘fleet.arrivals’"
        ),
        (
            "fleet: [{site: s, chargers: [{model: generic-ac}], configuration: {A: 1}}]",
            "unknown key ‘configuration’, it is a key of ‘fleet.model’ or ‘fleet.chargers’"
        ),
        (
            "fleet: [{site: s, chargers: [{model: generic-ac}], power: {limit: 32A, sharing: max-min, "
                + "groups: [{name: g, limit: 16A, bays: [1]}]}}]",
            "unknown key ‘bays’, did you mean ‘chargers’?"
        ),
        // What is known at many places would name too much, and a slip is a slip first.
        ("trust: {law: x}", "unknown key ‘law’, known here: "),
        ("csms: {refrence: {}}", "unknown key ‘refrence’, did you mean ‘reference’?"),
        ("csms: {nonsense: 4}", "unknown key ‘nonsense’, known here: "),
    ])
    func `at the wrong place are told the right one`(text: String, told: String) {
        let whole = text.contains("fleet:") ? text : text + "\n" + Parsed.fleet
        let lines = Parsed(whole).lines
        #expect(lines.count == 1 && lines[0].contains(told), "\(lines)")
    }

    @Test func `are marked at the same word in a narrow window`() throws {
        let text =
            "fleet:\n  - {model: wallbox-pulsar-plus, count: 1, arivals: {preset: nl_home,"
            + " per_day: 1}}\n"
        let whole = try #require(problems(text).first?.excerpt)
        #expect(whole.fitted(to: 200) == whole && whole.fitted(to: whole.text.count) == whole)
        for width in 20..<whole.text.count {
            let part = whole.fitted(to: width)
            let characters = Array(part.text)
            #expect(characters.count == width && part.line == whole.line)
            #expect(part.indent + part.length <= width)
            #expect(
                String(characters[part.indent...].prefix(part.length)) == "arivals",
                "\(width): \(part)"
            )
        }
        #expect(whole.fitted(to: 40).text == "…lus, count: 1, arivals: {preset: nl_ho…")
        // A window that has no room for anything shows a little all the same.
        #expect(whole.fitted(to: -3).text.count == 20)
        // A word that is longer than the window is marked as far as it is shown.
        let name = String(repeating: "b", count: 90)
        let long = try #require(problems("\(name): 1\n\(Parsed.fleet)").first?.excerpt)
            .fitted(to: 30)
        #expect(long.text == name.prefix(29) + "…", "\(long)")
        #expect(long.length == 28 && long.indent == 0)
    }

    @Test func `do not show a password that a line end of Windows brings near`() throws {
        let text =
            "csms: {security: {password: hunter22}}\r\nfleet: [{model: generic-ac, count: x}]\r\n"
        let excerpt = try #require(problems(text).first?.excerpt)
        #expect(excerpt.line == 2 && !excerpt.text.contains("hunter22"))
        let own = "csms: {security: {password: hunter22, profile: 9}}\r\n" + Parsed.fleet
        #expect(problems(own).count == 1 && problems(own)[0].excerpt == nil)
    }

    @Test func `a database is no scenario, and is told for one`() {
        let lines = Parsed(Array("SQLite format 3\0".utf8) + [0xFF, 0x00]).lines
        #expect(
            lines == [
                "test.yaml: this is a database, and no text,"
                    + " ‘fleetsim report’ reads the database of a run"
            ]
        )
    }

    @Test func `entries without a name are sites with numbers of their own`() throws {
        let text = "fleet: [{model: generic-ac, count: 2}, {model: generic-dc-50}]\n"
        let names = try #require(Parsed(text).scenario).fleet.siteNames
        #expect(names[0].name(of: 0) == "kerb-1" && names[0].name(of: 1) == "kerb-2")
        #expect(names[1].name(of: 0) == "kerb-3")
        let alone = try #require(Parsed(Parsed.fleet).scenario).fleet.siteNames
        #expect(alone[0].name(of: 0) == "kerb")
    }
}
