/// Power times time, in integers.
enum Energy {
    /// Nanoseconds in an hour: milliwatts times nanoseconds over this are milliwatt-hours.
    private static let hour: Int128 = 3_600_000_000_000

    /// How many nanowatt-hours are a milliwatt-hour.
    static let nanowattHours: Int64 = 1_000_000

    /// In nanowatt-hours: where energy is added up over many changes of power, with nothing lost
    /// that is counted.
    static func drawn(_ milliwatts: Int64, over span: SimDuration) -> Int64 {
        assert(milliwatts >= 0 && span >= .zero, "energy is drawn, and only with time")
        let product = milliwatts.multipliedFullWidth(by: span.nanoseconds)
        return Int64(3_600_000).dividingFullWidth(product).quotient
    }

    /// How long a power takes for this many nanowatt-hours, rounded up; nil when it never gets there.
    static func time(toDraw nanowattHours: Int64, at milliwatts: Int64) -> SimDuration? {
        guard milliwatts > 0 else { return nil }
        let product = max(0, nanowattHours).multipliedFullWidth(by: 3_600_000)
        guard product.high < milliwatts / 4 else { return nil }
        let (whole, rest) = milliwatts.dividingFullWidth(product)
        return SimDuration(nanoseconds: whole + (rest > 0 ? 1 : 0))
    }

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
