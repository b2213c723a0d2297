import FleetSim

/// The tables of a report, the same on a page and in a terminal.
extension Summary {
    var callTable: Table {
        var table = Table(
            "Call",
            "from",
            "count",
            "per s",
            "ok",
            "rejected",
            "error",
            "timeout",
            "lost",
            leftColumns: 2
        )
        for line in calls + totals where line.count > 0 {
            let outcomes: [Outcome] = [.ok, .rejected, .error, .timeout, .lost]
            let rate = Figures.rounded(perSecond(line.count))
            table.add(
                [line.name, line.caller, Figures.grouped(line.count), rate]
                    + outcomes.map { Figures.grouped(line[$0]) },
                isTotal: line.action == nil
            )
        }
        return table
    }

    /// Quantiles of one of the two latencies, in milliseconds.
    func latencyTable(_ latency: KeyPath<CallSummary, LatencySummary?>) -> Table {
        var table = Table(
            "Call",
            "from",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max",
            leftColumns: 2
        )
        for line in calls + totals {
            guard let latency = line[keyPath: latency] else { continue }
            let figures = [latency.p50, latency.p90, latency.p99, latency.p999, latency.max]
            table.add(
                [line.name, line.caller] + figures.map(Figures.milliseconds),
                isTotal: line.action == nil
            )
        }
        return table
    }

    var verdictTable: Table {
        var table = Table("Threshold", "of", "measured", "", leftColumns: 2)
        for verdict in verdicts {
            let part = verdict.phase ?? "the whole run"
            table.add([verdict.expression, part, verdict.measured, verdict.word])
        }
        return table
    }

    /// What chargers called in each phase, from due to answered in milliseconds.
    var phaseTable: Table {
        var table = Table(
            "Phase",
            "from",
            "to",
            "connected",
            "calls",
            "per s",
            "failed",
            "p50",
            "p90",
            "p99",
            "max"
        )
        for phase in phases {
            let latency = phase.calls.latency
            let figures = [latency?.p50, latency?.p90, latency?.p99, latency?.max]
            table.add(
                [
                    phase.name, Figures.clock(microseconds: phase.start),
                    Figures.clock(microseconds: phase.end),
                    phase.connectedAtEnd.map(Figures.grouped) ?? "–",
                    Figures.grouped(phase.calls.count),
                    Figures.rounded(phase.perSecond(phase.calls.count)),
                    Figures.percent(phase.calls.failures, of: phase.calls.count),
                ] + figures.map { $0.map(Figures.milliseconds) ?? "–" }
            )
        }
        return table
    }

    var effectTable: Table {
        var table = Table("What came of it", "count", "p50", "p90", "p99", "p99.9", "max")
        for effect in effects {
            let latency = effect.latency
            let figures = [latency.p50, latency.p90, latency.p99, latency.p999, latency.max]
            table.add(
                [effect.name, Figures.grouped(latency.count)] + figures.map(Figures.milliseconds)
            )
        }
        return table
    }

    var sessionTable: Table {
        var table = Table("Outcome", "sessions", "share")
        for outcome in SessionRecord.Outcome.allCases where sessions[outcome] > 0 {
            let share = Figures.percent(sessions[outcome], of: sessions.count)
            table.add([outcome.name, Figures.grouped(sessions[outcome]), share])
        }
        if sessions.count > 0 {
            table.add(["all", Figures.grouped(sessions.count), "100.0 %"], isTotal: true)
        }
        return table
    }

    var eventTable: Table {
        var table = Table("Event", "count")
        for kind in eventKinds { table.add([kind.kind, Figures.grouped(kind.count)]) }
        return table
    }
}

extension CallSummary {
    /// The action, or what a line over all of them is called.
    fileprivate var name: String { action ?? "all" }

    fileprivate var caller: String { direction == Direction.out.name ? "charger" : "CSMS" }
}
