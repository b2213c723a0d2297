import Scenarios

// What a batch is written as, field by field. A test looks that no stored property is missing.
extension Batch: BatchCoded {
    package static var blank: Batch { Batch() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&start)
        try coder.code(&end)
        try coder.code(&calls)
        try coder.code(&calls.unknown)
        try coder.code(&connections)
        try coder.code(&effects)
        try coder.code(&subsets)
        try coder.code(&callErrors)
        try coder.code(&answers)
        try coder.code(&received)
        try coder.code(&failures)
        try coder.code(&sessions)
        try coder.code(&lateTransactions)
        try coder.code(&power)
        try coder.code(&notables)
        try coder.code(&singles)
        try coder.code(&frames)
        try coder.code(&lag)
        try coder.code(&unfinished)
        try coder.code(&handled)
        guard start <= end, handled >= 0 else { throw .outOfRange }
    }
}

extension Histogram: BatchCoded {
    package static var blank: Histogram { Histogram() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var extremes = (min, max)
        var counts = touchedCounters.isEmpty ? [] : Array(touchedCounters)
        var first = touchedCounters.startIndex
        try coder.number(&first, in: 0...Int64(Buckets.count))
        try coder.code(&counts)
        guard !counts.isEmpty else { return self = Histogram() }
        try coder.code(&extremes.0)
        try coder.code(&extremes.1)
        guard counts.count <= Buckets.count - first else { throw .outOfRange }
        var read = Histogram()
        for (index, count) in counts.enumerated() where count != 0 {
            guard count > 0, read.count <= Self.maximumValues - count else { throw .outOfRange }
            read.record(bucket: first + index, times: count)
        }
        guard read.setExtremes(extremes.0, extremes.1) else { throw .outOfRange }
        self = read
    }

    /// More than any run has, and few enough to add up a thousand shards.
    private static let maximumValues = 1 << 50
}

extension CallTable: BatchCoded {
    package static var blank: CallTable { CallTable() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var rows = inOrder
        try coder.code(&rows)
        try BatchCoder.demandRising(rows, by: CallTable.precedes)
        self = CallTable()
        for row in rows { add(row) }
    }
}

extension CallTable.Row: BatchCoded {
    package static var blank: CallTable.Row {
        CallTable.Row(action: .heartbeat, direction: .out, outcome: .ok)
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var (action, direction, outcome) = (action, direction, outcome)
        try coder.choice(&action)
        try coder.choice(&direction)
        try coder.choice(&outcome)
        var row = CallTable.Row(action: action, direction: direction, outcome: outcome)
        swap(&row, &self)
        (count, bytesSent, bytesReceived) = (row.count, row.bytesSent, row.bytesReceived)
        (overdue, latency, service) = (row.overdue, row.latency, row.service)
        try coder.code(&count)
        try coder.code(&bytesSent)
        try coder.code(&bytesReceived)
        try coder.code(&overdue)
        try coder.code(&latency)
        try coder.code(&service)
        guard isConsistent else { throw .outOfRange }
    }
}

extension EffectTable: BatchCoded {
    package static var blank: EffectTable { EffectTable() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var rows = inOrder.map { EffectRow(effect: $0.effect, latency: $0.latency) }
        try coder.code(&rows)
        try BatchCoder.demandRising(rows) { $0.effect.number < $1.effect.number }
        self = EffectTable()
        for row in rows { add(row.effect, row.latency) }
    }
}

private struct EffectRow: BatchCoded {
    static var blank: EffectRow { EffectRow(effect: .answer, latency: Histogram()) }

    var effect: Effect
    var latency: Histogram

    mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var number = effect.number
        try coder.number(&number)
        guard Int(number) < Effect.allCases.count else { throw .outOfRange }
        effect = Effect.allCases[Int(number)]
        assert(effect.number == number, "effects are numbered in their order")
        try coder.code(&latency)
    }
}

extension ReceivedFrames: BatchCoded {
    package static var blank: ReceivedFrames { ReceivedFrames() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&all)
        try coder.code(&answers)
        try coder.code(&calls)
        try coder.code(&stray)
        try coder.code(&unreadable)
        try coder.code(&pings)
        try coder.code(&flooded)
        let counts = [all, answers, calls, stray, unreadable, pings, flooded]
        guard counts.allSatisfy({ $0 >= 0 }), answers <= all else { throw .outOfRange }
    }
}

