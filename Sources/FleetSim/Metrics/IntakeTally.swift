/// What a CSMS out there sends the chargers of a kernel in a window that they have no use for.
///
/// The reference CSMS in the process sends nothing without end: of its runs nothing is held back.
struct IntakeTally {
    /// What comes at once when a charger connects is no flood.
    private static let minimumSeconds = 10

    private var misfits = BreachTally<Misfit>()
    /// For each charger: how many frames and pings have come that answered nothing.
    private var unasked: [Int]
    private var start = SimTime.zero

    /// Without chargers it holds nothing back and counts nothing.
    init(chargers: Int) {
        unasked = Array(repeating: 0, count: chargers)
    }

    mutating func noteUnasked(by charger: Int, _ count: Int = 1) {
        guard !unasked.isEmpty else { return }
        assert(count >= 0, "what came is counted, and not taken back")
        unasked[charger] += count
    }

    /// Whether a frame with something wrong is told in full, or only counted.
    mutating func tell(_ misfit: Misfit, of charger: Int) -> Bool {
        unasked.isEmpty || misfits.take(misfit, of: charger)
    }

    /// The window is over: what was counted goes into its batch, with chargers by their index here.
    mutating func close(into batch: inout Batch, speed: Double) {
        assert(batch.end >= start, "windows follow each other")
        let (kept, others) = misfits.close()
        func tell(_ charger: Int32?, _ misfit: Misfit, _ detail: String) {
            batch.notables.append(
                Notable(at: batch.end, charger: charger, kind: misfit.rawValue, detail: detail)
            )
        }
        for (charger, misfit, count) in kept { tell(Int32(charger), misfit, "and \(count) more") }
        if others > 0 {
            tell(nil, .badFrame, "and \(others) more frames that are wrong in some way")
        }
        let seconds = (batch.end - start).divided(by: speed).microseconds / 1_000_000
        let maximum = ReceivedFrames.floodRate * max(Self.minimumSeconds, Int(seconds))
        batch.received.flooded = unasked.count { $0 > maximum }
        for charger in unasked.indices { unasked[charger] = 0 }
        start = batch.end
    }
}
