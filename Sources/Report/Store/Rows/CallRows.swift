import FleetSim
import Scenarios

/// The calls of one kind in a window.
struct CallWindowRow {
    let action: String
    let direction: Direction
    let outcome: Outcome
    let count: Int
    let bytes: (sent: Int, received: Int)
    var overdue = 0
    /// Where no time can be known there is none, rather than one of zero.
    let latency: Histogram?
    let service: Histogram?
    let quantiles: [Int64]?

    init(_ row: CallTable.Row) {
        assert(row.isConsistent, "a row counts each call once")
        (action, direction, outcome) = (row.action.name, row.direction, row.outcome)
        (count, bytes) = (row.count, (row.bytesSent, row.bytesReceived))
        overdue = row.overdue
        latency = row.latency.count > 0 ? row.latency : nil
        service = row.service.count > 0 ? row.service : nil
        quantiles = latency?.quantiles([0.5, 0.9, 0.99])
    }

    /// Calls of a CSMS for an action that there is not: a charger knows no times of what it is asked.
    init(_ row: UnknownCalls.Row) {
        (action, direction, outcome) = (row.name.text.visible, .in, .error)
        (count, bytes) = (row.count, (0, row.bytesReceived))
        (latency, service, quantiles) = (nil, nil, nil)
    }
}

/// The calls of one action that were answered with one error.
struct CallErrorRow {
    let action: String
    let direction: Direction
    let code: String
    let count: Int
    let texts: [String]

    init(_ row: CallErrorTable.Row) {
        (action, direction, code) = (row.action.name, row.direction, row.name.visible)
        (count, texts) = (row.count, row.texts)
    }

    init(_ row: UnknownCalls.Row) {
        (action, direction, code) = (row.name.text.visible, .in, UnknownCalls.code.name)
        (count, texts) = (row.count, [UnknownCalls.answer])
    }
}

/// How long what the CSMS asked for took in a window.
struct EffectWindowRow {
    let effect: Effect
    let latency: Histogram
    let quantiles: [Int64]

    init(_ row: (effect: Effect, latency: Histogram)) {
        (effect, latency) = row
        quantiles = latency.quantiles([0.5, 0.9, 0.99])
    }
}

/// The calls of a part of the fleet.
struct SubsetRow {
    let row: SubsetTable.Row
    let answered: Histogram
    let unanswered: Histogram
    let quantiles: [ResponseTimes.Figure]

    init(_ row: SubsetTable.Row) {
        assert(row.failed <= row.count, "calls that failed are among those that were made")
        self.row = row
        (answered, unanswered) = (row.answered.histogram, row.unanswered.histogram)
        var times = ResponseTimes()
        times.add(answered, .ok, longest: Int(row.answered.max))
        times.add(unanswered, .timeout, longest: Int(row.unanswered.max))
        quantiles = times.count > 0 ? times.quantiles([0.5, 0.99]) : []
    }

    var longest: Int64? {
        quantiles.isEmpty ? nil : Int64(max(row.answered.max, row.unanswered.max))
    }
}

extension RowTables {
    static let callWindow = RowTable<CallWindowRow>(
        "call_window",
        [
            .run(), .window(),
            Column("action", .text, .key) { $0.action },
            Column("direction", .text, .key, "out: the charger calls; in: the CSMS does") {
                $0.direction.name
            },
            Column("outcome", .text, .key, "ok, error, timeout, rejected, lost, open") {
                $0.outcome.name
            },
            Column("count", .integer, .sum) { $0.count },
            Column("bytes_sent", .integer, .sum) { $0.bytes.sent },
            Column("bytes_received", .integer, .sum) { $0.bytes.received },
            Column(
                "latency",
                .blobOrNull,
                .histogram,
                """
                due to reply, HdrHistogram V2; without a reply
                (timeout, lost, open): due to then, an age
                """
            ) { $0.latency?.encodedV2() },
            Column("service", .blobOrNull, .histogram, "the same from when it was sent") {
                $0.service?.encodedV2()
            },
            Column("p50_us", .integerOrNull, .quantile(0.5, of: "latency"), "of latency") {
                $0.quantiles?[0]
            },
            Column("p90_us", .integerOrNull, .quantile(0.9, of: "latency")) { $0.quantiles?[1] },
            Column("p99_us", .integerOrNull, .quantile(0.99, of: "latency")) { $0.quantiles?[2] },
            Column("max_us", .integerOrNull, .maximum) { $0.latency?.max },
            Column(
                "overdue",
                .integerFromZero,
                .sum,
                since: 6,
                "of open calls: older than MessageTimeout"
            ) { $0.overdue },
        ]
    )

