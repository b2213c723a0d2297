import FleetSim
import Scenarios
import Testing

@testable import Planning

/// Targets at their bounds.
@Suite struct `a target of a plan` {
    private func target(
        _ figure: PlanFigure,
        _ comparison: String,
        _ bound: Double,
        inShareOfHorizons horizons: Double? = nil
    ) -> PlanTarget {
        PlanTarget(
            figure,
            isAtMost: comparison.first == "<",
            isStrict: comparison.count == 1,
            bound,
            inShareOfHorizons: horizons,
            expression: "\(figure.rawValue) \(comparison) \(bound)"
        )
    }

    private func verdicts(
        of tally: SiteTally,
        _ targets: [PlanTarget],
        isCertain: Bool = false
    ) -> [TargetVerdict] {
        let one = Replication(tally, connectedWatts: 22_000)
        return DesignResult(
            Design(bays: tally.bays),
            cost: nil,
            replications: Array(repeating: one, count: isCertain ? 1 : 200),
            targets: targets,
            isCertain: isCertain
        ).verdicts
    }

    /// A day with that many of four bays occupied and as many drivers in line; of ten drivers one is turned away.
    private func day(occupied: Int32) -> SiteTally {
        var tally = SiteTally(bays: 4)
        tally.record(SiteState(time: .zero, occupied: occupied, waiting: occupied))
        for number in 0..<10 {
            tally.record(
                SessionRecord(
                    site: 0,
                    visit: Int32(number),
                    arrived: .zero,
                    left: .zero + .seconds(3_600),
                    requestedMilliwattHours: 1_000,
                    deliveredMilliwattHours: number == 0 ? 0 : 1_000,
                    outcome: number == 0 ? .balked : .served
                ),
                VisitAccount(waited: .seconds(600), bay: number == 0 ? nil : 0)
            )
        }
        tally.finish(at: .zero + .seconds(86_400))
        return tally
    }

    @Test(
        arguments: [.lineP95, .occupancyP95, .occupancyMax, .lineMax] as [PlanFigure],
        [true, false]
    )
    func `is missed at its bound only where that is what it says`(
        figure: PlanFigure,
        isCertain: Bool
    ) {
        let tally = day(occupied: 3)
        let comparisons = ["<", "<=", ">", ">="]
        let kept: [PlanVerdict] = [.missed, .met, .missed, .met]
        let found = verdicts(
            of: tally,
            comparisons.map { target(figure, $0, 3) },
            isCertain: isCertain
        )
        #expect(found.map(\.verdict) == kept)
        let ofHorizons = verdicts(
            of: tally,
            comparisons.map { target(figure, $0, 3, inShareOfHorizons: 0.5) },
            isCertain: isCertain
        )
        #expect(ofHorizons.map(\.verdict) == kept)
        #expect(ofHorizons.map { $0.beyond.count > 0 } == [true, false, true, false])
    }

    @Test func `of a number of bays goes by whole ones`() {
        let bounds = [2, 2.5, 3, 3.5]
        let tally = day(occupied: 3)
        let atLeast = verdicts(of: tally, bounds.map { target(.occupancyP95, ">=", $0) })
        #expect(atLeast.map(\.verdict) == [.met, .met, .met, .missed])
        let below = verdicts(of: tally, bounds.map { target(.occupancyP95, "<", $0) })
        #expect(below.map(\.verdict) == [.missed, .missed, .missed, .met])
        let two = verdicts(of: day(occupied: 2), bounds.map { target(.occupancyP95, ">=", $0) })
        #expect(two.map(\.verdict) == [.met, .missed, .missed, .missed])
    }

    @Test func `of a share that all replications have goes by its comparison`() {
        let found = verdicts(
            of: day(occupied: 1),
            ["<", "<=", ">", ">="].map { target(.blocked, $0, 0.1) }
        )
        #expect(found.map(\.verdict) == [.missed, .met, .missed, .met])
    }

    @Test func `of a quantile says the same of all horizons as of each`() {
        // All wait for ten minutes, which lies in the midst of a bucket.
        let found = verdicts(
            of: day(occupied: 1),
            [
                target(.waitP95, "<=", 600), target(.waitP95, "<=", 600, inShareOfHorizons: 0.8),
                target(.waitP95, ">=", 600), target(.waitP95, "<=", 599),
            ]
        )
        #expect(found.map(\.verdict) == [.met, .met, .met, .missed])
        #expect(found.map(\.beyond.count) == [0, 0, 0, 200])
    }
}
