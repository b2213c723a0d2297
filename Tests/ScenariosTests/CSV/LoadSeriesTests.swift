import Scenarios
import Testing

@Suite struct LoadSeriesTests {
    @Test(arguments: [
        ("minute,w\n0,100\n15,200\n", Duration.seconds(900), LoadSeries.Flow.quantity(.watts(200))),
        ("Time\tA\n00:00\t1\n07:30:30\t2\n", .seconds(27_030), .quantity(.amperes(2))),
        ("time;kW\n00:00;1\n12:00;2.5\n", .seconds(43_200), .quantity(.watts(2_500))),
    ])
    func `times and flows are read in the forms that files have`(
        text: String,
        at: Duration,
        flow: LoadSeries.Flow
    ) throws {
        let series = try LoadSeries(CSVTable(text: text))
        #expect(series.isDaily)
        #expect(series.midnight == nil)
        #expect(series.points.last == LoadSeries.Point(at: at, flow: flow))
    }

    @Test func `what lasts longer than a day has a date, or counts from the run's first midnight`()
        throws
    {
        let dates = "time,kw\n2026-01-05T06:00:00Z,1\n2026-01-06T06:00:00Z,2\n"
        let dated = try LoadSeries(CSVTable(text: dates))
        #expect(!dated.isDaily)
        #expect(dated.midnight == Timestamp(iso8601: "2026-01-05T00:00:00Z"))
        #expect(dated.points.map(\.at) == [.seconds(21_600), .seconds(108_000)])
        let counted = try LoadSeries(CSVTable(text: "minute,kw\n0,1\n1440,2\n"))
        #expect(!counted.isDaily)
        #expect(counted.midnight == nil)
    }

    @Test(arguments: [
        ("", "1: the table is empty"),
        ("time,kw\n", "1: there is nothing below the heading"),
        ("when,kw\n1,1\n", "1: there is no column ‘time’ or ‘minute’"),
        ("time,power\n1,1\n", "1: there is no column ‘kw’, ‘w’, ‘a’ or ‘l1_a’"),
        ("time,l1_a,l2_a\n1,1,1\n", "1: the column ‘l3_a’ is missing"),
        ("time,kw\n25:00,1\n", "2: ‘25:00’ is neither a time such as 07:30 nor a date with zone"),
        ("time,kw\n07:00,1\n07:00,1\n", "3: it is no later than the row before"),
        ("time,kw\n07:00,x\n", "2: ‘x’ is not a number"),
        ("time,kw\n07:00,\n", "2: ‘’ cannot be what flows there"),
        ("minute,kw\n-1,1\n", "2: ‘-1’ is no number of minutes"),
    ])
    func `a file that is none is told why, with its line`(text: String, said: String) {
        let error = #expect(throws: CSVProblem.self) { _ = try LoadSeries(CSVTable(text: text)) }
        #expect(error?.description == said)
    }

    @Test func `a scenario names the file from its folder`() throws {
        let text = "fleet: [{model: generic-ac, power: {limit: 9A, load: {file: none.csv}}}]"
        let error = #expect(throws: ScenarioProblems.self) {
            _ = try ScenarioFile.parse(text, name: "nowhere/a.yaml")
        }
        #expect(
            error?.lines == ["nowhere/a.yaml:1:61: none.csv: there is no such file"]
        )
    }
}
