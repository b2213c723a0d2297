import Scenarios

/// A MeterValues request as a charger sends it, written straight from what its meter read.
///
/// As a `MeterValues` it would be made of three lists in one another first, and these copied:
/// that took more than half of the instructions with which such a request was written.
struct ReadingReport: CallContent {
    static var action: Action { .meterValues }
    static var readAs: any Payload.Type { MeterValues.self }

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
                    samples.write(to: &list)
                }
            }
        }
    }
}

/// A reading as the values that a list of measurands asks for; with none, the energy register.
struct Samples {
    let reading: MeterReading
    let measurands: MeasurandList
    /// Of the charger whose meter it is; its type itself would have to be counted with each copy.
    private let outlet: Outlet
    private let metering: MeteringBehaviour

    init(reading: MeterReading, measurands: MeasurandList, type: ChargerType) {
        self.reading = reading
        self.measurands = measurands
        outlet = type.outlet
        metering = type.behaviour.metering
    }

    @inline(__always)
    func forEach(_ add: (SampledValue) -> Void) {
        if measurands.isEmpty {
            forEach(.energyActiveImportRegister, add)
        } else {
            measurands.forEach { forEach($0, add) }
        }
    }

    /// Writes the values one behind the other.
    func write(to list: inout JSONWriter) {
        guard !measurands.isEmpty else { return write(.energyActiveImportRegister, to: &list) }
        measurands.forEach { write($0, to: &list) }
    }

    @inline(__always)
    private func write(_ measurand: Measurand, to list: inout JSONWriter) {
        guard let (index, number) = single(measurand) else {
            return forEach(measurand) { list.element($0) }
        }
        let words = SampleWords.all[index, reading.context]
        list.object("value", quoted: number, before: words)
    }

    /// What has one value for all lines, always in the same unit.
    fileprivate static let singles: [(measurand: Measurand, unit: UnitOfMeasure)] = [
        (.energyActiveImportRegister, .wattHours), (.powerActiveImport, .watts),
        (.energyActiveImportInterval, .wattHours), (.currentOffered, .amperes),
        (.powerOffered, .watts),
    ]

    /// The value of a measurand that has one for all lines, and its index among those.
    @inline(__always)
    private func single(_ measurand: Measurand) -> (index: Int, number: FixedPoint)? {
        switch measurand {
        case .energyActiveImportRegister:
            (0, FixedPoint(mantissa: reading.milliwattHours / 1_000))
        case .powerActiveImport: (1, FixedPoint(mantissa: reading.milliwatts / 1_000))
        case .energyActiveImportInterval:
            (2, FixedPoint(mantissa: reading.intervalMilliwattHours / 1_000))
        case .currentOffered:
            (3, FixedPoint(mantissa: Int64(reading.offer.milliamperes / 100), decimals: 1))
        case .powerOffered:
            (4, FixedPoint(mantissa: reading.offer.milliwatts(volts: outlet.volts) / 1_000))
        case .currentImport, .voltage, .soc, .temperature, .currentExport,
            .energyActiveExportRegister, .energyActiveExportInterval,
            .energyReactiveImportRegister, .energyReactiveExportRegister,
            .energyReactiveImportInterval, .energyReactiveExportInterval, .powerActiveExport,
            .powerReactiveImport, .powerReactiveExport, .powerFactor, .frequency, .rpm:
            nil
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
        if let (index, number) = single(measurand) { return add(number, Self.singles[index].unit) }
        switch measurand {
        case .currentImport:
            let all = reading.milliwatts / Int64(outlet.volts)
            guard metering.tellsPhases else {
                return add(FixedPoint(mantissa: all / 100, decimals: 1), .amperes)
            }
            let each = all / Int64(max(1, reading.phases))
            for line in [SampledValue.Phase.l1, .l2, .l3].prefix(Int(reading.phases)) {
                add(FixedPoint(mantissa: each / 100, decimals: 1), .amperes, line)
            }
        case .voltage:
            guard metering.tellsPhases else {
                return add(FixedPoint(mantissa: Int64(outlet.volts), decimals: 0), .volts)
            }
            for line in [SampledValue.Phase.l1n, .l2n, .l3n].prefix(Int(outlet.phases)) {
                add(FixedPoint(mantissa: Int64(outlet.volts), decimals: 0), .volts, line)
            }
        case .frequency:
            add(FixedPoint(mantissa: 50, decimals: 0), nil)
        case .temperature:
            let unit = UnitOfMeasure(metering.temperatureUnit)
            add(FixedPoint(mantissa: tenthsOfCelsius, decimals: 1), unit, nil, .body)
        // `single` has told of these.
        case .energyActiveImportRegister, .energyActiveImportInterval, .powerActiveImport,
            .currentOffered, .powerOffered:
            break
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
        let full = outlet.all.milliwatts(volts: outlet.volts)
        return 200 + 200 * reading.milliwatts / max(1, full)
    }
}

/// What stands behind the value in a sample that has one for all lines: why it was read, what it is of and its
/// unit, to the closing brace.
///
/// Written once for all, by the writer of all samples: to write these words anew took two thirds of a
/// sample's instructions.
private struct SampleWords: @unchecked Sendable {
    static let all = SampleWords()

    /// By the index of the measurand, then of the context.
    ///
    /// What they point to is never freed or changed, so that any thread may read it.
    private let texts: [WireText]

    private init() {
        assert(ReadingContext.allCases.count == 8)
        var texts: [WireText] = []
        for (measurand, unit) in Samples.singles {
            for context in ReadingContext.allCases {
                var writer = JSONWriter()
                SampledValue(
                    value: .number(FixedPoint(mantissa: 0)),
                    context: context == .samplePeriodic ? nil : context,
                    measurand: measurand,
                    unit: unit
                ).write(to: &writer)
                texts.append(Self.kept(writer.bytes.dropFirst(#"{"value":"0""#.utf8.count)))
            }
        }
        assert(texts.count == 8 * Samples.singles.count, "a value has its words for each context")
        self.texts = texts
    }

    subscript(measurand: Int, context: ReadingContext) -> WireText {
        texts[measurand * 8 + context.index]
    }

    private static func kept(_ text: Slice<UnsafeRawBufferPointer>) -> WireText {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: text.count, alignment: 8)
        memory.copyMemory(from: WireText(rebasing: text).start, byteCount: text.count)
        return WireText(start: memory, count: text.count)
    }
}

extension ReadingContext {
    /// Its index among all cases.
    @inline(__always)
    fileprivate var index: Int {
        switch self {
        case .samplePeriodic: 0
        case .sampleClock: 1
        case .transactionBegin: 2
        case .transactionEnd: 3
        case .interruptionBegin: 4
        case .interruptionEnd: 5
        case .trigger: 6
        case .other: 7
        }
    }
}

extension UnitOfMeasure {
    fileprivate init(_ unit: MeteringBehaviour.TemperatureUnit) {
        switch unit {
        case .celcius: self = .celcius
        case .celsius: self = .celsius
        }
    }
}
