import FleetSim

extension Summary {
    /// Equal runs give equal bytes, but for what stands under `host`.
    package var json: String {
        let head: [(String, JSON)] = [("schema_version", .integer(Self.jsonVersion))]
        return JSON.object(head + members + ownMembers + [("host", hostObject)]).text
    }

    /// It rises when a key changes or goes; docs/report.schema.json describes it.
    package static let jsonVersion = 1

    /// What only this kind of report has.
    private var ownMembers: [(String, JSON)] {
        switch kind {
        case .fleet(let course): [("kind", .string("fleet"))] + courseMembers(course)
        case .sites(let course): [("kind", .string("sites"))] + sitesMembers(course)
        case .plan(let plan): [("kind", .string("plan")), ("plan", plan.json)]
        case .capacity(let capacity):
            [("kind", .string("capacity")), ("capacity", capacity.json)]
        }
    }

    private var members: [(String, JSON)] {
        [
            ("run", runObject),
            ("remarks", .array(remarks.map(JSON.string))),
            ("verdicts", .array(verdicts.map { object(of: $0) })),
            ("calls", .array(calls.map { object(of: $0) })),
            ("totals", .array(totals.map { object(of: $0) })),
            ("phases", .array(phases.map { object(of: $0) })),
            (
                "effects",
                .array(
                    effects.map { effect in
                        .object([
                            ("effect", .string(effect.name)),
                            ("latency_us", object(of: effect.latency)),
                        ])
                    }
                )
            ),
            ("call_errors", .array(callErrors.map { object(of: $0) })),
            ("connections", connectionsObject),
            ("csms", csmsObject),
            ("sessions", sessionsObject),
            (
                "events",
                .array(
                    eventKinds.map { kind in
                        .object([("kind", .string(kind.kind)), ("count", .integer(kind.count))])
                    }
                )
            ),
        ]
    }

    private var runObject: JSON {
        .object([
            ("scenario", .string(run.scenario)),
            ("seed", .unsigned(run.seed)),
            ("mode", .string(run.mode)),
            ("status", .string(run.status)),
            ("status_reason", .optional(run.statusReason)),
            ("simulated_us", .integer(run.simulatedMicroseconds)),
            ("events", .integer(run.events)),
            ("fingerprint", .optional(run.fingerprint)),
            ("version", .string(run.version)),
            ("commit_id", .optional(run.commit)),
            ("chargers", .integer(run.chargers)),
            ("sites", .integer(run.sites)),
        ])
    }

    private func object(of verdict: Verdict) -> JSON {
        .object([
            ("expression", .string(verdict.expression)),
            ("phase", .optional(verdict.phase)),
            ("value", .optional(verdict.value)),
            ("is_lower_bound", .boolean(verdict.isLowerBound)),
            ("unit", .string(verdict.unit)),
            ("shown", .string(verdict.measured)),
            ("passed", .boolean(verdict.passed)),
        ])
    }

    private func object(of phase: PhaseSummary) -> JSON {
        .object([
            ("name", .string(phase.name)),
            ("start_us", .integer(phase.start)),
            ("end_us", .integer(phase.end)),
            ("connected_at_end", .optional(phase.connectedAtEnd)),
            ("calls", object(of: phase.calls, perSecond: phase.perSecond)),
        ])
    }

    private func object(of calls: CallSummary) -> JSON {
        object(of: calls, perSecond: perSecond)
    }

    private func object(of calls: CallSummary, perSecond: (Int) -> Double) -> JSON {
        let outcomes = Outcome.allCases.map { ($0.name, JSON.integer(calls[$0])) }
        let name: [(String, JSON)] = calls.action.map { [("action", .string($0))] } ?? []
        return .object(
            name + [
                ("direction", .string(calls.direction)),
                ("count", .integer(calls.count)),
                ("per_second", .number(perSecond(calls.count))),
                ("outcomes", .object(outcomes)),
                ("overdue", .integer(calls.overdue)),
                ("bytes_sent", .integer(calls.bytesSent)),
                ("bytes_received", .integer(calls.bytesReceived)),
                ("latency_us", object(of: calls.latency)),
                ("service_us", object(of: calls.service)),
            ]
        )
    }

    private func object(of latency: LatencySummary?) -> JSON {
        guard let latency else { return .null }
        return .object(
            [
                ("count", .integer(latency.count)), ("unanswered", .integer(latency.unanswered)),
            ]
                + latency.figures.map { ($0.name, .integer($0.figure.microseconds)) }
                + [("lower_bounds", .array(latency.lowerBounds.map(JSON.string)))]
        )
    }

    private func object(of error: CallErrorSummary) -> JSON {
        .object([
            ("action", .string(error.action)),
            ("direction", .string(error.direction)),
            ("code", .string(error.code)),
            ("count", .integer(error.count)),
            ("texts", .array(error.texts.map(JSON.string))),
        ])
    }

    /// Whether the CSMS answered to the end.
    private var csmsObject: JSON {
        .object([
            ("last_answer_us", .optional(connections.lastAnswer)),
            ("silent_since_us", .optional(connections.silentSince)),
            ("chargers_waiting", .integer(connections.waiting)),
        ])
    }

    private var connectionsObject: JSON {
        .object([
            ("opened", .integer(connections.opened)),
            ("closed", .integer(connections.closed)),
            ("failed", .integer(connections.failed)),
            ("connected_at_end", .integer(connections.connectedAtEnd)),
            ("connected_at_most", .integer(connections.maximumConnected)),
            ("handshake_p99_us", .optional(connections.handshakeP99Microseconds)),
            (
                "failures",
                .array(
                    failures.map { failure in
                        .object([
                            ("kind", .string(failure.kind)),
                            ("reason", .string(failure.reason)),
                            ("count", .integer(failure.count)),
                            ("chargers_kept_out", .integer(failure.keptOut)),
                        ])
                    }
                )
            ),
        ])
    }

    private var sessionsObject: JSON {
        let outcomes = SessionRecord.Outcome.allCases.map {
            ($0.name, JSON.integer(sessions[$0]))
        }
        // Where the CSMS starts none, that is no question.
        let remote: [(String, JSON)] =
            sessions.startedByCSMS > 0
            ? [("started_by_csms", .integer(sessions.startedByCSMS))] : []
        return .object(
            [
                ("count", .integer(sessions.count)),
                ("over", .integer(sessions.over)),
                ("outcomes", .object(outcomes)),
                ("requested_wh", .number(Double(sessions.requestedMilliwattHours) / 1_000)),
                ("delivered_wh", .number(Double(sessions.deliveredMilliwattHours) / 1_000)),
                ("served_wh", .number(Double(sessions.servedMilliwattHours) / 1_000)),
                ("mean_wait_us", .optional(sessions.meanWaitMicroseconds)),
                ("mean_plugged_us", .optional(sessions.meanPluggedMicroseconds)),
            ] + remote
        )
    }

    private var hostObject: JSON {
        .object([
            ("name", .string(machine.host)),
            ("cores", .integer(machine.cores)),
            ("threads", .integer(machine.threads)),
            ("run", .integer(machine.run)),
            ("runs", .integer(machine.runs)),
            ("started_at", .string(machine.startedAt)),
            ("ended_at", .optional(machine.endedAt)),
            ("wall_us", .optional(machine.wallMicroseconds)),
            ("events_per_second", .optional(machine.perWallSecond(Double(run.events)))),
            ("simulated_per_wall_second", .optional(machine.perWallSecond(seconds))),
            ("cpu_percent", .optional(machine.cpuPercent)),
            ("peak_rss_bytes", .optional(machine.peakResidentBytes)),
        ])
    }
}
