// Meter values: sampled from a transaction's start, and aligned with the clock.
extension Charger {
    mutating func beginSampling(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        keepReading(.transactionBegin, place, at: now)
        scheduleSample(place, at: now, into: &output)
    }

    mutating func readSample(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let transaction = connectors[place].transaction?.number else { return }
        let reading = read(place, .samplePeriodic, at: now)
        assert(
            reading.milliwattHours >= connectors[place].transaction?.lastSample ?? 0,
            "a register only grows"
        )
        connectors[place].transaction?.lastSample = reading.milliwattHours
        connectors[place].transaction?.lastPower = reading.milliwatts
        if !configuration.list(.stopTxnSampledData).isEmpty { keepForStop(reading, place) }
        keep(
            .meter(transaction: transaction, connector: UInt8(place + 1), reading),
            at: now,
            into: &output
        )
        scheduleSample(place, at: now, into: &output)
    }

    mutating func readClockAligned(at now: SimTime, into output: inout ChargerOutput) {
        for place in connectors.indices {
            let reading = read(place, .sampleClock, at: now)
            let connector = UInt8(place + 1)
            if let transaction = connectors[place].runningTransaction() {
                connectors[place].transaction?.lastAligned = reading.milliwattHours
                if !configuration.list(.stopTxnAlignedData).isEmpty { keepForStop(reading, place) }
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

    mutating func scheduleSample(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        let interval = configuration.seconds(.meterValueSampleInterval)
        guard interval > .zero, let next = nextSample(place, after: now, every: interval) else {
            return connectors[place].timers.cancel(.sample)
        }
        set(.sample, of: place, at: next, into: &output)
    }

    /// Another power flows: a reading that hangs on energy or power is due at another time.
    mutating func flowChanged(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        switch type.behaviour.metering.cadence {
        case .time: break
        case .energy, .power: scheduleSample(place, at: now, into: &output)
        }
    }

    /// When the next reading of a transaction is due, if the power stays; nil: not while it does.
    private func nextSample(
        _ place: Int,
        after now: SimTime,
        every interval: SimDuration
    ) -> SimTime? {
        guard connectors[place].transaction != nil else { return nil }
        switch type.behaviour.metering.cadence {
        case .time:
            return now + interval
        case .energy(let wattHours):
            let connector = connectors[place]
            guard let transaction = connector.transaction else { return nil }
            let since = connector.bay.meter.milliwattHours(at: now) - transaction.lastSample
            let step = Int64(wattHours * 1_000)
            return Energy.time(for: step - since, at: connector.bay.meter.milliwatts).map {
                now + $0
            }
        case .power(let watts):
            let connector = connectors[place]
            guard let transaction = connector.transaction else { return nil }
            let difference = (connector.bay.meter.milliwatts - transaction.lastPower).magnitude
            return difference >= Int64(watts * 1_000).magnitude ? now : nil
        }
    }

    mutating func read(
        _ place: Int,
        _ context: ReadingContext,
        at now: SimTime
    ) -> MeterReading {
        connectors[place].read(context, at: now, of: type.outlet.all)
    }

    /// Keeps the reading at a transaction's begin or end if StopTransaction is to carry any.
    mutating func keepReading(_ context: ReadingContext, _ place: Int, at now: SimTime) {
        guard
            !configuration.list(.stopTxnSampledData).isEmpty
                || !configuration.list(.stopTxnAlignedData).isEmpty
        else { return }
        keepForStop(read(place, context, at: now), place)
    }

    /// Keeps a reading for StopTransaction; when there are too many, every second one in between goes.
    private mutating func keepForStop(_ reading: MeterReading, _ place: Int) {
        let most = max(2, Int(configuration[.stopTransactionMaxMeterValues]))
        connectors[place].transaction?.kept.append(reading)
        guard let kept = connectors[place].transaction?.kept, kept.count > most else { return }
        connectors[place].transaction?.kept = kept.indices.filter {
            $0 == 0 || $0 == kept.count - 1 || $0 % 2 == 0
        }.map { kept[$0] }
        assert(connectors[place].transaction?.kept.count ?? 0 <= most, "as many as may be told")
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
