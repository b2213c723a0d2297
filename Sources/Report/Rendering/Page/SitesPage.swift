import FleetSim

/// The page of sites that ran without a CSMS: power, bays, waiting, and energy that was missing.
struct SitesPage {
    private let summary: Summary
    private let course: SitesCourse
    private let axis: TimeAxis

    init(_ summary: Summary, _ course: SitesCourse) {
        self.summary = summary
        self.course = course
        axis = summary.timeAxis
    }

    var html: String {
        let shown = course.sites.map(section)
        let left = course.count - course.sites.count
        let more =
            left > 0 && !course.sites.isEmpty
            ? [
                "\(summary.counted(left, "site")) with less demand \(left == 1 ? "is" : "are") not drawn."
            ]
            : []
        let sites = Page.section("Sites", [Page.table(course.siteTable)])
        return
            ([Page.figures(keyFigures), energy, course.sites.count > 1 ? sites : ""] + shown + [
                Page.paragraphs(more + (course.sites.isEmpty ? [] : summary.axisSentences)),
                Page.section(
                    "Sessions",
                    [
                        Page.table(summary.sessionTable),
                        Page.paragraphs(summary.sessionSentences),
                        Page.table(
                            FleetCourse.table(of: course.worstSessions),
                            "Sessions that missed the most energy"
                        ),
                    ]
                ),
                Page.section("Events", [Page.table(summary.exampleTable)]),
            ]).joined()
    }

    private var energy: String { course.missing?.section(of: summary) ?? "" }

    private var keyFigures: [(value: String, meaning: String)] {
        let sessions = summary.sessions
        let root = course.sites.compactMap { $0.nodes.first }.max {
            $0.greatest.power < $1.greatest.power
        }
        var figures: [(value: String, meaning: String)] = [
            (Figures.grouped(sessions.over), "visits that were over"),
            (
                Figures.percent(sessions[.served], of: sessions.over),
                "of them served in full"
            ),
            (summary.energyServed, "of the wanted energy delivered"),
        ]
        if sessions[.balked] + sessions[.reneged] > 0 {
            let lost = sessions[.balked] + sessions[.reneged]
            figures.append(
                (Figures.percent(lost, of: sessions.over), "left without a charge")
            )
        }
        if let wait = sessions.meanWaitMicroseconds {
            figures.append((Figures.briefSpan(wait), "from arriving to plugging in, on average"))
        }
        if let root {
            figures.append(
                (AxisQuantity.power.text(root.greatest.power), "highest mean of a window")
            )
        }
        return figures
    }
}

extension SitesPage {
    private func section(_ site: SiteCourse) -> String {
        Page.section(
            "\(site.name): \(summary.counted(site.bays, "bay"))",
            [
                Page.charts(
                    site.nodes.prefix(1).flatMap { [power($0), currents($0)] }
                        + [occupancy(site), line(site)],
                    over: axis
                ),
                Page.charts(
                    [site.nodes.first.map(duration) ?? "", waits(site)].filter { !$0.isEmpty }
                ),
                nodes(site),
            ]
        )
    }

    private func power(_ node: NodeCourse, isLow: Bool = false) -> String {
        let maximum = node.peakDemand.compactMap(\.self).max() ?? 0
        return TimeChart(
            title: node.isRoot ? "Power" : "Power of \(node.name)",
            quantity: .power,
            axis: axis,
            series: [
                TimeChart.Series("peak", .first, node.peak),
                TimeChart.Series("mean", .third, node.power),
                TimeChart.Series("peak demand", .second, node.peakDemand),
            ],
            words: """
                Highest mean of a window \(AxisQuantity.power.text(node.greatest.power)), from \
                \(axis.moment(node.greatest.window)) on; cars would have taken up to \
                \(AxisQuantity.power.text(maximum)).
                """,
            isLow: isLow
        ).html
    }

