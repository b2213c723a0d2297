/// A meter that a controller reads at intervals and hears of with a delay.
struct LoadMeter: Equatable {
    var interval: SimDuration
    var delay: SimDuration

    /// When the controller knows of a change: after the first reading that is not before it.
    ///
    /// Only changes need events; between them every reading says the same.
    func shows(changeAt time: SimTime) -> SimTime {
        assert(delay >= .zero, "no reading is known before it is taken")
        guard interval > .zero else { return time + delay }
        let readings = (time.nanoseconds + interval.nanoseconds - 1) / interval.nanoseconds
        return SimTime(nanoseconds: readings * interval.nanoseconds) + delay
    }
}
