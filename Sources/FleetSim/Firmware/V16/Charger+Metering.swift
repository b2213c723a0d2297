// Meter values: sampled from a transaction's start, and aligned with the clock.
extension Charger {
    mutating func beginSampling(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        keepReading(.transactionBegin, connectorIndex, at: now)
        scheduleSample(connectorIndex, at: now, into: &output)
    }

    mutating func readSample(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let transaction = connectors[connectorIndex].transaction?.number else { return }
        let reading = read(connectorIndex, .samplePeriodic, at: now)
        assert(
            reading.milliwattHours >= connectors[connectorIndex].transaction?.lastSample ?? 0,
            "a register only grows"
        )
        connectors[connectorIndex].transaction?.lastSample = reading.milliwattHours
        connectors[connectorIndex].transaction?.lastPower = reading.milliwatts
        if !configuration.list(.stopTxnSampledData).isEmpty { keepForStop(reading, connectorIndex) }
        keep(
            .meter(transaction: transaction, connector: UInt8(connectorIndex + 1), reading),
            at: now,
            into: &output
        )
        scheduleSample(connectorIndex, at: now, into: &output)
    }

    mutating func readClockAligned(at now: SimTime, into output: inout ChargerOutput) {
        for connectorIndex in connectors.indices {
            let reading = read(connectorIndex, .sampleClock, at: now)
            let connector = UInt8(connectorIndex + 1)
            if let transaction = connectors[connectorIndex].runningTransaction() {
                connectors[connectorIndex].transaction?.lastAligned = reading.milliwattHours
                if !configuration.list(.stopTxnAlignedData).isEmpty {
                    keepForStop(reading, connectorIndex)
                }
                keep(
                    .meter(transaction: transaction, connector: connector, reading),
                    at: now,
                    into: &output
                )
            } else if canReport {
                outbox.append(.idleMeter(connector: connector, reading), at: now)
            }
        }
        scheduleClockAligned(after: now, into: &output)
    }

    /// Sets the timer on the next point of the grid that starts at the clock's midnight.
    mutating func scheduleClockAligned(after now: SimTime, into output: inout ChargerOutput) {
        let interval = configuration.seconds(.clockAlignedDataInterval).nanoseconds
        guard interval > 0 else { return timers.cancel(.clockAligned) }
        let day = SimDuration.seconds(86_400).nanoseconds
        let sinceMidnight = (ownClock.sinceMidnightAtStart.nanoseconds + now.nanoseconds) % day
        // The grid starts anew each midnight, also when the day is no multiple of the interval.
        let next = min((sinceMidnight / interval + 1) * interval, day)
        let wait = SimDuration(nanoseconds: next - sinceMidnight)
        assert(wait > .zero, "the next point of the clock is ahead")
        set(.clockAligned, at: now + wait, into: &output)
    }

    mutating func scheduleSample(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let interval = configuration.seconds(.meterValueSampleInterval)
        guard interval > .zero, let next = nextSample(connectorIndex, after: now, every: interval)
        else {
            return connectors[connectorIndex].timers.cancel(.sample)
        }
        set(.sample, of: connectorIndex, at: next, into: &output)
    }

    /// Another power flows: a reading that hangs on energy or power is due at another time.
    mutating func flowChanged(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch type.behaviour.metering.cadence {
        case .time: break
        case .energy, .power: scheduleSample(connectorIndex, at: now, into: &output)
        }
    }

    /// When the next reading of a transaction is due, if the power stays; nil: not while it does.
    private func nextSample(
        _ connectorIndex: Int,
        after now: SimTime,
        every interval: SimDuration
    ) -> SimTime? {
        guard connectors[connectorIndex].transaction != nil else { return nil }
        switch type.behaviour.metering.cadence {
        case .time:
            return now + interval
        case .energy(let wattHours):
            let connector = connectors[connectorIndex]
            guard let transaction = connector.transaction else { return nil }
            let since = connector.bay.meter.milliwattHours(at: now) - transaction.lastSample
            let step = Int64(wattHours * 1_000)
            return Energy.time(for: step - since, at: connector.bay.meter.milliwatts).map {
                now + $0
            }
        case .power(let watts):
            let connector = connectors[connectorIndex]
            guard let transaction = connector.transaction else { return nil }
            let difference = (connector.bay.meter.milliwatts - transaction.lastPower).magnitude
            return difference >= Int64(watts * 1_000).magnitude ? now : nil
        }
    }

    mutating func read(
        _ connectorIndex: Int,
        _ context: ReadingContext,
        at now: SimTime
    ) -> MeterReading {
        connectors[connectorIndex].read(context, at: now, of: type.outlet.all)
    }

    /// Keeps the reading at a transaction's begin or end if StopTransaction is to carry any.
    mutating func keepReading(_ context: ReadingContext, _ connectorIndex: Int, at now: SimTime) {
        guard
            !configuration.list(.stopTxnSampledData).isEmpty
                || !configuration.list(.stopTxnAlignedData).isEmpty
        else { return }
        keepForStop(read(connectorIndex, context, at: now), connectorIndex)
    }

    /// Keeps a reading for StopTransaction; when there are too many, every second one in between goes.
    private mutating func keepForStop(_ reading: MeterReading, _ connectorIndex: Int) {
        let maximum = max(2, Int(configuration[.stopTransactionMaxMeterValues]))
        connectors[connectorIndex].transaction?.kept.append(reading)
        guard let kept = connectors[connectorIndex].transaction?.kept, kept.count > maximum else {
            return
        }
        connectors[connectorIndex].transaction?.kept = kept.indices.filter {
            $0 == 0 || $0 == kept.count - 1 || $0 % 2 == 0
        }.map { kept[$0] }
        assert(
            connectors[connectorIndex].transaction?.kept.count ?? 0 <= maximum,
            "as many as may be told"
        )
    }

    /// What a StopTransaction tells of the readings that were kept for it; nil: nothing.
    ///
    /// A list that is empty by now asks for none. Begin and end are told while either asks for any.
    func transactionData(_ kept: [MeterReading]) -> [MeterValue]? {
        let aligned = configuration.list(.stopTxnAlignedData)
        let sampled = configuration.list(.stopTxnSampledData)
        let values = kept.compactMap { reading -> MeterValue? in
            let list =
                switch reading.context {
                case .sampleClock: aligned
                case .samplePeriodic: sampled
                case .transactionBegin, .transactionEnd, .interruptionBegin, .interruptionEnd,
                    .trigger, .other:
                    sampled.isEmpty ? aligned : sampled
                }
            return list.isEmpty ? nil : meterValue(reading, list)
        }
        return values.isEmpty ? nil : values
    }
}
