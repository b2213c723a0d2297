import Scenarios
import Testing

@testable import Planning
@testable import Report

@Suite struct `the page of a plan` {
    /// Designs that cost more the more bays they have, with a turnover and a target of it.
    private func plan(
        _ count: Int,
        target: String = "turnover >= 5",
        sharing: [String?] = [nil],
        turnover: (Int) -> Double = { Double($0) }
    ) -> PlanSummary {
        let designs = sharing.flatMap { law in
            (1...count).map { bays -> PlanSummary.Design in
                var design = PlanSummary.Design(
                    bays: bays,
                    replications: 20,
                    isOnFront: false,
                    isSmallest: false
                )
                design.sharing = law
                design.cost = Double(bays) * 1_000
                let value = turnover(bays)
                design.figures[PlanFigure.turnover.index] = PlanSummary.Figure(
                    mean: value,
                    low: value,
                    high: value
                )
                design.targets = [
                    PlanSummary.Target(
                        expression: target,
                        figure: .turnover,
                        verdict: .missed,
                        certainty: 0
                    )
                ]
                return design
            }
        }
        return PlanSummary(designs: designs, steps: [])
    }

    @Test func `joins the designs of which none is better for less, the way a target wants it`() {
        let more = plan(3)
        let best = more.designs.filter {
            PlanPictures(more, of: nil).isBest($0, among: more.designs, .turnover)
        }
        #expect(best.map(\.bays) == [1, 2, 3])
        let less = plan(3, target: "turnover <= 0.5")
        let minimum = less.designs.filter {
            PlanPictures(less, of: nil).isBest($0, among: less.designs, .turnover)
        }
        #expect(minimum.map(\.bays) == [1])
    }

    @Test func `say below the designs that the warm-up was too short`() {
        var plan = plan(3)
        #expect(!plan.legend.contains("warm-up"))
        plan.warmUpCut = "The warm-up is too short."
        #expect(plan.legend.hasSuffix(" The warm-up is too short."))
    }

    @Test func `tells of the nearest design at length, though many miss a target`() {
        let many = plan(12, target: "turnover >= 50")
        #expect(many.told.map(\.bays) == [12])
        let table = many.targetTable
        #expect(!table.isEmpty && table.markdown.contains("12 bays"))
        #expect(!table.markdown.contains("| 11 bays"))
    }

    @Test func `says which rows it does not draw`() {
        let laws = ["max-min", "edf", "fcfs", "llf", "equal"]
        let pictures = PlanPictures(plan(3, sharing: laws), of: nil)
        #expect(pictures.leftOut == ["Not drawn over bays, but in the table: equal."])
        #expect(PlanPictures(plan(3), of: nil).leftOut.isEmpty)
    }

    @Test(arguments: [
        ("peak <= 40kW", 40_000.0), ("peak <= 40kW in 95% of horizons", 40_000),
        ("wait.p95 <= 10 m", 600), ("blocked < 5%", 0.05), ("turnover >= 1.5", 1.5),
    ])
    func `draws the bound of a target, of horizons too`(text: String, bound: Double) {
        let target = PlanSummary.Target(
            expression: text,
            figure: .peak,
            verdict: .missed,
            certainty: 0
        )
        #expect(target.bound == bound)
    }

    /// A file may say what no plan comes to.
    @Test func `is shown with any cost`() {
        var odd = plan(3)
        for index in odd.designs.indices { odd.designs[index].cost = -1e300 * Double(index + 1) }
        #expect(PlanPictures(odd, of: nil).html.contains("cost"))
    }
}
