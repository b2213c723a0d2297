import FleetSim
import Scenarios

/// A report's tables as CSV, each by a name: with a head, and with plain numbers in the units that the
/// names of columns end with.
extension Summary {
    package struct CSVTable {
        package let name: String
        package let text: String

        init(_ name: String, _ head: [String], _ rows: [[String]]) {
            self.name = name
            text = ([head] + rows).map(CSVRecord.text).joined()
        }
    }

    /// Those that a report of this kind has, in a fixed order.
    package var csvTables: [CSVTable] {
        switch kind {
        case .fleet(let course):
            common + [callsTable, timelineTable, phasesTable, errorsTable]
                + [
                    chargersTable(course), subsets("sites", course.sites),
                    subsets("models", course.models), course.subsetTable,
                ]
                + [sessionsTable(course.worstSessions)]
                + (course.missing.map { [$0.csvTable] } ?? [])
                + (course.observed?.csvTables ?? [])
                + (course.drifts.isEmpty ? [] : [Drift.csvTable(course.drifts)])
        case .sites(let course):
            common + [
                powerTable(course),
                (course.missing ?? MissingEnergy(sums: [])).csvTable,
                sessionsTable(course.worstSessions),
            ]
        case .plan(let plan):
            common + [CSVTable(name: "designs", text: plan.csv), targetsTable(plan)]
        case .capacity(let capacity):
            common + [CSVTable(name: "trials", text: capacity.csv)]
        }
    }

    private var common: [CSVTable] {
        [
            CSVTable(
                "run",
                ["scenario", "seed", "mode", "status", "reason", "simulated_us", "fingerprint"],
                [
                    [
                        run.scenario, "\(run.seed)", run.mode, run.status, run.statusReason ?? "",
                        "\(run.simulatedMicroseconds)", run.fingerprint ?? "",
                    ]
                ]
            ),
            CSVTable(
                "verdicts",
                ["threshold", "phase", "value", "unit", "passed", "shown"],
                verdicts.map {
                    [
                        $0.expression, $0.phase ?? "", $0.value.map { "\($0)" } ?? "", $0.unit,
                        "\($0.passed)", $0.measured,
                    ]
                }
            ),
            CSVTable(
                "outcomes",
                ["outcome", "sessions"],
                SessionRecord.Outcome.allCases.map { [$0.name, "\(sessions[$0])"] }
            ),
            CSVTable(
                "events",
                ["kind", "count", "example_at_us", "example_charger", "example"],
                eventKinds.map { kind in
                    let first = examples.first { $0.kind == kind.kind }
                    return [
                        kind.kind, "\(kind.count)", first.map { "\($0.at)" } ?? "",
                        first?.charger ?? "", first?.detail ?? "",
                    ]
                }
            ),
            CSVTable(
                "faults",
                ["at_us", "until_us", "kind", "share", "site"],
                faults.map {
                    ["\($0.at)", text($0.until), $0.kind, "\($0.share)", $0.site ?? ""]
                }
            ),
        ]
    }

    private func text(_ number: Int?) -> String { number.map { "\($0)" } ?? "" }

