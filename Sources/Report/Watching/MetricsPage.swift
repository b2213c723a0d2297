import FleetSim

/// A live run as Prometheus reads it.
///
/// Its labels are actions, directions and outcomes, so the page grows with what OCPP has of them
/// and never with the fleet.
package enum MetricsPage {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package static func text(of tally: RunTally) -> String {
        var page = Exposition()
        page.addRun(tally)
        page.addConnections(tally)
        page.addCalls(tally.whole.calls)
        page.addLag(tally.whole)
        return page.text
    }
}

extension Exposition {
    fileprivate mutating func addRun(_ tally: RunTally) {
        let facts = tally.facts
        begin("fleetsim_run_info", .gauge, "The run; always 1.")
        sample(
            "fleetsim_run_info",
            of: [
                "scenario": facts.scenario, "seed": "\(facts.seed)", "csms": facts.csms,
                "version": facts.version,
            ],
            1
        )
        begin("fleetsim_simulated_seconds", .gauge, "How far the run has got.")
        sample("fleetsim_simulated_seconds", (tally.reached - SimTime.zero).seconds)
        begin("fleetsim_duration_seconds", .gauge, "How far the run is to go.")
        sample("fleetsim_duration_seconds", facts.duration.seconds)
        begin("fleetsim_speed_ratio", .gauge, "Simulated seconds per real second.")
        sample("fleetsim_speed_ratio", facts.speed)
    }

    fileprivate mutating func addConnections(_ tally: RunTally) {
        let connections = tally.whole.connections
        alone("fleetsim_chargers", .gauge, "Chargers of the scenario.", tally.facts.chargers)
        alone("fleetsim_connected", .gauge, "Chargers connected.", connections.connected)
        alone("fleetsim_connecting", .gauge, "Chargers connecting.", connections.connecting)
        alone(
            "fleetsim_connections_opened_total",
            .counter,
            "Connections that came to stand.",
            connections.opened
        )
        alone(
            "fleetsim_connections_closed_total",
            .counter,
            "Connections that ended after they had stood.",
            connections.closed
        )
        alone(
            "fleetsim_handshake_failures_total",
            .counter,
            "Attempts to connect that came to nothing.",
            connections.failed
        )
        let answers = tally.whole.answers
        alone(
            "fleetsim_chargers_waiting",
            .gauge,
            "Chargers that wait for an answer, or to be let in.",
            answers.waiting
        )
        if let last = answers.last {
            begin("fleetsim_last_answer_seconds", .gauge, "When the CSMS last answered a call.")
            sample("fleetsim_last_answer_seconds", (last - SimTime.zero).seconds)
        }
        begin("fleetsim_handshake_seconds", .histogram, "From the first packet to the WebSocket.")
        histogram("fleetsim_handshake_seconds", connections.handshake)
    }

    fileprivate mutating func addCalls(_ calls: CallTable) {
        let rows = calls.inOrder
        begin("fleetsim_calls_total", .counter, "Calls by how they ended; out is the charger's.")
        for row in rows {
            sample(
                "fleetsim_calls_total",
                of: [
                    "action": row.action.name, "direction": row.direction.name,
                    "outcome": row.outcome.name,
                ],
                row.count
            )
        }
        if calls.unknown.count > 0 {
            // Their names are the CSMS's, and may be of any number.
            sample(
                "fleetsim_calls_total",
                of: [
                    "action": "(unknown)", "direction": Direction.in.name,
                    "outcome": Outcome.error.name,
                ],
                calls.unknown.count
            )
        }
        let kinds = CallKind.all(of: rows)
        begin(
            "fleetsim_call_latency_seconds",
            .histogram,
            "From when a call was due to its reply; without one it is beyond every bound."
        )
        for kind in kinds {
            histogram("fleetsim_call_latency_seconds", of: kind.labels, kind.latency)
        }
        begin(
            "fleetsim_call_service_seconds",
            .histogram,
            "From when a call was sent to its reply; without one it is beyond every bound."
        )
        for kind in kinds {
            histogram("fleetsim_call_service_seconds", of: kind.labels, kind.service)
        }
    }

    fileprivate mutating func addLag(_ whole: SpanTally) {
        alone("fleetsim_events_total", .counter, "Events that the simulator handled.", whole.events)
        alone(
            "fleetsim_late_events_total",
            .counter,
            "Events that it handled later than the scenario lets it.",
            whole.lag.late
        )
        alone(
            "fleetsim_late_events_by_host_total",
            .counter,
            "Of these, those that the host made late: the simulator's threads did not run.",
            whole.lag.lateByHost
        )
        begin("fleetsim_lag_seconds", .histogram, "By how much events were handled late.")
        histogram("fleetsim_lag_seconds", whole.lag.lag)
    }
}

extension CallKind {
    fileprivate var labels: Exposition.Labels {
        ["action": action.name, "direction": direction.name]
    }
}

extension SimDuration {
    fileprivate var seconds: Double { Double(nanoseconds) / 1e9 }
}
