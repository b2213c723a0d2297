import Scenarios

/// The page of a plan: the answer, then pictures, then tables.
struct PlanPage {
    private let summary: Summary
    private let plan: PlanSummary

    init(_ summary: Summary, _ plan: PlanSummary) {
        self.summary = summary
        self.plan = plan
    }

    var html: String {
        [
            plan.kinds.map { PlanPictures(plan, of: $0).html }.joined(),
            chosenSection,
            Page.section(
                "Targets",
                [Page.table(plan.targetTable)]
            ),
            Page.section(
                "All designs",
                [Page.table(plan.designTable), Page.paragraphs([plan.legend])]
            ),
            Page.section("Peaks", [Page.table(plan.peakTable)]),
            Page.section(
                "What a little more would change, under the same drivers",
                [Page.table(plan.stepTable)]
            ),
            Page.section(
                "Queueing theory",
                [Page.table(plan.theoryTable), Page.paragraphs(plan.theorySentences)]
            ),
        ].joined()
    }
}

extension PlanPage {
    /// The load and the bays of the designs that are the answer, or come nearest to one.
    private var chosenSection: String {
        let chosen = plan.told.prefix(3)
        let parts = chosen.map { design in
            let charts = Page.charts([
                dayLoad(of: design), dayBays(of: design), duration(of: design),
                occupancy(of: design),
            ])
            guard !charts.isEmpty else { return "" }
            let drivers = design.arrivals.map { ", \($0)" } ?? ""
            return "<h3>\((plan.name(of: design) + drivers).inHTML)</h3>\n" + charts
        }
        let kind = chosen.contains(where: \.isSmallest) ? "chosen" : "nearest"
        let heading = "The \(kind) design\(chosen.count == 1 ? "" : "s")"
        return Page.section(heading, Array(parts))
    }

    /// The hours of a day, as its charts have them across.
    private static let hours = Scale(from: 0, to: 24, ticks: [0, 6, 12, 18, 24])

    private func day(_ values: [Double]) -> [PointChart.Point] {
        let part = 24 / Double(max(values.count, 1))
        return values.enumerated().flatMap { index, value in
            [0, part].map { PointChart.Point(x: Double(index) * part + $0, y: value) }
        }
    }

    /// When a day's values are greatest: the half hour and its value.
    private func greatest(_ values: [Double]) -> (clock: String, value: Double)? {
        guard let maximum = values.max(), let index = values.firstIndex(of: maximum) else {
            return nil
        }
        return ("\(index / 2):\(index.isMultiple(of: 2) ? "00" : "30")", maximum)
    }

    private func dayChart(
        _ title: String,
        _ quantity: AxisQuantity,
        _ values: [Double],
        _ words: String
    ) -> String {
        PointChart(
            title: title,
            unit: "mean of each half hour",
            quantity: quantity,
            series: [PointChart.Series(name: "mean", style: .first, points: day(values))],
            across: Self.hours,
            acrossLabel: { "\(Int($0)):00" },
            acrossUnit: "time of day, over all days",
            words: words
        ).html
    }

    private func dayLoad(of design: PlanSummary.Design) -> String {
        guard let maximum = greatest(design.dayLoad) else { return "" }
        let power = AxisQuantity.power.text(maximum.value)
        return dayChart(
            "Power over a day",
            .power,
            design.dayLoad,
            "Most in the half hour from \(maximum.clock) on, \(power) on average over all days."
        )
    }

    private func dayBays(of design: PlanSummary.Design) -> String {
        guard let maximum = greatest(design.dayBays) else { return "" }
        let bays = Figures.rounded(maximum.value)
        return dayChart(
            "Occupied bays over a day",
            .number,
            design.dayBays,
            """
            Most in the half hour from \(maximum.clock) on, \(bays) of \(design.bays) on average over all \
            days.
            """
        )
    }

    private func duration(of design: PlanSummary.Design) -> String {
        guard design.load.count > 1, let maximum = design.load.max() else { return "" }
        let last = Double(design.load.count - 1)
        let points = design.load.enumerated().reversed().map { index, watts in
            PointChart.Point(x: 1 - Double(index) / last, y: watts)
        }
        return PointChart(
            title: "Load duration",
            quantity: .power,
            series: [PointChart.Series(name: "power", style: .first, points: points)],
            across: Scale(from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1]),
            acrossLabel: AxisQuantity.share.label,
            acrossUnit: "share of the time with that power or more",
            words: "\(AxisQuantity.power.text(maximum)) at most; \(idle(design))."
        ).html
    }

    /// What of the time has power, or how much of it half of the time has.
    private func idle(_ design: PlanSummary.Design) -> String {
        let without = design.load.count { $0 == 0 }
        guard without * 2 > design.load.count else {
            let middle = design.load[design.load.count / 2]
            return "half of the time \(AxisQuantity.power.text(middle)) or more"
        }
        let share = 100 * Double(without - 1) / Double(design.load.count - 1)
        return "none for \(Figures.rounded(share)) % of the time"
    }

    private func occupancy(of design: PlanSummary.Design) -> String {
        guard design.occupancy.count > 1 else { return "" }
        let maximum = Double(design.occupancy.count - 1)
        let points = design.occupancy.enumerated().map {
            PointChart.Point(x: Double($0.offset), y: $0.element, low: 0, high: $0.element)
        }
        let full = design.occupancy.last ?? 0
        let step = max((design.occupancy.count / 8), 1)
        return PointChart(
            title: "Occupied bays",
            unit: "share of the time",
            quantity: .share,
            series: [
                PointChart.Series(
                    name: "share",
                    style: .first,
                    points: points,
                    isJoined: false,
                    hasDots: true
                )
            ],
            across: Scale(
                from: 0,
                to: maximum,
                ticks: stride(from: 0, through: maximum, by: Double(step)).map(\.self)
            ),
            acrossLabel: { $0.inFull },
            acrossUnit: "occupied bays",
            words: "All bays are occupied \(Figures.rounded(full * 100)) % of the time."
        ).html
    }
}
