import FleetSim

/// Connections in a window, and whether the CSMS answered.
struct ConnectionRow {
    let counts: ConnectionCounts
    let answers: AnswerWatch
}

extension RowTables {
    static let connectionWindow = RowTable<ConnectionRow>(
        "connection_window",
        [
            .run(), .window(),
            Column("connecting", .integer, .last, "at the end of the window") {
                $0.counts.connecting
            },
            Column("connected", .integer, .last, "the same") { $0.counts.connected },
            Column("failed", .integer, .sum) { $0.counts.failed },
            Column("opened", .integer, .sum) { $0.counts.opened },
            Column("closed", .integer, .sum) { $0.counts.closed },
            Column(
                "handshake_p99_us",
                .integerOrNull,
                .quantile(0.99, of: "handshake"),
                "NULL: none took place"
            ) { $0.counts.handshake.count > 0 ? $0.counts.handshake.quantile(0.99) : nil },
            Column(
                "handshake",
                .blobOrNull,
                .histogram,
                since: 3,
                "all of them, HdrHistogram V2"
            ) { $0.counts.handshake.count > 0 ? $0.counts.handshake.encodedV2() : nil },
            Column(
                "last_answer_us",
                .integerOrNull,
                .last,
                since: 6,
                "when the CSMS last answered a call, so far"
            ) { $0.answers.last },
            Column(
                "silent_since_us",
                .integerOrNull,
                .last,
                since: 6,
                "since when it owes answers and gives none; NULL: it does not"
            ) { $0.answers.silentSince },
            Column(
                "waiting",
                .integerOrNull,
                .last,
                since: 6,
                "chargers that wait for it at the end of the window"
            ) { $0.answers.waiting }
            .laidOut(comment: 37),
            // At the beginning or the end of any second of a window; NULL: not known.
            Column("connected_least", .integerOrNull, .minimum, since: 11) {
                $0.counts.within.lowerBound
            },
            Column("connected_most", .integerOrNull, .maximum, since: 11) {
                $0.counts.within.upperBound
            }
            .laidOut(margin: 12),
        ]
    )

    static let connectionFailure = RowTable<FailureTable.Row>(
        "connection_failure",
        since: 6,
        [
            .run(), .window(),
            Column("kind", .text, .key, "connect-failed, link-fault, link-closed") { $0.kind },
            Column("reason", .text, .key) { $0.reason },
            Column("count", .integer, .sum) { $0.count },
            Column(
                "kept_out",
                .integer,
                .standing,
                "chargers never connected so far, by their last failure"
            ) { $0.keptOut },
        ]
    )
}
