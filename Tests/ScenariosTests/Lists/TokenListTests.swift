import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `a list of tokens` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(
        _ list: String,
        _ tokens: String = "tokens: {file: t.csv}",
        fleet: String = "fleet: [{model: generic-ac}]"
    ) throws -> Scenario {
        _ = try folder.write(list, to: "t.csv")
        return try ScenarioFile.load(path: try folder.write("\(tokens)\n\(fleet)", to: "s.yaml"))
            .scenario
    }

    private func lines(
        _ list: String,
        _ tokens: String = "tokens: {file: t.csv}",
        fleet: String = "fleet: [{model: generic-ac}]"
    ) throws -> [String] {
        do {
            _ = try read(list, tokens, fleet: fleet)
            return []
        } catch let problems as ScenarioProblems {
            return problems.lines.map { $0.replacing(folder.file(""), with: "") }
        }
    }

    @Test func `says of each what the CSMS is to say of it`() throws {
        let scenario = try read(
            """
            token,status,group,share
            AA,,G1,
            BB,Blocked,G1,5%
            CC,expired,,
            DD,Invalid,,
            """
        )
        #expect(
            scenario.tokens?.tokens == [
                ListedToken("AA", group: "G1"),
                ListedToken("BB", .blocked, group: "G1", share: 0.05),
                ListedToken("CC", .expired), ListedToken("DD", .unknown),
            ]
        )
        #expect(!scenario.drawsTokens)
        #expect(scenario.listedTokens.count == 4)
    }

    @Test func `is of one site, or of each`() throws {
        let scenario = try read(
            "token,site\nAA,\nBB,depot\nCC,home\n",
            fleet: "fleet: [{site: depot, model: generic-ac}, {site: home, model: generic-ac}]"
        )
        let own = scenario.fleet.map { scenario.tokenList(of: $0)?.tokens.map(\.text) }
        #expect(own == [["AA", "BB"], ["AA", "CC"]])
        let single = try read(
            "token\nAA\n",
            "name: x",
            fleet:
                "fleet: [{model: generic-ac, tokens: {file: t.csv}}, {model: generic-ac, site: b}]"
        )
        #expect(single.drawsTokens)
        #expect(single.tokenList(of: single.fleet[0])?.tokens.map(\.text) == ["AA"])
        #expect(single.tokenList(of: single.fleet[1]) == nil)
    }

    @Test func `comes to the shares that are asked for`() throws {
        let list = try #require(
            try read(
                "token,status,share\nA,,\nB,,20%\nC,blocked,\nD,blocked,\nE,unknown,\n",
                "tokens: {file: t.csv, blocked: 10%, unknown: 0%}"
            ).tokens
        )
        let weights = try #require(list.weights)
        // The four without a share of their own have 20 % each at first.
        let wanted = [0.45, 0.45, 0.05, 0.05, 0]
        for (weight, wanted) in zip(weights, wanted) { #expect(abs(weight - wanted) < 1e-12) }
        #expect(try read("token\nA\nB\n").tokens?.weights == nil)
    }

    @Test func `tells every line that is wrong`() throws {
        let list = """
            token,status,group,share,site
            AA,,,,
            ,,,,
            aa,,,,
            \(String(repeating: "z", count: 21)),,,,
            BB,bloked,,,
            CC,,,5,
            é,,,,
            "DD,,,,
            """
        #expect(
            try lines(list) == [
                "t.csv:3:1: the token is missing",
                "t.csv:4:1: ‘aa’ is on line 2 already, case makes no difference there",
                "t.csv:5:1: ‘\(String(repeating: "z", count: 21))’ is longer than 20 characters",
                "t.csv:6:4: unknown status ‘bloked’, did you mean ‘blocked’?",
                "t.csv:7:6: ‘5’ has no unit, did you mean ‘5%’?",
                "t.csv:8:1: ‘é’ has characters that no token has",
                "t.csv:9:1: the quote that opens here is never closed",
            ]
        )
    }

    @Test(arguments: [
        ("tag\nA\n", "tokens: {file: t.csv}", "t.csv:1:1: unknown column ‘tag’"),
        ("token\n", "tokens: {file: t.csv}", "s.yaml:1:16: no token is listed"),
        (
            "token\nA\n", "tokens: {file: t.csv, blocked: 5%}",
            "s.yaml:1:32: no token of the list is blocked"
        ),
        (
            "token,share\nA,60%\nB,60%\n", "tokens: {file: t.csv}",
            "s.yaml:1:16: the shares of its tokens add up to 120%"
        ),
        (
            "token,share\nA,0%\n", "tokens: {file: t.csv}",
            "s.yaml:1:16: no driver presents any of its tokens"
        ),
        (
            "token,site\nA,kreb\n", "tokens: {file: t.csv}",
            "s.yaml:1:9: a token is of the site ‘kreb’, but no site is called so, did you mean ‘kerb’?"
        ),
        (
            "token,status,site\nA,,kerb\nA,blocked,kerb\n", "tokens: {file: t.csv}",
            "t.csv:3:1: ‘A’ is on line 2 already"
        ),
        (
            "token\nA\n", "tokens: {file: t.csv}\ncsms: {reference: {tags: {count: 5}}}",
            "s.yaml:2:26: the ‘tokens’ of the list are what the reference CSMS knows, leave ‘tags’ out"
        ),
        ("token\nA\n", "tokens: {file: gone.csv}", "s.yaml:1:16: gone.csv: there is no such file"),
    ])
    func `says what is wrong with it as a whole`(
        list: String,
        tokens: String,
        line: String
    ) throws {
        let told = try lines(list, tokens)
        #expect(told.first?.hasPrefix(line) == true, "\(told)")
    }
}