    private func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }

    private var callsTable: CSVTable { CSVTable(name: "calls", text: callRecords) }

    private var timelineTable: CSVTable {
        let head = [
            "from_us", "until_us", "calls_out", "calls_in", "peak_out_per_second",
            "peak_in_per_second", "failures", "connected_least", "connected_most",
        ]
        let times = ["latency", "service"].flatMap { time in
            ["p50", "p90", "p99", "max"].map { "\(time)_\($0)_us" }
        }
        let edges = timeline.edges(until: run.simulatedMicroseconds)
        let rows = timeline.slots.enumerated().map { index, slot in
            [
                "\(slot.start)", "\(edges[index + 1])", "\(slot.callsOut)", "\(slot.callsIn)",
                "\(slot.peakOut)", "\(slot.peakIn)", "\(slot.failures)", text(slot.connected),
                text(slot.maximumConnected), text(slot.latencyP50), text(slot.latencyP90),
                text(slot.latencyP99), text(slot.latencyMax), text(slot.serviceP50),
                text(slot.serviceP90), text(slot.serviceP99), text(slot.serviceMax),
            ]
        }
        return CSVTable("timeline", head + times, rows)
    }

    private var phasesTable: CSVTable {
        CSVTable(
            "phases",
            [
                "phase", "from_us", "until_us", "connected_at_end", "calls", "failed", "p50_us",
                "p90_us", "p99_us", "max_us",
            ],
            phases.map { phase in
                let latency = phase.calls.latency
                let figures = [latency?.p50, latency?.p90, latency?.p99, latency?.max]
                return [
                    phase.name, "\(phase.start)", "\(phase.end)", text(phase.connectedAtEnd),
                    "\(phase.calls.count)", "\(phase.calls.failures)",
                ] + figures.map { text($0?.microseconds) }
            }
        )
    }

    private var errorsTable: CSVTable {
        CSVTable(
            "call_error",
            ["action", "direction", "code", "count", "texts"],
            callErrors.map {
                [
                    $0.action, $0.direction, $0.code, "\($0.count)",
                    $0.texts.joined(separator: " · "),
                ]
            }
        )
    }

    private func chargersTable(_ course: FleetCourse) -> CSVTable {
        CSVTable(
            "chargers",
            [
                "charger", "model", "site", "events", "sessions", "failed_sessions",
                "failed_calls_kept",
            ],
            course.worstChargers.map {
                [
                    $0.identity, $0.model, $0.site, "\($0.events)", "\($0.sessions)",
                    "\($0.failedSessions)", "\($0.failedCalls)",
                ]
            }
        )
    }

    private func subsets(_ name: String, _ subsets: [FleetCourse.Subset]) -> CSVTable {
        CSVTable(
            name,
            [
                "name", "chargers", "sessions", "failed_sessions", "requested_wh", "delivered_wh",
                "events",
            ],
            subsets.map {
                [
                    $0.name, "\($0.chargers)", "\($0.sessions)", "\($0.failedSessions)",
                    "\($0.requested)", "\($0.delivered)", "\($0.events)",
                ]
            }
        )
    }

    private func sessionsTable(_ sessions: [FleetCourse.WorstSession]) -> CSVTable {
        CSVTable(
            "sessions",
            [
                "session", "charger", "outcome", "arrived_us", "left_us", "requested_wh",
                "delivered_wh",
            ],
            sessions.map {
                [
                    $0.label, $0.charger ?? "", $0.outcome, "\($0.arrived)", text($0.left),
                    "\($0.requested)", "\($0.delivered)",
                ]
            }
        )
    }

    private func powerTable(_ course: SitesCourse) -> CSVTable {
        let starts = timeline.slots.map(\.start)
        let rows = course.sites.flatMap { site in
            site.nodes.flatMap { node in
                starts.indices.map { slot in
                    [site.name, node.name, "\(starts[slot])"]
                        + [
                            node.power[slot], node.peak[slot], node.demand[slot], node.l1[slot],
                            node.l2[slot], node.l3[slot], node.limit[slot],
                        ].map(text)
                }
            }
        }
        return CSVTable(
            "power",
            [
                "site", "node", "from_us", "mean_w", "peak_w", "demand_w", "l1_a", "l2_a", "l3_a",
                "limit_a",
            ],
            rows
        )
    }

    private func targetsTable(_ plan: PlanSummary) -> CSVTable {
        CSVTable(
            "targets",
            ["design", "target", "figure", "verdict", "certainty", "needed"],
            plan.designs.enumerated().flatMap { index, design in
                design.targets.map {
                    [
                        "\(index)", $0.expression, $0.figure.rawValue, $0.verdict.rawValue,
                        design.isCertain ? "" : "\($0.certainty)", text($0.needed),
                    ]
                }
            }
        )
    }
}

extension Summary.CSVTable {
    init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
