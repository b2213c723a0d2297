import Testing

@testable import FleetSim

@Suite struct ReadingReportTests {
    private static let measurands: [Measurand] = [
        .energyActiveImportRegister, .energyActiveImportInterval, .powerActiveImport,
        .currentImport, .currentOffered, .powerOffered, .voltage, .frequency, .temperature,
    ]

    /// Written straight from the reading, and by way of a value of each of its parts.
    @Test(arguments: [Int?.none, 0, 17])
    func `a report is written as the message would be that it stands for`(
        transaction: Int?
    ) throws {
        let charger = ChargerBench().charger
        for context in ReadingContext.allCases {
            let reading = MeterReading(
                at: SimTime(nanoseconds: 61_234_000_000),
                milliwattHours: 1_234_567,
                intervalMilliwattHours: 4_000,
                milliwatts: 11_040_000,
                offer: charger.type.outlet.all,
                phases: 3,
                context: context
            )
            var lists = Self.measurands.map { MeasurandList([$0]) }
            lists += [MeasurandList(), MeasurandList(Array(Self.measurands.prefix(8)))]
            for list in lists {
                let samples = Samples(reading: reading, measurands: list, type: charger.type)
                let report = ReadingReport(
                    connectorId: 2,
                    transactionId: transaction,
                    timestamp: charger.clock(at: reading.at),
                    samples: samples
                )
                let message = MeterValues(
                    connectorId: 2,
                    transactionId: transaction,
                    meterValue: ShortList(only: charger.meterValue(reading, list))
                )
                #expect(Self.frame(report) == Self.frame(message))
            }
        }
    }

    private static func frame(_ content: some CallContent) -> String {
        var writer = FrameWriter()
        writer.call(MessageID(number: 3), content)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
