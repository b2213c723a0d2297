import Scenarios
import Testing

@Suite(.timeLimit(.minutes(10))) struct `merge keys and notes` {
    @Test func `a merge key brings in what is not written out, wherever it stands`() throws {
        let text = """
            x-depot: &depot
              model: generic-ac-dual
              network: mobile
              count: 2
            fleet:
              - <<: *depot
              - count: 5
                <<: *depot
              - <<: *depot
                network: ethernet
            """
        let scenario = try #require(Parsed(text).scenario)
        #expect(scenario.fleet.map(\.count) == [2, 5, 2])
        #expect(scenario.fleet.map { $0.chargers[0].network } == [.mobile, .mobile, .ethernet])
        #expect(scenario.fleet.allSatisfy { $0.chargers[0].model.id == "generic-ac-dual" })
    }

    @Test
    func `of several mappings the first that has a key wins, and merges go on through merges`()
        throws
    {
        let text = """
            x-one: &one {count: 1, network: mobile}
            x-two: &two {<<: *one, model: generic-ac, count: 2}
            fleet:
              - <<: [*one, *two]
              - <<: [*two, *one]
              - <<: [{count: 7}, *two]
            """
        let scenario = try #require(Parsed(text).scenario)
        #expect(scenario.fleet.map(\.count) == [1, 2, 7])
        #expect(scenario.fleet.allSatisfy { $0.chargers[0].network == .mobile })
    }

    @Test func `a mistake in what is merged is told once, where it is written`() {
        let text = """
            x-all: &all {model: generic-ac, cuont: 3}
            fleet: [{<<: *all}, {<<: *all}]
            """
        #expect(
            Parsed(text).lines == ["test.yaml:1:33: unknown key ‘cuont’, did you mean ‘count’?"]
        )
    }

    @Test(arguments: [
        ("<<: 5", "test.yaml:1:14: ‘<<’ takes a mapping or a list of mappings, found ‘5’"),
        ("<<: [{count: 1}, x]", "test.yaml:1:27: ‘<<’ takes a mapping or a list of mappings"),
        ("<<: {count: 1}, <<: {}", "test.yaml:1:26: duplicate key ‘<<’, it stands in line 1"),
        ("'<<': {count: 1}", "test.yaml:1:10: unknown key ‘<<’"),
    ])
    func `what cannot be merged is told`(merge: String, said: String) throws {
        let lines = Parsed("fleet: [{\(merge), model: generic-ac}]").lines
        #expect(try #require(lines.first).hasPrefix(said), "\(lines)")
    }

    @Test func `merges do not grow without end`() {
        var text = "x-0: &m0 {" + (1...9).map { "x-a\($0): 1" }.joined(separator: ", ") + "}\n"
        for level in 1...9 {
            let entries = (1...9).map { "x-\(level)-\($0): {<<: *m\(level - 1)}" }
            text += "x-\(level): &m\(level) {\(entries.joined(separator: ", "))}\n"
        }
        #expect(Parsed(text).lines.first?.contains("more than 100000 values") == true)
    }

    @Test func `keys that begin with x- are the user's own, in any mapping`() {
        let text = """
            x-owner: team charging
            csms: {x-note: [1, 2], reference: {x-a: {b: c}, heartbeat: 60s}}
            faults: [{kind: csms-restart, at: 1h, x-ticket: 4711}]
            fleet:
              - site: a
                x-b: ~
                chargers: [{model: {like: generic-ac, x-c: 1}}]
                power: {limit: 63A, groups: [{name: g, chargers: 1, x-d: 2}]}
            """
        #expect(Parsed(text).lines == [])
        // But for those whose keys are the user's anyway.
        let own = "fleet: [{model: generic-ac, configuration: {x-key: 5}}]"
        #expect(Parsed(own).scenario?.fleet[0].chargers[0].configuration.map(\.key) == ["x-key"])
    }
}
