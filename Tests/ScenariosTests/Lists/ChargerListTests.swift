import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `a list of chargers` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(
        _ list: String,
        _ scenario: String = "chargers: {file: c.csv}",
        variables: [String: String] = [:]
    ) throws -> Scenario {
        _ = try folder.write(list, to: "c.csv")
        return try ScenarioFile.load(
            path: try folder.write(scenario, to: "s.yaml"),
            environment: Environment { variables[$0] }
        ).scenario
    }

    private func lines(
        _ list: String,
        _ scenario: String = "chargers: {file: c.csv}",
        variables: [String: String] = [:]
    ) throws -> [String] {
        do {
            _ = try read(list, scenario, variables: variables)
            return []
        } catch let problems as ScenarioProblems {
            return problems.lines.map { $0.replacing(folder.file(""), with: "") }
        }
    }

    @Test func `names the line that is no text`() throws {
        let bytes = Array("identity,model\nA,generic-ac\nB-".utf8) + [0xFF, 0x0A]
        let file = URL(fileURLWithPath: folder.file("bytes.csv"))
        try Data(bytes).write(to: file)
        let told = try lines("", "chargers: {file: bytes.csv}")
        #expect(told.first?.contains("bytes.csv: line 3 is not UTF-8 text") == true, "\(told)")
    }

    @Test func `gives each its identity, and groups those of a kind at a site`() throws {
        let scenario = try read(
            """
            identity,site,model,current,network
            A1,depot,wallbox-commander-2,16A,ethernet
            B1,home,generic-ac,,
            A2,depot,wallbox-commander-2,16A,ethernet
            A3,depot,wallbox-commander-2,32A,ethernet
            """
        )
        #expect(scenario.fleet.map(\.site) == ["depot", "home"])
        #expect(scenario.chargerCount == 4)
        let depot = scenario.fleet[0].chargers
        #expect(depot.map { $0.listed.map(\.identity) } == [["A1", "A2"], ["A3"]])
        #expect(depot.map(\.model.hardware.amperes) == [16, 32])
        #expect(depot.map(\.model.id) == ["wallbox-commander-2", "wallbox-commander-2"])
        #expect(scenario.fleet[1].chargers[0].model == .generic)
    }

    @Test(arguments: ["[{model: generic-ac, count: 3}]", "{model: generic-ac, count: 3}", "3"])
    func `is a file, and groups that stand where it belongs are told their place`(
        written: String
    ) throws {
        let lines = try lines("identity,site\nA,s\n", "chargers: \(written)")
        #expect(lines.count == 1 && lines[0].hasPrefix("s.yaml:1:11: expected {file: NAME}"))
        #expect(lines.joined().contains("stand under ‘fleet’"))
    }

    @Test func `stands at one site with what holds for all of its chargers`() throws {
        let scenario = try read(
            "identity;firmware\nX1;1.2\nX2;\n",
            """
            fleet:
              - site: yard
                chargers: {file: c.csv, model: {like: generic-ac, current: 20A}, network: wifi}
            """
        )
        let groups = scenario.fleet[0].chargers
        #expect(groups.map(\.model.hardware.amperes) == [20, 20])
        #expect(groups.map(\.network) == [.wifi, .wifi])
        #expect(groups[0].model.firmware == "1.2")
        #expect(groups[1].model.firmware == ChargerModel.generic.firmware)
    }

    @Test func `takes traits in brackets, settings and one row for many`() throws {
        let scenario = try read(
            """
            identity,model,count,identification,configuration.HeartbeatInterval,x-street
            "CP{n:05}",generic-ac,3,"[rfid, app]",77,Main St
            last,generic-ac,,,,
            """,
            "fleet: [{chargers: {file: c.csv}}]"
        )
        let groups = scenario.fleet[0].chargers
        #expect(groups[0].listed.map(\.identity) == ["CP00001", "CP00002", "CP00003"])
        #expect(groups[0].count == 3)
        #expect(groups[0].identification == [.rfid, .app])
        #expect(groups[0].configuration == [ConfigurationSetting("HeartbeatInterval", "77")])
        #expect(groups[1].listed.map(\.identity) == ["last"])
    }

    @Test func `has passwords and certificates of single chargers`() throws {
        _ = try folder.write("from a file\n", to: "pw")
        let scenario = try read(
            """
            identity,model,password,certificate,key
            A,generic-ac,{env: PW},a.pem,
            B,generic-ac,{file: pw},/b.pem,b.key
            C,generic-ac,${PW},,
            D,generic-ac,"plain, {text}",,
            E,generic-ac,,,
            """,
            "fleet: [{chargers: {file: c.csv}}]",
            variables: ["PW": "of the environment"]
        )
        let listed = scenario.fleet[0].chargers[0].listed
        #expect(
            listed.map(\.password) == [
                ListedPassword("of the environment", source: "{env: PW}"),
                ListedPassword("from a file", source: "{file: pw}"),
                ListedPassword("of the environment", source: "${PW}"),
                ListedPassword("plain, {text}"), nil,
            ]
        )
        #expect(listed[0].certificate == folder.file("a.pem"))
        #expect(listed[1].certificate == "/b.pem")
        #expect(listed[1].key == folder.file("b.key"))
    }

    @Test func `tells every line that is wrong, with its column, and loads nothing`() throws {
        let list = """
            identity,site,model
            A,s,generic-ac
            ,s,generic-ac
            A,s,generic-ac
            "B"x,s,generic-ac
            \(String(repeating: "y", count: 49)),s,generic-ac
            C:D,s,generic-ac
            E,s
            é,ü,generic-ax
            F,,generic-ac
            "CP{n:5}",s,generic-ac
            "G,s,generic-ac
            H,s,generic-ac
            """
        #expect(
            try lines(list) == [
                "c.csv:3:1: the identity is missing",
                "c.csv:4:1: ‘A’ is on line 2 already",
                "c.csv:5:4: text behind the closing quote of ‘B’",
                "c.csv:6:1: ‘\(String(repeating: "y", count: 49))’ is longer than 48 characters",
                "c.csv:7:1: an identity has no colon",
                "c.csv:8:1: 3 cells are needed, as in the heading; found 2",
                "c.csv:9:5: unknown model ‘generic-ax’, did you mean ‘generic-ac’?",
                "c.csv:10:3: the site is missing",
                "c.csv:11:1: ‘{n:5}’ stands for no number, a number is {n}, or {n:05} for five digits",
                "c.csv:12:1: the quote that opens here is never closed",
            ]
        )
    }

    @Test func `tells more lines than a scenario has mistakes`() throws {
        let rows = (0..<500).map { "dup\(["", " "][$0 % 2]),generic-ac" }
        let told = try lines(
            "identity,model\n" + rows.joined(separator: "\n"),
            "fleet: [{chargers: {file: c.csv}}]"
        )
        #expect(told.count == 499)
        #expect(told.last == "c.csv:501:1: ‘dup’ is on line 2 already")
    }

    @Test func `tells of each row what its model does not have`() throws {
        let told = try lines(
            "identity,site,model,network\n"
                + "A,s,wallbox-pulsar-plus,mobile\nB,s,wallbox-pulsar-plus,mobile\n"
        )
        #expect(
            told == [
                "c.csv:2:25: wallbox-pulsar-plus has no mobile, it has wifi",
                "c.csv:3:25: wallbox-pulsar-plus has no mobile, it has wifi",
            ]
        )
    }

    @Test(arguments: [
        ("model\ngeneric-ac\n", "c.csv:1:1: the column ‘identity’ is missing"),
        ("identity\nA\n", "c.csv:1:1: the column ‘site’ is missing"),
        (
            "identity,site,modle\nA,s,x\n",
            "c.csv:1:15: unknown column ‘modle’, did you mean ‘model’?"
        ),
        ("identity,site,Site\nA,s,s\n", "c.csv:1:15: the column ‘Site’ is there twice"),
        ("identity,site,\nA,s,s\n", "c.csv:1:15: a column has no name"),
        (
            "identity,site,key\nA,s,k\n",
            "c.csv:1:15: a ‘key’ is of no use without its ‘certificate’"
        ),
        ("identity,site\n", "c.csv:1:1: no charger is listed"),
        ("", "s.yaml:1:18: c.csv: the list is empty"),
        ("\"identity,site\n", "c.csv:1:1: the quote that opens here is never closed"),
        (
            "identity,site,count,model\nA,s,2,generic-ac\n",
            "c.csv:2:5: 2 chargers cannot all be called ‘A’, put {n} into it, or {n:05}"
        ),
        ("identity,site\nA,s\n", "c.csv:2:1: the key ‘model’ is missing"),
    ])
    func `says which column or cell is wrong`(list: String, line: String) throws {
        #expect(try lines(list) == [line])
    }

    @Test func `never quotes a password`() throws {
        let secret = String(repeating: "hunter2-", count: 6)
        let told = try lines(
            "identity,site,model,password\nA,s,generic-ac,\(secret)\nB,s,generic-ac,{env: GONE}\n"
        )
        #expect(
            told == [
                "c.csv:2:16: the password is longer than 40 characters",
                "c.csv:3:16: the environment has no variable ‘GONE’",
            ]
        )
    }

    @Test func `of the whole fleet stands at the sites that the scenario describes`() throws {
        let list =
            "identity,site,model\n"
            + ["A,depot-1", "B,depot-2", "C,home", "D,depot-1", "E,elsewhere"]
            .map { "\($0),generic-ac" }.joined(separator: "\n")
        let scenario = try read(
            list,
            """
            chargers: {file: c.csv}
            fleet:
              - {site: "depot-*", arrivals: {per_day: 7}}
              - {site: depot-2, arrivals: {per_day: 8}}
              - {model: generic-ac, site: own, count: 2}
              - {site: "*", arrivals: none}
            """
        )
        #expect(scenario.fleet.map(\.site) == ["depot-1", "depot-2", "own", "home", "elsewhere"])
        #expect(scenario.fleet.map(\.arrivals.perDay) == [7, 8, nil, 0, 0])
        #expect(scenario.chargerCount == 7)
    }

    @Test func `of the whole fleet has no site besides those, and leaves none of them empty`()
        throws
    {
        #expect(
            try lines(
                "identity,site,model\nA,dept,generic-ac\n",
                "chargers: {file: c.csv}\nfleet: [{site: depot}]"
            ) == [
                "s.yaml:1:11: no charger of the list is left for the site ‘depot’ of ‘fleet’, "
                    + "did you mean ‘dept’?",
                "c.csv:2:3: the site ‘dept’ is in no entry of ‘fleet’, did you mean ‘depot’?",
            ]
        )
    }

    @Test func `has what the site's power and a CSMS's profile need`() throws {
        let list = "identity,site,model,password\nA,s,generic-ac,pw\nB,s,generic-ac,\n"
        #expect(
            try lines(list, "chargers: {file: c.csv}\ncsms: {security: {profile: 1}}")
                == ["s.yaml:2:28: profiles 1 and 2 need a ‘password’"]
        )
        #expect(
            try lines(
                list.replacing("B,s,generic-ac,", with: "B,s,generic-ac,pw"),
                "chargers: {file: c.csv}\ncsms: {security: {profile: 1}}"
            ) == []
        )
        #expect(
            try lines(
                list,
                """
                chargers: {file: c.csv}
                fleet: [{site: s, power: {limit: 40A, groups: [{name: g, chargers: [3], limit: 16A}]}}]
                """
            ) == ["s.yaml:1:11: the site ‘s’: a group has charger 3, the site has 2"]
        )
    }

    @Test func `gives its first chargers to a smaller run, and no more than it has`() throws {
        var scenario = try read(
            "identity,site,model\n"
                + (1...6).map { "C\($0),\($0 < 3 ? "a" : "b"),generic-ac\n" }.joined()
        )
        #expect(scenario.nearestChargers(to: 9) == 6)
        let isSmaller = scenario.scale(toChargers: 4)
        #expect(isSmaller)
        let left = scenario.fleet.flatMap(\.chargers).flatMap(\.listed).map(\.identity)
        #expect(left == ["C1", "C2", "C3", "C4"])
        let isLarger = scenario.scale(toChargers: 5)
        #expect(!isLarger)
    }

    @Test(arguments: [
        ("CP{n}", "CP7"), ("CP{n:05}", "CP00007"), ("{number}", "000007"),
        ("{serial}-{n:02}", "00000007-07"), ("{foo}{n}", "{foo}7"), ("plain", "plain"),
        ("{n:00}{n:021}", "{n:00}{n:021}"), ("{{n}", "{7"), ("{n", "{n"),
    ])
    func `numbers what is called alike`(pattern: String, name: String) {
        #expect(pattern.numbered(7) == name)
        #expect(pattern.isNumbered == (pattern != name))
    }

    /// A list made wrong at random is told line by line, and never traps.
    @Test func `survives whatever bytes there are`() throws {
        var random = UInt64(11)
        func next() -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 40)
        }
        let pieces = [
            "identity", "site", "model", ",", ",", "\n", "\"", "A", "generic-ac", "{n}", "{", "[",
            "${X}", "é", "#", ";", "\t", "\r\n", "count", "password", "{env: X}", "0", "  ",
        ]
        for _ in 0..<400 {
            var list = next() % 2 == 0 ? "identity,site,model\n" : ""
            for _ in 0..<(next() % 40) { list += pieces[next() % pieces.count] }
            for line in try lines(list) { #expect(line.contains(".csv") || line.contains(".yaml")) }
        }
    }
}
