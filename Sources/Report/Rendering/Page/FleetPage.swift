import FleetSim

/// The page of a fleet's run, from what matters most to what is looked up.
struct FleetPage {
    private let summary: Summary
    private let course: FleetCourse
    private let axis: TimeAxis
    private var slots: [Timeline.Slot] { summary.timeline.slots }

    init(_ summary: Summary, _ course: FleetCourse) {
        self.summary = summary
        self.course = course
        axis = summary.timeAxis
    }

    var html: String {
        let parts = [
            Page.figures(keyFigures),
            Page.section("Over time", [overTime, Page.paragraphs(summary.axisSentences), data]),
            Page.section("How long answers took", [latency]),
            Page.section("Response time by parts of the fleet", course.subsetParts(over: axis)),
            course.observedParts(over: axis),
            Page.section(
                "Calls",
                [
                    Page.table(summary.callTable),
                    Page.table(summary.errorTable, "Errors that calls were answered with"),
                ]
            ),
            Page.section("Actions", [ActionCards(summary, course, axis).html]),
            Page.section(
                Summary.effectTime.replacing(", in ms", with: ""),
                [Page.table(summary.effectTable(inMilliseconds: false))]
            ),
            Page.section("Phases", [Page.table(summary.phaseTable(inMilliseconds: false))]),
            sessions, connections, worst, events, machine,
        ]
        return parts.joined()
    }

    /// What is worth looking at while the run goes on.
    var live: String {
        [
            Page.figures(keyFigures),
            Page.section("Over time", [overTime, Page.paragraphs(summary.axisSentences)]),
            Page.section("Calls", [Page.table(summary.callTable)]),
            connections,
        ].joined()
    }

    private var keyFigures: [(value: String, meaning: String)] {
        let chargers = summary.totals.first
        let count = summary.totals.reduce(0) { $0 + $1.count }
        let failures = chargers?.failures ?? 0
        var figures: [(value: String, meaning: String)] = [
            (
                Figures.grouped(count),
                "calls, \(Figures.rounded(summary.perSecond(count))) a second on average"
            ),
            (
                course.busiest.map { "\(Figures.rounded($0.perSecond))/s" } ?? "–",
                "calls by chargers in the busiest window"
            ),
            (
                chargers?.latency?.p50.span ?? "–",
                "median response time, due → reply"
            ),
            (chargers?.latency?.p99.span ?? "–", "99th percentile of response time"),
            (
                Figures.percent(failures, of: chargers?.count ?? 0),
                "of the chargers’ calls failed: \(Figures.grouped(failures))"
            ),
        ]
        if summary.sessions.over > 0 {
            figures.append(
                (
                    Figures.percent(summary.sessions[.served], of: summary.sessions.over),
                    "of \(Figures.grouped(summary.sessions.over)) sessions served in full"
                )
            )
        }
        return figures
    }
}

extension FleetPage {
    private var overTime: String {
        Page.charts(
            [callChart, connectionChart, responseChart, serviceChart, heat, transactionChart],
            over: axis
        )
    }

    /// How long each slot is, in seconds.
    private func seconds(_ slot: Int) -> Double {
        Double(axis.edges[slot + 1] - axis.edges[slot]) / 1e6
    }

    private func rates(_ count: (Timeline.Slot) -> Int) -> [Double?] {
        slots.enumerated().map { index, slot in
            seconds(index) > 0 && !isSliver(index) ? Double(count(slot)) / seconds(index) : nil
        }
    }

    /// Whether a slot is the rest of a run that was cut off, in which no call fell: no rate is known.
    private func isSliver(_ slot: Int) -> Bool {
        let whole = Double(summary.timeline.slotMicroseconds) / 1e6
        return seconds(slot) < whole * Self.sliver && slots[slot].callsOut == 0
    }

    private static let sliver = 0.1

