import FleetSim
import Scenarios
import Statistics
import Testing

@testable import Planning

/// A thinned `Benchmarks/calibration.sh`: what a plan says, held against what is so.
@Suite struct `what a plan says is so` {
    private func queue(bays: Int, perDay: Double, patience: Double?) -> SiteSpec {
        var site = SiteSpec.toy(bays: bays, perDay: perDay)
        site.arrivals.patience = patience.map(Distribution.constant)
        return site
    }

    private func results(
        _ site: SiteSpec,
        seeds: Int,
        replications: Int,
        days: Int64,
        targets: [PlanTarget] = []
    ) throws -> [DesignResult] {
        var spec = PlanSpec()
        spec.replications = PlanReplications(minimum: replications, maximum: replications)
        spec.horizon = .seconds(days * 86_400)
        spec.targets = targets
        return try (1...seeds).map { seed in
            let end = SimTime.zero + SimDuration(spec.warmUp(for: site)) + .seconds(days * 86_400)
            let begin = SimTime.zero + SimDuration(spec.warmUp(for: site))
            let plan = Plan.of(spec, for: site, seed: UInt64(seed), threads: 2) { site in
                let start = Scenario().start
                guard let model = try? SiteModel(site, number: 0, name: "", clockStart: start)
                else {
                    preconditionFailure("the site cannot be built")
                }
                return { model.tally(seed: $0, until: end, from: begin) }
            }
            return try #require(plan).results[0]
        }
    }

    /// By chance fewer than this hold the truth once in a thousand times.
    private func fewest(of count: Int) -> Int {
        let mean = 0.95 * Double(count)
        return Int((mean - 3.1 * (mean * 0.05).squareRoot()).rounded(.down))
    }

    @Test func `intervals of waits hold the exact quantile as often as they say`() throws {
        // Four bays of which three are taken; each plan sees some 5,000 drivers.
        let theory = try #require(ErlangC(servers: 4, offered: 3, serviceRate: 1))
        let results = try results(
            queue(bays: 4, perDay: 72, patience: 1e9),
            seeds: 120,
            replications: 10,
            days: 7
        )
        let exact: [(PlanFigure, Double)] = [
            (.waitMean, theory.meanWait * 3_600), (.waitP95, theory.wait(quantile: 0.95) * 3_600),
            (.waitP99, theory.wait(quantile: 0.99) * 3_600),
        ]
        for (figure, value) in exact {
            let estimates = results.compactMap { $0[figure] }
            let held = estimates.count { $0.low <= value && value <= $0.high }
            #expect(held >= fewest(of: estimates.count), "\(figure): \(held)")
        }
    }

    @Test func `the 99th percentile of a wait is not told too small`() throws {
        // One bay that is taken nine tenths of the time. The mean of each replication's quantile is
        // a quarter too small here.
        let results = try results(
            queue(bays: 1, perDay: 21.6, patience: 1e9),
            seeds: 20,
            replications: 20,
            days: 60
        )
        let theory = try #require(ErlangC(servers: 1, offered: 0.9, serviceRate: 1))
        let exact = theory.wait(quantile: 0.99) * 3_600
        let mean = results.compactMap { $0[.waitP99]?.mean }.reduce(0, +) / 20
        #expect(abs(mean / exact - 1) < 0.15)
    }

    @Test func `at the bound a target is neither met nor missed, but for chance`() throws {
        let exact = ErlangB(servers: 4, offered: 2).blocking
        let results = try results(
            queue(bays: 4, perDay: 48, patience: nil),
            seeds: 150,
            replications: 10,
            days: 7,
            targets: [PlanTarget(.blocked, exact, expression: "at the bound")]
        )
        let verdicts = results.map { $0.verdicts[0].verdict }
        #expect(verdicts.count { $0 == .met } <= 10)
        #expect(verdicts.count { $0 == .missed } <= 10)
        #expect(results.count { ($0.certainty ?? 0) >= 0.999 } <= 2)
        #expect(
            results.allSatisfy { $0.verdict != .undecided || ($0.replicationsToDecide ?? 11) > 10 }
        )
    }

    @Test func `visits are those who arrive within the horizon, followed to their end`() throws {
        // Stays of a day, measured for three: those at the end are not cut off, nor those before the
        // beginning taken in.
        var site = queue(bays: 400, perDay: 240, patience: nil)
        site.arrivals.dwell = .constant(86_400)
        let result = try results(site, seeds: 1, replications: 20, days: 3)[0]
        let (arrivals, turnover) = (
            try #require(result[.arrivals]), try #require(result[.turnover])
        )
        #expect(abs(turnover.mean * 400 - arrivals.mean) < 1e-9)
        #expect(arrivals.low < 240 && 240 < arrivals.high)
        let energy = try #require(result[.energyRequested])
        #expect(energy.mean > 0)
        #expect(try #require(result[.energyNotServed]).mean < 0.01)
    }
}

@Suite struct `the warm-up of a plan` {
    private func days(_ edit: (inout SiteSpec, inout PlanSpec) -> Void) -> Double {
        var (site, spec) = (SiteSpec.toy(bays: 4, perDay: 24), PlanSpec())
        edit(&site, &spec)
        return (spec.warmUp(for: site) / .seconds(86_400)).rounded()
    }

    @Test func `is a whole day at least, and as long as stays last`() {
        #expect(days { _, _ in } == 1)
        #expect(days { site, _ in site.arrivals.dwell = .exponential(mean: 43_200) } == 3)
    }

    @Test func `is as long as stays last also where less is measured`() {
        let days = days { site, spec in
            site.arrivals.dwell = .constant(72 * 3_600)
            spec.horizon = .seconds(86_400)
        }
        #expect(days == 3)
        #expect(self.days { site, _ in site.arrivals.dwell = .constant(1e12) } == 366)
    }

    @Test func `is longer the nearer a line of drivers is to growing without end`() {
        func at(_ perDay: Double) -> Double {
            days { site, _ in
                site.arrivals.perDay = perDay
                site.arrivals.patience = .constant(1e9)
            }
        }
        #expect(at(24) == 1)
        #expect(at(90) > 3)
        #expect(at(200) == 30, "no longer than what is measured")
    }

    @Test func `is told to be too short where a line takes longer than what is measured`() {
        func cut(_ perDay: Double, warmUp: Duration? = nil) -> String? {
            var (site, spec) = (SiteSpec.toy(bays: 4, perDay: perDay), PlanSpec())
            site.arrivals.patience = .constant(1e9)
            spec.warmUp = warmUp
            return spec.warmUpCut(for: site)
        }
        #expect(cut(24) == nil)
        let told = cut(200)
        #expect(told?.hasPrefix("The warm-up is shorter than the 11575 days in which") == true)
        #expect(cut(200, warmUp: .seconds(86_400)) == nil, "it is as the plan says")
    }

    @Test func `is that of the slowest design, and never what the plan says otherwise`() {
        #expect(
            days { site, spec in
                site.arrivals.patience = .constant(1e9)
                spec.bays = [1, 4]
            } == 30
        )
        #expect(
            days { _, spec in spec.warmUp = .zero } == 0
        )
    }
}