    private func currents(_ node: NodeCourse) -> String {
        let lines = [("L1", node.l1), ("L2", node.l2), ("L3", node.l3)]
        let maximum = lines.map { name, values in
            "\(name) \(AxisQuantity.current.text(values.compactMap(\.self).max() ?? 0))"
        }
        let limits = node.limit.compactMap(\.self)
        let limit = limits.min().map { "; the limit is \(AxisQuantity.current.text($0))" }
        let styles: [LineStyle] = [.first, .second, .third]
        return TimeChart(
            title: "Current of each line",
            quantity: .current,
            axis: axis,
            series: zip(lines, styles).map { TimeChart.Series($0.0, $1, $0.1) }
                + (limits.isEmpty ? [] : [TimeChart.Series("limit", .limit, node.limit)]),
            words: "Highest means: \(maximum.joined(separator: ", "))\(limit ?? "")."
        ).html
    }

    private func occupancy(_ site: SiteCourse) -> String {
        let bays = axis.edges.dropLast().map { _ in Double(site.bays) as Double? }
        return TimeChart(
            title: "Bays with a car",
            quantity: .number,
            axis: axis,
            series: [
                TimeChart.Series(
                    "least to most",
                    .first,
                    site.occupied.maximum,
                    from: site.occupied.minimum
                ),
                TimeChart.Series("mean", .first, site.occupied.mean),
                TimeChart.Series("bays", .limit, bays),
            ],
            words:
                "At most \(Figures.grouped(site.occupied.greatest)) of \(Figures.grouped(site.bays))."
        ).html
    }

    private func line(_ site: SiteCourse) -> String {
        guard site.waiting.greatest > 0 else { return "" }
        return TimeChart(
            title: "Drivers who have not plugged in yet",
            quantity: .number,
            axis: axis,
            series: [
                TimeChart.Series(
                    "least to most",
                    .first,
                    site.waiting.maximum,
                    from: site.waiting.minimum
                ),
                TimeChart.Series("mean", .first, site.waiting.mean),
            ],
            words: """
                At most \(Figures.grouped(site.waiting.greatest)) at once, between arriving and \
                plugging in; \
                \(summary.counted(site.turnedAway, "driver")) left without a bay.
                """
        ).html
    }

    private func duration(_ node: NodeCourse) -> String {
        guard let top = node.duration.first else { return "" }
        let middle = node.duration.count > 50 ? node.duration[50].power : 0
        let idle = node.duration.first { $0.power <= 0 }.map { 1 - $0.share } ?? 0
        let usual =
            middle > 0
            ? "half of the time \(AxisQuantity.power.text(middle)) or more"
            : "none for \(AxisQuantity.share.text(idle)) of the time"
        return PointChart(
            title: "Load duration",
            quantity: .power,
            series: [
                PointChart.Series(
                    name: "power",
                    style: .first,
                    points: node.duration.map { PointChart.Point(x: $0.share, y: $0.power) }
                )
            ],
            across: Scale(from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1]),
            acrossLabel: AxisQuantity.share.label,
            acrossUnit: "share of the time with that power or more",
            words: "\(AxisQuantity.power.text(top.power)) at most; \(usual)."
        ).html
    }

    /// How long drivers waited, from the shortest to the longest.
    private func waits(_ site: SiteCourse) -> String {
        guard let longest = site.waits.last, longest > 0, site.waits.count > 1 else { return "" }
        let last = Double(site.waits.count - 1)
        let points = (0...100).map { percent in
            let share = Double(percent) / 100
            return PointChart.Point(
                x: share,
                y: Double(site.waits[Int((share * last).rounded())])
            )
        }
        func quantile(_ share: Double) -> String {
            Figures.briefSpan(site.waits[Int((share * last).rounded())])
        }
        let atOnce = site.waits.count { $0 == 0 }
        return PointChart(
            title: "From arriving to plugging in, or to leaving",
            quantity: .time,
            series: [PointChart.Series(name: "wait", style: .first, points: points)],
            across: Scale(from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1]),
            acrossLabel: AxisQuantity.share.label,
            acrossUnit: "share of drivers who waited no longer",
            words: """
                \(Figures.percent(atOnce, of: site.waits.count)) at once; median \
                \(quantile(0.5)), p95 \(quantile(0.95)), longest \(Figures.briefSpan(longest)).
                """
        ).html
    }

    /// The limits beneath the grid connection.
    private func nodes(_ site: SiteCourse) -> String {
        guard site.nodes.count > 1 else { return "" }
        return "<h3>Beneath the grid connection</h3>\n"
            + Page.charts(site.nodes.dropFirst().map { power($0, isLow: true) }, over: axis)
    }
}
