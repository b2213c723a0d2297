import FleetSim

extension RowTables {
    static let session = RowTable<SessionRecord>(
        "session",
        [
            .run(),
            Column("site", .integer, "with visit: who this is under every design") { $0.site },
            Column("visit", .integer) { $0.visit },
            Column("charger", .integerOrNull, "NULL: it never got a bay") { $0.charger },
            Column("connector", .integerOrNull) { $0.connector },
            Column("label", .textOrNull, "its id in a session list; NULL: drawn at random") {
                $0.label
            },
            Column("id_tag", .textOrNull) { $0.tag },
            Column("arrived_us", .integer) { $0.arrived },
            Column("plugged_us", .integerOrNull) { $0.plugged },
            Column("started_us", .integerOrNull) { $0.started },
            Column("stopped_us", .integerOrNull) { $0.stopped },
            Column("left_us", .integerOrNull) { $0.left },
            Column("requested_wh", .real) { Double($0.requestedMilliwattHours) / 1_000 },
            Column("delivered_wh", .real) { $0.deliveredWattHours },
            Column(
                "outcome",
                .text,
                """
                served, short, balked, reneged, refused, faulted,
                offline, unanswered, taken, open
                """
            ) { $0.outcome.name },
            Column("reason", .textOrNull, "the transaction's, when there was one") { $0.reason },
            Column("transaction_id", .integerOrNull) { $0.transaction },
            // Why energy was missing; NULL: the visit is not over, or it was not reckoned yet.
            Column("missing_no_bay_wh", .realOrNull, since: 8) { $0.missingWattHours(.noBay) },
            Column("missing_stay_wh", .realOrNull, since: 8) { $0.missingWattHours(.stay) },
            Column("missing_vehicle_wh", .realOrNull, since: 8) { $0.missingWattHours(.vehicle) },
            Column("missing_limit_wh", .realOrNull, since: 8) { $0.missingWattHours(.limit) },
            Column("missing_floor_wh", .realOrNull, since: 8) { $0.missingWattHours(.floor) },
            Column("missing_fault_wh", .realOrNull, since: 8) { $0.missingWattHours(.fault) },
            // Who asked for the charge; NULL: none began, or that is not known.
            Column("started_by", .textOrNull, since: 10) { record in
                record.started.map { _ in record.isStartedRemotely ? "csms" : "driver" }
            },
        ],
        constraint: "FOREIGN KEY (run, charger) REFERENCES charger (run, id)",
        making: .inSteps
    )
}

extension SessionRecord {
    fileprivate func missingWattHours(_ cause: Shortfall.Cause) -> Double? {
        shortfall.map { Double($0[cause]) / 1_000 }
    }
}
