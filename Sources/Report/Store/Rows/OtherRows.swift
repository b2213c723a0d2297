import FleetSim
import Observing
import Scenarios

/// What flowed at a node of a site.
struct PowerRow {
    let site: String
    let node: String
    let record: PowerRecord
}

/// By how much a window was late, and what it took.
struct LagRow {
    let events: Int
    let lag: LagCounts
    let usage: ProcessUsage?
}

/// What a source has told.
struct ObservationRow {
    let at: SimTime
    let source: String
    let figure: Observation
}

extension RowTables {
    static let powerWindow = RowTable<PowerRow>(
        "power_window",
        [
            .run(), .window(),
            Column("site", .text, .key) { $0.site },
            Column("node", .text, .key) { $0.node },
            Column("limit_ma", .integerOrNull, .minimum) { $0.record.limitMilliamperes },
            Column("l1_ma", .integer, .mean) { $0.record.l1 },
            Column("l2_ma", .integer, .mean) { $0.record.l2 },
            Column("l3_ma", .integer, .mean) { $0.record.l3 },
            Column("power_w", .integer, .mean) { $0.record.milliwatts / 1_000 },
            Column("demand_w", .integer, .mean) { $0.record.wantedMilliwatts / 1_000 },
        ]
    )

    static let lagWindow = RowTable<LagRow>(
        "lag_window",
        [
            .run(), .window(),
            Column("events", .integer, .sum) { $0.events },
            Column("lag_p50_us", .integer, .maximum) { $0.lag.lag.quantile(0.5) },
            Column("lag_p99_us", .integer, .maximum) { $0.lag.lag.quantile(0.99) },
            Column("lag_max_us", .integer, .maximum) { $0.lag.lag.max },
            Column("late", .integer, .sum) { $0.lag.late },
            Column("cpu_percent", .realOrNull, .mean) { $0.usage?.cpuPercent },
            Column("rss_bytes", .integerOrNull, .maximum) { $0.usage?.residentBytes },
            // Of the late events: those that had not been late if the threads had run all the time.
            Column("late_by_host", .integerOrNull, .sum, since: 6) { $0.lag.lateByHost },
            // How long threads were ready and waited for a core; NULL: not known.
            Column("waited_us", .integerOrNull, .sum, since: 6) { $0.lag.waited }
                .laidOut(margin: 12),
            // How long some program of the machine did (/proc/pressure/cpu); NULL: not known.
            Column("pressure_us", .integerOrNull, .sum, since: 6) {
                $0.usage?.pressureMicroseconds
            }
            .laidOut(margin: 12),
        ]
    )

    static let event = RowTable<Notable>(
        "event",
        [
            .run(),
            Column("at_us", .integer) { $0.at },
            Column("charger", .integerOrNull, "NULL: it concerns no single one") { $0.charger },
            Column("kind", .text) { $0.kind },
            Column("detail", .text) { $0.detail },
        ],
        constraint: "FOREIGN KEY (run, charger) REFERENCES charger (run, id)"
    )

    static let frame = RowTable<FrameRecord>(
        "frame",
        since: 9,
        [
            .run(),
            Column("charger", .integer) { $0.charger },
            Column("at_us", .integer) { $0.at },
            Column(
                "direction",
                .text,
                """
                out: from the charger; in: to it; connection: no frame, but
                what became of its connection
                """
            ) { $0.direction.rawValue },
            Column("text", .text, "the frame, passwords masked") { $0.text },
        ],
        constraint: "FOREIGN KEY (run, charger) REFERENCES charger (run, id)"
    )

    /// How these are put together is said in `AgeingWindows`: they come when a figure changes.
    static let observation = RowTable<ObservationRow>(
        "observation",
        since: 10,
        [
            .run(),
            Column("at_us", .integer) { $0.at },
            Column("source", .text, "as ‘observe’ calls it; fleetsim: the simulator itself") {
                $0.source.visible
            },
            Column("name", .text, "such as queue_length, rate(calls_total), p99(query_seconds)") {
                $0.figure.name.visible
            },
            Column("labels", .text, "such as worker=\"2\"; empty: none") {
                $0.figure.labels.visible
            },
            Column("value", .realOrNull, "NULL: not known from here on") { $0.figure.value },
        ]
    )
}
