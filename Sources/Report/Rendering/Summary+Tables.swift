import FleetSim

/// The tables of a report, the same on a page and in a terminal.
extension Summary {
    static let responseTime = "Response time: due → reply, in ms"
    static let serviceTime = "Service time: sent → reply, in ms"
    static let effectTime = "CSMS call → effect, in ms"

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
            "open",
            leftColumns: 2
        )
        for line in calls + totals where line.count > 0 {
            let outcomes: [Outcome] = [.ok, .rejected, .error, .timeout, .lost, .open]
            let rate = Figures.rounded(perSecond(line.count))
            table.add(
                [line.name, line.caller, Figures.grouped(line.count), rate]
                    + outcomes.map { Figures.grouped(line[$0]) },
                isTotal: line.action == nil
            )
        }
        return table
    }

    /// Quantiles of one of the two latencies, in milliseconds or each with its unit.
    func latencyTable(
        _ latency: KeyPath<CallSummary, LatencySummary?>,
        inMilliseconds: Bool = true
    ) -> Table {
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
            table.add(
                [line.name, line.caller]
                    + latency.figures.map { $0.figure.text(inMilliseconds: inMilliseconds) },
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

    /// The errors that calls were answered with.
    var errorTable: Table {
        var table = Table("Call", "from", "code", "what was said", "count", leftColumns: 4)
        for error in callErrors {
            table.add([
                error.action, error.direction == Direction.out.name ? "charger" : "CSMS",
                error.code, error.texts.joined(separator: " · ").cut(to: Self.longestText),
                Figures.grouped(error.count),
            ])
        }
        return table
    }

    /// Why connections failed.
    var failureTable: Table {
        var table = Table("Reason", "what failed", "count", "chargers kept out", leftColumns: 2)
        for failure in failures where failure.kind != Self.orderlyEnd {
            table.add([
                failure.reason.cut(to: Self.longestText), failure.kind,
                Figures.grouped(failure.count),
                Figures.grouped(failure.keptOut),
            ])
        }
        return table
    }

    /// What a peer says has no bounds of its own, and a table should fit a page.
    private static let longestText = 120

    /// A CSMS that closes does no wrong.
    private static let orderlyEnd = "link-closed"

    var phaseTable: Table { phaseTable(inMilliseconds: true) }

    /// What chargers called in each phase, with response times.
    func phaseTable(inMilliseconds: Bool) -> Table {
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
                ] + figures.map { $0?.text(inMilliseconds: inMilliseconds) ?? "–" }
            )
        }
        return table
    }

    var effectTable: Table { effectTable(inMilliseconds: true) }

    func effectTable(inMilliseconds: Bool) -> Table {
        var table = Table("Effect", "count", "p50", "p90", "p99", "p99.9", "max")
        for effect in effects {
            table.add(
                [effect.name, Figures.grouped(effect.latency.count)]
                    + effect.latency.figures.map {
                        $0.figure.text(inMilliseconds: inMilliseconds)
                    }
            )
        }
        return table
    }

    var sessionTable: Table {
        var table = Table("Outcome", "that is", "sessions", "share", leftColumns: 2)
        for outcome in SessionRecord.Outcome.allCases
        where outcome != .open && sessions[outcome] > 0 {
            let share = Figures.percent(sessions[outcome], of: sessions.over)
            table.add([
                outcome.name, outcome.meaning, Figures.grouped(sessions[outcome]), share,
            ])
        }
        if sessions.over > 0 {
            table.add(["all", "", Figures.grouped(sessions.over), "100.0 %"], isTotal: true)
        }
        return table
    }

    var eventTable: Table {
        var table = Table("Event", "count")
        for kind in eventKinds { table.add([kind.kind, Figures.grouped(kind.count)]) }
        return table
    }
}

extension ResponseTimes.Figure {
    fileprivate func text(inMilliseconds: Bool) -> String { inMilliseconds ? milliseconds : span }
}

extension String {
    func cut(to length: Int) -> String {
        count > length ? prefix(length - 1) + "…" : self
    }
}

extension CallSummary {
    /// The action, or what a line over all of them is called.
    fileprivate var name: String { action ?? "all" }

    fileprivate var caller: String { direction == Direction.out.name ? "charger" : "CSMS" }
}
