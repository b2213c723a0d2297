import FleetSim

// What JSON tells of a run over time, and of the chargers and sessions with the worst figures.
extension Summary {
    func courseMembers(_ course: FleetCourse) -> [(String, JSON)] {
        [
            ("busiest_window", course.busiest.map(object) ?? .null),
            ("timeline", timelineObject),
            ("faults", faultArray),
            ("percentiles", .array(course.curves.map(object))),
            ("worst_chargers", .array(course.worstChargers.map(object))),
            ("worst_sessions", .array(course.worstSessions.map(object))),
            ("energy_missing", course.missing?.json ?? .null),
            ("sites", .array(course.sites.map(object))),
            ("models", .array(course.models.map(object))),
            ("subsets", .array(course.subsets.map(\.json))),
            ("observed", course.observed?.json ?? .null),
            ("drifts", .array(course.drifts.map(\.json))),
            ("event_examples", .array(examples.map(object))),
        ]
    }

    func sitesMembers(_ course: SitesCourse) -> [(String, JSON)] {
        [
            ("energy_missing", course.missing?.json ?? .null),
            ("sites", .array(course.sites.map(object))),
            ("worst_sessions", .array(course.worstSessions.map(object))),
            ("event_examples", .array(examples.map(object))),
        ]
    }

    private var faultArray: JSON {
        .array(
            faults.map { fault in
                .object([
                    ("at_us", .integer(fault.at)),
                    ("until_us", .optional(fault.until)),
                    ("kind", .string(fault.kind)),
                    ("share", .number(fault.share)),
                    ("site", .optional(fault.site)),
                ])
            }
        )
    }

    private func object(_ busiest: FleetCourse.BusiestWindow) -> JSON {
        .object([
            ("window_us", .integer(busiest.start)),
            ("length_us", .integer(busiest.length)),
            ("calls", .integer(busiest.calls)),
            ("per_second", .number(busiest.perSecond)),
        ])
    }

    private var timelineObject: JSON {
        let edges = timeline.edges(until: run.simulatedMicroseconds)
        return .object([
            ("slot_us", .integer(timeline.slotMicroseconds)),
            (
                "slots",
                .array(timeline.slots.enumerated().map { object($1, until: edges[$0 + 1]) })
            ),
        ])
    }

    private func object(_ slot: Timeline.Slot, until end: Int) -> JSON {
        .object([
            ("from_us", .integer(slot.start)),
            ("until_us", .integer(end)),
            ("calls_out", .integer(slot.callsOut)),
            ("calls_in", .integer(slot.callsIn)),
            ("peak_out_per_second", .number(slot.peakOut)),
            ("peak_in_per_second", .number(slot.peakIn)),
            ("failures", .integer(slot.failures)),
            ("connected_least", .optional(slot.connected)),
            ("connected_most", .optional(slot.maximumConnected)),
            (
                "latency_us",
                .object([
                    ("p50", .optional(slot.latencyP50)), ("p90", .optional(slot.latencyP90)),
                    ("p99", .optional(slot.latencyP99)), ("max", .optional(slot.latencyMax)),
                ])
            ),
            (
                "service_us",
                .object([
                    ("p50", .optional(slot.serviceP50)), ("p90", .optional(slot.serviceP90)),
                    ("p99", .optional(slot.serviceP99)), ("max", .optional(slot.serviceMax)),
                ])
            ),
        ])
    }

    private func object(_ curve: PercentileCurve) -> JSON {
        .object([
            ("name", .string(curve.name)),
            ("count", .integer(curve.count)),
            (
                "points",
                .array(
                    curve.points.map { point in
                        .object([
                            ("share", .number(point.share)),
                            ("us", .integer(point.figure.microseconds)),
                            ("is_lower_bound", .boolean(point.figure.isLowerBound)),
                        ])
                    }
                )
            ),
        ])
    }

    private func object(_ charger: FleetCourse.WorstCharger) -> JSON {
        .object([
            ("charger", .string(charger.identity)),
            ("model", .string(charger.model)),
            ("site", .string(charger.site)),
            ("events", .integer(charger.events)),
            ("sessions", .integer(charger.sessions)),
            ("failed_sessions", .integer(charger.failedSessions)),
            ("failed_calls_kept", .integer(charger.failedCalls)),
        ])
    }

    private func object(_ session: FleetCourse.WorstSession) -> JSON {
        .object([
            ("session", .string(session.label)),
            ("charger", .optional(session.charger)),
            ("outcome", .string(session.outcome)),
            ("arrived_us", .integer(session.arrived)),
            ("left_us", .optional(session.left)),
            ("requested_wh", .number(session.requested)),
            ("delivered_wh", .number(session.delivered)),
        ])
    }

    private func object(_ subset: FleetCourse.Subset) -> JSON {
        .object([
            ("name", .string(subset.name)),
            ("chargers", .integer(subset.chargers)),
            ("sessions", .integer(subset.sessions)),
            ("failed_sessions", .integer(subset.failedSessions)),
            ("requested_wh", .number(subset.requested)),
            ("delivered_wh", .number(subset.delivered)),
            ("served_wh", .number(subset.served)),
            ("events", .integer(subset.events)),
        ])
    }

    private func object(_ example: EventExample) -> JSON {
        .object([
            ("kind", .string(example.kind)),
            ("at_us", .integer(example.at)),
            ("charger", .optional(example.charger)),
            ("detail", .string(example.detail)),
        ])
    }

    private func object(_ site: SiteCourse) -> JSON {
        .object([
            ("name", .string(site.name)),
            ("bays", .integer(site.bays)),
            ("sessions", .integer(site.sessions)),
            ("served", .integer(site.served)),
            ("turned_away", .integer(site.turnedAway)),
            ("requested_wh", .number(site.requested)),
            ("delivered_wh", .number(site.delivered)),
            ("occupied_at_most", .integer(site.occupied.greatest)),
            ("waiting_at_most", .integer(site.waiting.greatest)),
            (
                "nodes",
                .array(
                    site.nodes.map { node in
                        .object([
                            ("name", .string(node.name)),
                            ("greatest_w", .number(node.greatest.power)),
                            ("greatest_window_us", .integer(node.greatest.window)),
                            (
                                "load_duration_w",
                                .array(node.duration.map { .number($0.power) })
                            ),
                        ])
                    }
                )
            ),
        ])
    }
}
