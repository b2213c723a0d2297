/// One reading of a meter, kept until it can be sent.
struct MeterReading {
    var at: SimTime
    var milliwattHours: Int64
    /// Since the reading before.
    var intervalMilliwattHours: Int64
    var milliwatts: Int64
    var offer: Offer
    /// How many the car uses.
    var phases: UInt8
    var context: ReadingContext
}
