/// A clock that shows local time.
package struct TimeZoneSpec: Equatable, Sendable {
    /// When summer time begins and ends.
    package enum DaylightSaving: String, CaseIterable, Sendable {
        case none
        /// From the last Sunday of March to the last of October, at one in the morning of UTC.
        case eu
        /// From the second Sunday of March to the first of November, at two by the clock.
        case us
    }

    /// By how much it is ahead of UTC in winter.
    package var offset: Duration = .zero
    package var daylightSaving = DaylightSaving.none

    package init() {}
}

/// The hours of the day in which power is cheap, by the clock of the drivers.
package struct TariffSpec: Equatable, Sendable {
    /// From midnight.
    package var from: Duration = .seconds(23 * 3600)
    /// From midnight too; before `from` it is a time of the next day.
    package var until: Duration = .seconds(7 * 3600)
    /// A car that waited starts up to so much later, evenly at random.
    package var randomDelay: Duration = .zero

    package init() {}
}
