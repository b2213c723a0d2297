import Scenarios
import Testing

@Suite struct `variables of the environment` {
    private static let variables = [
        "N": "7", "NAME": "evening", "EMPTY": "", "NULL": "null", "TREE": "{a: [b", "SELF": "${N}",
        "ALIAS": "*x", "LINES": "a\nb",
    ]

    private func parsed(_ text: String) -> Parsed {
        Parsed.completed(text, variables: Self.variables)
    }

    @Test func `stand in for any scalar or a part of one, plain or quoted`() {
        #expect(parsed("seed: ${N}").scenario?.seed == 7)
        #expect(parsed("seed: '${N}'").scenario?.seed == 7)
        #expect(parsed("name: \"${NAME}-${N}\"").scenario?.name == "evening-7")
        #expect(parsed("duration: ${N}h").scenario?.duration == .seconds(7 * 3600))
        #expect(parsed("name: a $${N} b").scenario?.name == "a ${N} b")
        #expect(parsed("name: $N costs $5").scenario?.name == "$N costs $5")
    }

    @Test func `are text and nothing that YAML would read once more`() {
        #expect(parsed("name: ${TREE}").scenario?.name == "{a: [b")
        #expect(parsed("name: ${ALIAS}").scenario?.name == "*x")
        #expect(parsed("name: ${SELF}").scenario?.name == "${N}")
        // Nothing is nothing only where it is written so.
        #expect(parsed("name: ${NULL}").scenario?.name == "null")
        #expect(parsed("name: ${EMPTY}").lines == ["test.yaml:2:7: ‘’ is too short"])
        #expect(
            parsed("name: ${LINES}").lines == [
                "test.yaml:2:7: ‘a\\nb’ has characters that cannot be shown"
            ]
        )
    }

    @Test(arguments: [
        ("seed: ${GONE}", "test.yaml:2:7: the environment has no variable ‘GONE’"),
        (
            "seed: ${N",
            "test.yaml:2:7: ‘${N’ names no variable of the environment, one is written ‘${NAME}’,"
                + " and ‘$${’ stands for the signs themselves"
        ),
        (
            "seed: ${N:-1}",
            "test.yaml:2:7: ‘${N:-1’ names no variable of the environment, one is written ‘${NAME}’,"
                + " and ‘$${’ stands for the signs themselves"
        ),
        (
            "seed: ${1N}",
            "test.yaml:2:7: ‘${1N’ names no variable of the environment, one is written ‘${NAME}’,"
                + " and ‘$${’ stands for the signs themselves"
        ),
    ])
    func `one that is not there is told, and once`(text: String, line: String) {
        #expect(parsed(text).lines == [line])
    }

    @Test func `of a key it is no business`() {
        #expect(parsed("${NAME}: 1").lines.map { $0.contains("unknown key ‘${NAME}’") } == [true])
    }

    @Test func `a hundred thousand of a long one are refused`() {
        let long = String(repeating: "x", count: 100_000)
        let text =
            "x-a: [" + Array(repeating: "'${LONG}'", count: 1000).joined(separator: ", ") + "]"
        let lines = Parsed.completed(text, variables: ["LONG": long]).lines
        #expect(lines.first?.contains("the environment puts in more than 4194304 bytes") == true)
    }

    @Test func `where its brace would be YAML's own, quotation marks are asked for`() {
        let lines = parsed("csms: {security: {password: ${N}}}").lines
        #expect(
            lines == [
                "test.yaml:2:30: ‘,’ or ‘}’ is missing here,"
                    + " within […] and {…} a variable stands in quotation marks: \"${NAME}\""
            ]
        )
        #expect(!parsed("csms: {a b").lines.joined().contains("variable"))
    }

    @Test func `an override takes them too`() {
        let parsed = Parsed(Parsed.fleet, overrides: ["seed=${N}"], variables: Self.variables)
        #expect(parsed.scenario?.seed == 7)
        let gone = Parsed(Parsed.fleet, overrides: ["seed=${M}"], variables: Self.variables)
        #expect(gone.lines == ["--set seed=${M}: the environment has no variable ‘M’"])
    }
}