    private var callChart: String {
        var series = [
            TimeChart.Series(
                "peak",
                .first,
                slots.enumerated().map { isSliver($0) ? nil : $1.peakOut }
            ),
            TimeChart.Series("mean", .second, rates(\.callsOut)),
        ]
        if slots.contains(where: { $0.callsIn > 0 }) {
            series.append(TimeChart.Series("by the CSMS, peak", .third, slots.map(\.peakIn)))
        }
        if slots.contains(where: { $0.failures > 0 }) {
            series.append(TimeChart.Series("failed, mean", .alarm, rates(\.failures)))
        }
        let mean = summary.perSecond(summary.totals.first?.count ?? 0)
        let peak = course.busiest.map { busiest in
            """
            Peak \(Figures.rounded(busiest.perSecond)) calls a second by chargers, in the \
            \(Figures.span(microseconds: busiest.length)) from \(axis.moment(busiest.start)) on; \
            \(Figures.rounded(mean)) on average.
            """
        }
        return TimeChart(
            title: "Calls by chargers",
            unit: "a second",
            quantity: .perSecond,
            axis: axis,
            series: series,
            words: peak ?? "No calls."
        ).html
    }

    private var connectionChart: String {
        let minimum = slots.map { $0.connected.map(Double.init) }
        let maximum = slots.map { $0.maximumConnected.map(Double.init) }
        let low = summary.connections.minimumConnected.map {
            ", at least \(Figures.grouped($0)) after the first window"
        }
        return TimeChart(
            title: "Chargers connected",
            unit: "least and most of each step",
            quantity: .number,
            axis: axis,
            series: [
                TimeChart.Series("least to most", .first, maximum, from: minimum),
                TimeChart.Series("least", .first, minimum),
                TimeChart.Series("most", .second, maximum),
            ],
            words: """
                At most \(Figures.grouped(summary.connections.maximumConnected)) of \
                \(Figures.grouped(summary.run.chargers))\(low ?? ""); \
                \(Figures.grouped(summary.connections.connectedAtEnd)) at the end.
                """
        ).html
    }

    private typealias Figure = (Timeline.Slot) -> Int?

    private func percentiles(
        _ title: String,
        _ unit: String,
        _ figures: [(String, LineStyle, Figure)],
        _ latency: LatencySummary?
    ) -> String {
        let words = latency.map {
            "Over all: p50 \($0.p50.span), p90 \($0.p90.span), p99 \($0.p99.span), max \($0.max.span)."
        }
        return TimeChart(
            title: title,
            unit: unit,
            quantity: .time,
            axis: axis,
            series: figures.map { name, style, figure in
                TimeChart.Series(name, style, slots.map { figure($0).map(Double.init) })
            },
            mayBeLogarithmic: true,
            words: words ?? "Nothing was answered."
        ).html
    }

    private var responseChart: String {
        percentiles(
            "Response time",
            "due → reply",
            [
                ("p50", .first, \.latencyP50), ("p90", .third, \.latencyP90),
                ("p99", .second, \.latencyP99), ("max", .fourth, \.latencyMax),
            ],
            summary.totals.first?.latency
        )
    }

    private var serviceChart: String {
        percentiles(
            "Service time",
            "sent → reply",
            [
                ("p50", .first, \.serviceP50), ("p90", .third, \.serviceP90),
                ("p99", .second, \.serviceP99), ("max", .fourth, \.serviceMax),
            ],
            summary.totals.first?.service
        )
    }

    private var heat: String {
        guard let heat = course.heat else { return "" }
        var columns = (0..<heat.counts.count).map { axis.edges[$0 * heat.slotsPerColumn] }
        columns.append(axis.end)
        return HeatMap(
            title: "Response times over time",
            unit: "the stronger the colour, the more calls",
            axis: axis,
            rows: LatencyHeat.edges,
            columns: columns,
            counts: heat.counts,
            words: "How many answered calls took how long; shades go by powers of their number."
        ).html
    }

    /// Those begun less those ended; visits are stored when they end, so they could not tell.
    private var transactionChart: String {
        guard slots.contains(where: { $0.transactionsBegun > 0 }) else { return "" }
        var underWay = 0
        let values = slots.map { slot -> Double? in
            underWay += slot.transactionsBegun - slot.transactionsEnded
            return Double(max(underWay, 0))
        }
        let maximum = values.compactMap(\.self).max() ?? 0
        return TimeChart(
            title: "Transactions under way",
            quantity: .number,
            axis: axis,
            series: [TimeChart.Series("under way", .first, values)],
            words:
                "At most \(Figures.grouped(Int(maximum))), \(Figures.grouped(underWay)) at the end."
        ).html
    }