    static let call = RowTable<CallRecord>(
        "call",
        [
            .run(),
            Column("charger", .integer) { $0.charger },
            Column("action", .text) { $0.action.name },
            Column("direction", .text) { $0.direction.name },
            Column("intended_us", .integer) { $0.intended },
            Column("sent_us", .integerOrNull, "NULL: it never left") { $0.sent },
            Column("replied_us", .integerOrNull, "NULL: no answer came") { $0.replied },
            Column("outcome", .text) { $0.outcome.name },
            Column("error", .textOrNull, "the code of a CALLERROR") { $0.error?.visible },
        ],
        constraint: "FOREIGN KEY (run, charger) REFERENCES charger (run, id)"
    )

    static let effectWindow = RowTable<EffectWindowRow>(
        "effect_window",
        since: 2,
        [
            .run(), .window(),
            Column("effect", .text, .key, "a call of the CSMS and what it led to") {
                $0.effect.name
            },
            Column("count", .integer, .sum) { $0.latency.count },
            Column("latency", .blob, .histogram, "from when the call was due, HdrHistogram V2") {
                $0.latency.encodedV2()
            },
            Column("p50_us", .integer, .quantile(0.5, of: "latency")) { $0.quantiles[0] },
            Column("p90_us", .integer, .quantile(0.9, of: "latency")) { $0.quantiles[1] },
            Column("p99_us", .integer, .quantile(0.99, of: "latency")) { $0.quantiles[2] },
            Column("max_us", .integer, .maximum) { $0.latency.max },
        ],
        making: .whereMissing
    )

    static let callError = RowTable<CallErrorRow>(
        "call_error",
        since: 6,
        [
            .run(), .window(),
            Column("action", .text, .key) { $0.action },
            Column("direction", .text, .key, "of the call; out: the CSMS gave the error") {
                $0.direction.name
            },
            Column("code", .text, .key) { $0.code },
            Column("count", .integer, .sum) { $0.count },
            Column("text", .text, .first, "the first few that differ, one a line") {
                $0.texts.map(\.visible).joined(separator: "\n")
            },
        ]
    )

    /// Its windows are long already, and not put together.
    static let subsetWindow = RowTable<SubsetRow>(
        "subset_window",
        since: 10,
        [
            .run(), .window("when the first of its windows begins: sixty of them at most"),
            Column("trait", .text, "site, model, source, server") { $0.row.trait.name },
            Column("name", .text) { $0.row.name.visible },
            Column("count", .integer, "calls of chargers") { $0.row.count },
            Column("failed", .integer, "error, timeout, lost") { $0.row.failed },
            Column(
                "latency",
                .blobOrNull,
                "due to reply, HdrHistogram V2, each time known to 3 %"
            ) { $0.answered.count > 0 ? $0.answered.encodedV2() : nil },
            Column("unanswered", .blobOrNull, "the ages of calls without a reply") {
                $0.unanswered.count > 0 ? $0.unanswered.encodedV2() : nil
            },
            Column("p50_us", .integerOrNull, "of both: what an unanswered call takes at least") {
                $0.quantiles.first?.microseconds
            },
            Column("p99_us", .integerOrNull) { $0.quantiles.last?.microseconds },
            Column("max_us", .integerOrNull) { $0.longest },
        ]
    )
}
