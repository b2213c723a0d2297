/// What a site knows of a visit when it is over, beyond what the visit's record tells.
package struct VisitAccount: Equatable, Sendable {
    /// How long the driver was in line, whether a bay came of it or not.
    package var waited: SimDuration
    /// The index of the bay among those of the site; nil for a driver who got none.
    package var bay: Int?
    /// The most that the car drew at any moment.
    package var maximumMilliwatts: Int64
    package var shortfall: Shortfall

    package init(
        waited: SimDuration = .zero,
        bay: Int? = nil,
        maximumMilliwatts: Int64 = 0,
        shortfall: Shortfall = Shortfall()
    ) {
        self.waited = waited
        self.bay = bay
        self.maximumMilliwatts = maximumMilliwatts
        self.shortfall = shortfall
    }
}
