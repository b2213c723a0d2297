/// Power times time, in integers.
enum Energy {
    /// Nanoseconds in an hour: milliwatts times nanoseconds over this are milliwatt-hours.
    private static let hour: Int128 = 3_600_000_000_000

    static func milliwattHours(_ milliwatts: Int64, over span: SimDuration) -> Int64 {
        Int64(Int128(milliwatts) * Int128(span.nanoseconds) / hour)
    }

    /// How long that power needs for that energy, rounded up; nil when it never gets there.
    static func time(for milliwattHours: Int64, at milliwatts: Int64) -> SimDuration? {
        guard milliwatts > 0 else { return nil }
        let power = Int128(milliwatts)
        let nanoseconds = (Int128(max(0, milliwattHours)) * hour + power - 1) / power
        return nanoseconds < Int128(SimTime.distantFuture.nanoseconds)
            ? SimDuration(nanoseconds: Int64(nanoseconds)) : nil
    }
}
