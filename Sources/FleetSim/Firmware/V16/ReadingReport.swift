/// A MeterValues request as a charger sends it, written straight from what its meter read.
///
/// As a `MeterValues` it would be made of three lists in one another first, and these copied:
/// that took more than half of the instructions with which such a request was written.
struct ReadingReport: CallContent {
    static var action: Action { .meterValues }

    let connectorId: Int
    let transactionId: Int?
    let timestamp: DateTime
    let samples: Samples

    func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
        members.member("transactionId", transactionId)
        members.list("meterValue") { values in
            values.object { value in
                value.member("timestamp", timestamp)
                value.list("sampledValue") { list in
                    samples.forEach { list.element($0) }
                }
            }
        }
    }
}

/// A reading as the values that a list of measurands asks for; with none, the energy register.
struct Samples {
    let reading: MeterReading
    let measurands: MeasurandList
    /// Of the charger whose meter it is.
    let type: ChargerType

    @inline(__always)
    func forEach(_ add: (SampledValue) -> Void) {
        if measurands.isEmpty {
            forEach(.energyActiveImportRegister, add)
        } else {
            measurands.forEach { forEach($0, add) }
        }
    }

    /// The values of one measurand: one, or one for each line.
    private func forEach(_ measurand: Measurand, _ body: (SampledValue) -> Void) {
        func add(
            _ number: FixedPoint,
            _ unit: UnitOfMeasure?,
            _ phase: SampledValue.Phase? = nil,
            _ location: SampledValue.Location? = nil
        ) {
            body(
                SampledValue(
                    value: .number(number),
                    context: reading.context == .samplePeriodic ? nil : reading.context,
                    measurand: measurand,
                    phase: phase,
                    location: location,
                    unit: unit
                )
            )
        }
        switch measurand {
        case .energyActiveImportRegister:
            add(FixedPoint(mantissa: reading.milliwattHours / 1_000, places: 0), .wattHours)
        case .energyActiveImportInterval:
            add(FixedPoint(mantissa: reading.intervalMilliwattHours / 1_000, places: 0), .wattHours)
        case .powerActiveImport:
            add(FixedPoint(mantissa: reading.milliwatts / 1_000, places: 0), .watts)
        case .currentImport:
            let all = reading.milliwatts / Int64(type.outlet.volts)
            guard type.behaviour.metering.tellsPhases else {
                return add(FixedPoint(mantissa: all / 100, places: 1), .amperes)
            }
            let each = all / Int64(max(1, reading.phases))
            for line in [SampledValue.Phase.l1, .l2, .l3].prefix(Int(reading.phases)) {
                add(FixedPoint(mantissa: each / 100, places: 1), .amperes, line)
            }
        case .currentOffered:
            add(FixedPoint(mantissa: Int64(reading.offer.milliamperes / 100), places: 1), .amperes)
        case .powerOffered:
            let offered = reading.offer.milliwatts(volts: type.outlet.volts)
            add(FixedPoint(mantissa: offered / 1_000, places: 0), .watts)
        case .voltage:
            guard type.behaviour.metering.tellsPhases else {
                return add(FixedPoint(mantissa: Int64(type.outlet.volts), places: 0), .volts)
            }
            for line in [SampledValue.Phase.l1n, .l2n, .l3n].prefix(Int(type.outlet.phases)) {
                add(FixedPoint(mantissa: Int64(type.outlet.volts), places: 0), .volts, line)
            }
        case .frequency:
            add(FixedPoint(mantissa: 50, places: 0), nil)
        case .temperature:
            let unit = type.behaviour.metering.temperatureUnit
            add(FixedPoint(mantissa: tenthsOfCelsius, places: 1), unit, nil, .body)
        // A list holds only what the type's `MeasurandSet` lets in.
        case .soc, .currentExport, .energyActiveExportRegister, .energyActiveExportInterval,
            .energyReactiveImportRegister, .energyReactiveExportRegister,
            .energyReactiveImportInterval, .energyReactiveExportInterval, .powerActiveExport,
            .powerReactiveImport, .powerReactiveExport, .powerFactor, .rpm:
            break
        }
    }

    /// Inside the box: 20 degrees, and as much again at full power; illustrative.
    private var tenthsOfCelsius: Int64 {
        let full = type.outlet.all.milliwatts(volts: type.outlet.volts)
        return 200 + 200 * reading.milliwatts / max(1, full)
    }
}