extension FailureTable: BatchCoded {
    package static var blank: FailureTable { FailureTable() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var rows = inOrder.map {
            FailureRow(kind: $0.kind, reason: $0.reason, count: $0.count, keptOut: $0.keptOut)
        }
        try coder.code(&rows)
        try BatchCoder.demandRising(rows) { ($0.kind, $0.reason) < ($1.kind, $1.reason) }
        self = FailureTable()
        for row in rows { add(row.kind, row.reason, count: row.count, keptOut: row.keptOut) }
    }
}

private struct FailureRow: BatchCoded {
    static var blank: FailureRow { FailureRow(kind: "", reason: "", count: 0, keptOut: 0) }

    var kind: String
    var reason: String
    var count: Int
    var keptOut: Int

    mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&kind)
        try coder.code(&reason)
        try coder.code(&count)
        try coder.code(&keptOut)
        guard count >= 0, keptOut >= 0 else { throw .outOfRange }
    }
}

extension SessionRecord: BatchCoded {
    package static var blank: SessionRecord {
        SessionRecord(
            site: 0,
            visit: 0,
            arrived: .zero,
            requestedMilliwattHours: 0,
            deliveredMilliwattHours: 0,
            outcome: .open
        )
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&site)
        try coder.code(&visit)
        try coder.code(&charger)
        try coder.code(&connector)
        try coder.code(&label)
        try coder.code(&tag)
        try coder.code(&arrived)
        try coder.code(&plugged)
        try coder.code(&started)
        var starter: Int32 = isStartedRemotely ? 1 : 0
        try coder.code(&starter)
        isStartedRemotely = starter != 0
        try coder.code(&stopped)
        try coder.code(&left)
        try coder.number(&requestedMilliwattHours)
        try coder.number(&deliveredMilliwattHours)
        try coder.code(&deliveredExactly)
        try coder.choice(&outcome)
        try coder.code(&reason)
        try coder.code(&transaction)
        try coder.code(&shortfall)
        guard isConsistent else { throw .outOfRange }
    }
}

extension Shortfall: BatchCoded {
    package static var blank: Shortfall { Shortfall() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        for cause in Cause.allCases { try coder.number(&self[cause]) }
    }
}

extension TransactionID: BatchCoded {
    package static var blank: TransactionID { TransactionID(0) }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var number = number
        try coder.code(&number)
        if let number { return self = TransactionID(Int(number)) }
        var characters = text
        try coder.text(&characters)
        guard let id = TransactionID(text: characters) else { throw .outOfRange }
        self = id
    }
}

extension LateTransaction: BatchCoded {
    package static var blank: LateTransaction {
        LateTransaction(site: 0, visit: 0, id: .blank)
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&site)
        try coder.code(&visit)
        try coder.code(&id)
    }
}

extension PowerRecord: BatchCoded {
    package static var blank: PowerRecord {
        PowerRecord(site: 0, node: 0, l1: 0, l2: 0, l3: 0, milliwatts: 0, wantedMilliwatts: 0)
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&site)
        try coder.code(&node)
        try coder.code(&limitMilliamperes)
        try coder.code(&l1)
        try coder.code(&l2)
        try coder.code(&l3)
        try coder.code(&milliwatts)
        try coder.code(&wantedMilliwatts)
    }
}

extension Notable: BatchCoded {
    package static var blank: Notable { Notable(at: .zero, charger: nil, kind: "", detail: "") }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&at)
        try coder.code(&charger)
        try coder.code(&kind)
        try coder.code(&detail)
    }
}

extension CallRecord: BatchCoded {
    package static var blank: CallRecord {
        CallRecord(
            charger: 0,
            action: .heartbeat,
            direction: .out,
            intended: .zero,
            outcome: .ok
        )
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&charger)
        try coder.choice(&action)
        try coder.choice(&direction)
        try coder.code(&intended)
        try coder.code(&sent)
        try coder.code(&replied)
        try coder.choice(&outcome)
        try coder.code(&error)
    }
}

extension FrameRecord: BatchCoded {
    package static var blank: FrameRecord {
        FrameRecord(charger: 0, at: .zero, direction: .connection, text: "")
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&charger)
        try coder.code(&at)
        try coder.choice(&direction)
        try coder.code(&text)
    }
}