@Suite struct `a template of message ids` {
    private func lines(_ ids: String, identity: String = "CP{n:05}") -> [String] {
        Parsed(
            "message_ids: \"\(ids)\"\nfleet: [{model: generic-ac, setup: {identity: '\(identity)'}}]"
        ).lines
    }

    @Test func `carries run, charger and number`() {
        let text = "message_ids: '{run}-{charger}-{n}'\n" + Parsed.fleet
        #expect(
            Parsed(text).scenario?.messageIDs?.parts
                == [.run, .text("-"), .charger, .text("-"), .number]
        )
        #expect(Parsed(Parsed.fleet).scenario?.messageIDs == nil)
    }

    @Test(arguments: [
        ("{run}", "‘{run}’ has to have {n} once, or ids would not tell calls apart"),
        ("{n}{n}", "‘{n}{n}’ has to have {n} once, or ids would not tell calls apart"),
        (
            "{chargr}{n}",
            "‘{chargr}’ stands for nothing in a message id, known here: {run}, {charger}, {n}"
        ),
        ("{n", "‘{n’ stands for nothing in a message id, known here: {run}, {charger}, {n}"),
        ("a}{n}", "‘}{n}’ stands for nothing in a message id, known here: {run}, {charger}, {n}"),
        ("ü{n}", "‘ü{n}’ has characters that do not go into a message id"),
    ])
    func `that cannot be is a mistake`(ids: String, line: String) {
        #expect(lines(ids) == ["test.yaml:1:14: \(line)"])
    }

    @Test func `that makes ids too long is a mistake before the start`() {
        #expect(lines("{run}-{charger}-{n}", identity: String(repeating: "x", count: 20)) == [])
        #expect(
            lines("{run}-{charger}-{n}", identity: String(repeating: "x", count: 21)) == [
                "test.yaml:1:14: a message id has at most 36 characters, and those of "
                    + "‘\(String(repeating: "x", count: 21))’ would have 37, with 8 digits for the calls"
            ]
        )
        #expect(
            lines("{charger}{n}", identity: "a\\\\b") == [
                "test.yaml:1:14: ‘a\\\\b’ has characters that do not go into a message id"
            ]
        )
    }
}
