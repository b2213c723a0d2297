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
}
