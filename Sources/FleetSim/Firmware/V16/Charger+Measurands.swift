// Readings as OCPP meter values.
extension Charger {
    /// One reading with the measurands of a list; with none, the energy register.
    func meterValue(_ reading: MeterReading, _ measurands: MeasurandList) -> MeterValue {
        var values = ShortList<SampledValue, 4>()
        if measurands.isEmpty {
            sample(.energyActiveImportRegister, of: reading, into: &values)
        } else {
            measurands.forEach { sample($0, of: reading, into: &values) }
        }
        return MeterValue(timestamp: clock(at: reading.at), sampledValue: values)
    }

    private func sample(
        _ measurand: Measurand,
        of reading: MeterReading,
        into values: inout ShortList<SampledValue, 4>
    ) {
        func add(
            _ number: FixedPoint,
            _ unit: UnitOfMeasure?,
            _ phase: SampledValue.Phase? = nil,
            _ location: SampledValue.Location? = nil
        ) {
            values.append(
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
        let lines: [SampledValue.Phase] = [.l1, .l2, .l3]
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
            for line in lines.prefix(Int(reading.phases)) {
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
            add(FixedPoint(mantissa: tenthsOfCelsius(reading), places: 1), unit, nil, .body)
        default:
            // A list holds only what the type's `MeasurandSet` lets in.
            break
        }
    }

    /// Inside the box: 20 degrees, and as much again at full power; illustrative.
    private func tenthsOfCelsius(_ reading: MeterReading) -> Int64 {
        let full = type.outlet.all.milliwatts(volts: type.outlet.volts)
        return 200 + 200 * reading.milliwatts / max(1, full)
    }
}
