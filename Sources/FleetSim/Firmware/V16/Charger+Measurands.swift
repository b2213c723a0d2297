// Readings as OCPP meter values.
extension Charger {
    /// One reading with the measurands of a list, as it stands in the end of a transaction.
    func meterValue(_ reading: MeterReading, _ measurands: MeasurandList) -> MeterValue {
        var values = ShortList<SampledValue, 4>()
        samples(of: reading, measurands).forEach { values.append($0) }
        return MeterValue(timestamp: clock(at: reading.at), sampledValue: values)
    }

    /// One reading as a message of its own.
    func report(
        _ reading: MeterReading,
        of connector: UInt8,
        transaction: Int? = nil
    ) -> ReadingReport {
        ReadingReport(
            connectorId: Int(connector),
            transactionId: transaction,
            timestamp: clock(at: reading.at),
            samples: samples(of: reading, configuration.list(list(for: reading)))
        )
    }

    private func samples(of reading: MeterReading, _ measurands: MeasurandList) -> Samples {
        Samples(reading: reading, measurands: measurands, type: type)
    }
}
