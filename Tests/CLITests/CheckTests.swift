import TestSupport
import Testing

@Suite struct `what a check says` {
    private static let day = "fleet: [{model: generic-ac, count: 20}]\nduration: 1h\n"

    @Test func `each good file is told what it is`() throws {
        let folder = try TemporaryFolder()
        let day = try folder.write(Self.day, to: "day.yaml")
        let plan = try folder.write(
            "fleet: [{model: generic-ac, count: 4}]\nplan: {bays: [4, 5], limit: [32A, 64A]}\n",
            to: "plan.yaml"
        )
        let suite = try folder.write(
            "scenarios: [{scenario: day.yaml}, {scenario: plan.yaml, runs: 3}]\n",
            to: "suite.yaml"
        )
        let fleet = "fleet: [{model: generic-ac, count: 2000}]\n"
        let large = try folder.write(fleet, to: "large.yaml")
        let told = try Program.run(["check", day, plan, suite, large])
        #expect(told.status == 0, "\(told.errors)")
        #expect(
            told.output == """
                \(day): good, a scenario: 20 chargers, 1 kind of site
                \(plan): good, a scenario: 4 chargers, 1 kind of site, a plan of 4 designs
                \(suite): good, a nightly suite: 2 scenarios, 8 runs a night
                \(large): good, a scenario: 2,000 chargers, 1 kind of site

                """
        )
    }

    @Test func `a suite's own mistakes are told with their places`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Self.day, to: "day.yaml")
        let suite = try folder.write(
            "scenarios: [{scenario: day.yaml}]\nrun: 3\nmetrics: [p42x]\n",
            to: "suite.yaml"
        )
        let told = try Program.run(["check", suite])
        #expect(told.status == 2 && told.output.isEmpty)
        #expect(told.errors.contains("\(suite):2:1: unknown key ‘run’, did you mean ‘runs’?"))
        #expect(told.errors.contains("\(suite):3:11: "))
    }

    @Test func `so are those of its scenarios, as the suite runs them, and which are not there`()
        throws
    {
        let folder = try TemporaryFolder()
        let day = try folder.write(Self.day, to: "day.yaml")
        let suite = try folder.write(
            """
            scenarios:
              - {scenario: day.yaml, name: good}
              - {scenario: day.yaml, name: bad, set: [fleet.0.count=many]}
              - {scenario: night.yaml}

            """,
            to: "suite.yaml"
        )
        let told = try Program.run(["check", suite])
        #expect(told.status == 2 && told.output.isEmpty)
        #expect(told.errors.contains("--set fleet.0.count=many"), "\(told.errors)")
        #expect(told.errors.contains("night.yaml"))
        #expect(told.errors.contains("\(suite): not every scenario of this suite is good"))
        #expect(try Program.run(["check", day]).status == 0)
    }

    @Test func `what neither run nor plan takes is not good, what one of them takes is`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(
            "session_id,arrival_min,departure_min,requested_kwh,ev_max_a\na,60,300,10,32\n",
            to: "visits.csv"
        )
        func check(_ control: String, _ plan: String) throws -> Program.Outcome {
            let text = """
                fleet:
                  - site: depot
                    chargers: [{model: generic-ac, count: 2}]
                    arrivals: {sessions: visits.csv}
                    power: {limit: 32A, control: \(control)}

                """
            return try Program.run(["check", try folder.write(text + plan, to: "depot.yaml")])
        }
        let plan = "plan: {bays: [1, 2], horizon: 2d}\n"
        let planned = try check("site", plan)
        #expect(planned.status == 0 && planned.output.contains("a plan of 2 designs"))
        #expect(planned.errors.contains("‘fleetsim run’ has a CSMS here"))
        let neither = try check("csms", plan)
        #expect(neither.status == 2 && neither.output.isEmpty)
        #expect(neither.errors.contains("‘fleetsim plan’ has a CSMS share the power"))
        let unplanned = try check("site", "")
        #expect(unplanned.status == 2 && unplanned.output.isEmpty)
    }
}
