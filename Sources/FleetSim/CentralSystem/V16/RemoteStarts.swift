/// Which of the cars plugged in the reference CSMS starts by itself, and under which tags.
///
/// What it draws depends on the charger and on how many cars were plugged in there, so a split fleet
/// sees the same starts.
struct RemoteStarts {
    let share: Double
    let seed: UInt64
    /// The number of the first station among all chargers of the run.
    let firstStation: Int

    /// Tags that are not accepted are of no use to an app; this many are looked at.
    private static let maximumLooks = 50

    /// The tag to start with; nil: this one is left to its driver.
    func tag(for station: Int, _ plugged: UInt32, of tags: TagList) -> Token? {
        let charger = UInt64(firstStation + station)
        var random = RandomStream(
            seed: seed,
            entity: charger << 32 | UInt64(plugged),
            purpose: .remoteTag
        )
        guard random.chance(share) else { return nil }
        for _ in 0..<Self.maximumLooks {
            let token = TokenList.token(Int(random.below(UInt64(max(1, tags.count)))), seed: seed)
            if tags.status(of: IdToken(token)) == .accepted { return token }
        }
        return nil
    }
}