    /// All that the charts show, step by step.
    private var data: String {
        var table = Table(
            "From",
            "calls/s, mean",
            "peak",
            "failed",
            "connected, least",
            "most",
            "p50",
            "p90",
            "p99",
            "max"
        )
        func span(_ microseconds: Int?) -> String { microseconds.map(Figures.briefSpan) ?? "–" }
        let rates = rates(\.callsOut)
        for (index, slot) in slots.enumerated() {
            table.add([
                axis.moment(slot.start), rates[index].map(Figures.rounded) ?? "–",
                Figures.rounded(slot.peakOut), Figures.grouped(slot.failures),
                slot.connected.map(Figures.grouped) ?? "–",
                slot.maximumConnected.map(Figures.grouped) ?? "–", span(slot.latencyP50),
                span(slot.latencyP90), span(slot.latencyP99), span(slot.latencyMax),
            ])
        }
        return Page.folded("The figures of these charts", table.html("Step by step"))
    }

    private var latency: String {
        let charts = PercentileChart(course.curves).html
        let tables =
            Page.table(
                summary.latencyTable(\.latency, inMilliseconds: false),
                "Response time: due → reply"
            )
            + Page.table(
                summary.latencyTable(\.service, inMilliseconds: false),
                "Service time: sent → reply"
            )
        return charts + Page.paragraphs(summary.unansweredSentences) + tables
    }
}

extension FleetPage {
    private var sessions: String {
        guard summary.sessions.count > 0 else { return "" }
        return Page.section(
            "Sessions",
            [Page.table(summary.sessionTable), Page.paragraphs(summary.sessionSentences)]
        ) + (course.missing?.section(of: summary) ?? "")
    }

    private var connections: String {
        Page.section(
            "Connections",
            [
                Page.paragraphs(summary.connectionSentences),
                Page.table(summary.failureTable, "Why connections failed"),
            ]
        )
    }

    private var worst: String {
        Page.section(
            "Where it went worst",
            [
                Page.table(course.chargerTable, "Chargers with the most events and failures"),
                Page.table(course.sessionTable, "Sessions that missed the most energy"),
                Page.table(FleetCourse.table(of: course.sites, "Site"), "By site, the worst first"),
                Page.table(FleetCourse.table(of: course.models, "Model"), "By model"),
            ]
        )
    }

    private var events: String {
        Page.section("Events", [Page.table(summary.exampleTable)])
    }

    /// Of a run in real time, where it matters; of others the foot of the page tells enough.
    private var machine: String {
        guard summary.run.kind == .live else { return "" }
        let known = course.machine.compactMap(\.self)
        func series(_ value: (FleetCourse.MachineSlot) -> Double?) -> [Double?] {
            course.machine.map { $0.flatMap(value) }
        }
        func chart(
            _ title: String,
            _ unit: String,
            _ quantity: AxisQuantity,
            _ series: [TimeChart.Series],
            _ words: String,
            isLogarithmic: Bool = false
        ) -> String {
            TimeChart(
                title: title,
                unit: unit,
                quantity: quantity,
                axis: axis,
                series: series,
                mayBeLogarithmic: isLogarithmic,
                words: words,
                isLow: true
            ).html
        }
        let worstLag = known.map(\.lagMax).max() ?? 0
        let cpu = known.compactMap(\.cpuPercent).max()
        let memory = known.compactMap(\.residentBytes).max()
        let charts = [
            chart(
                "Lag",
                "how late events were handled",
                .time,
                [
                    TimeChart.Series("p99", .first, series { Double($0.lagP99) }),
                    TimeChart.Series("max", .fourth, series { Double($0.lagMax) }),
                ],
                "At most \(Figures.briefSpan(worstLag)).",
                isLogarithmic: true
            ),
            cpu == nil
                ? ""
                : chart(
                    "Processor",
                    "share of a core",
                    .share,
                    [TimeChart.Series("used", .first, series { $0.cpuPercent.map { $0 / 100 } })],
                    "At most \(Figures.rounded(cpu ?? 0)) % of a core."
                ),
            memory == nil
                ? ""
                : chart(
                    "Memory",
                    "resident",
                    .bytes,
                    [
                        TimeChart.Series(
                            "resident",
                            .first,
                            series { $0.residentBytes.map(Double.init) }
                        )
                    ],
                    "At most \(Figures.bytes(memory ?? 0))."
                ),
        ]
        return Page.section("The simulator itself", [Page.charts(charts, over: axis)])
    }
}
