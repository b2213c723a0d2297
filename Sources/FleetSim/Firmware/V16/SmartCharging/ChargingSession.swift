/// Who is to draw: a connector and the transaction that runs there, or one that could begin.
struct ChargingSession {
    /// From one.
    var connector: Int
    /// The charger's own number for the transaction; nil: none runs.
    var transaction: UInt32?
    /// What relative schedules count from.
    var start: DateTime
}
