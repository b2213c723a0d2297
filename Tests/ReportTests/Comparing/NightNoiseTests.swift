import FleetSim
import Foundation
import Testing

@testable import Report

@Suite struct `the noise of nights` {
    /// What nights came to whose levels differ by chance.
    private func result(_ measure: Measure) throws -> NightResult {
        let scratch = try Scratch()
        let history = try NightHistory(path: scratch.path("history.sqlite"))
        let series = NightHistory.Series(scenario: "day", likeness: "here", measure: measure)
        let rule = NightReport.rule(for: measure.figure, floor: 0.05, drift: 0.03)
        var last: NightResult?
        for level in [100.0, 94, 103, 97, 100] {
            let night = try history.nextNight()
            let judge = try SeriesJudge(series, history, rule)
            let values = (0..<5).map { level * (1 + Double($0 - 2) / 1_000) }
            let result = judge.result(values, night: night, hadSecondLook: false)
            try history.add(
                .init(id: night, at: "2026-01-01T00:00:00Z", label: nil),
                version: "1",
                [result]
            )
            last = result
        }
        return try #require(last)
    }

    @Test func `is told as the fall that an alarm needs where a measure gets worse as it falls`()
        throws
    {
        let fall = try result(Measure(.throughput))
        let noise = try #require(fall.noise)
        #expect(noise > 0.02)
        #expect(abs(try #require(fall.noiseChange) - (1 - exp(-noise))) < 1e-12)
        let rise = try result(Measure(.percentile(99)))
        let more = try #require(rise.noise)
        #expect(abs(try #require(rise.noiseChange) - (exp(more) - 1)) < 1e-12)
    }
}
