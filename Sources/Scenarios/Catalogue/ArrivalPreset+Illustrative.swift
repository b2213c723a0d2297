extension ArrivalPreset {
    /// What a fast charger's driver does when the car is full.
    static let overstay = Distribution.lognormal(median: 5 * 60, sigma: 0.7)
    /// Fast charging in one figure: three phases that make the 50 kW that a car takes on average.
    static let fastCars = [VehicleSpec(phases: 3, amperes: 72.5, share: 1)]

    /// No sessions of a motorway's hub are published; these figures are in their places.
    static let highway = ArrivalPreset(
        id: "dc_highway_hpc",
        location: "fast chargers on a motorway",
        source: """
            illustrative; anchored by Hecht 2022 (PMC9763839: about 40 kWh and 45 min, three times \
            the cars of an AC point), DOE VTO 2020-23 (22 kWh, 42 min) and Indiana \
            (WEVJ 14(11) 308: medians of 28 to 36 min)
            """,
        weekday: hours,
        weekend: hours,
        measured: nil,
        remarks: [
            "No raw data are open: all its figures are illustrative.",
            "Cars come with Beta(3, 8) of their charge and leave with 80 ± 8 % of it.",
        ]
    ) {
        $0.perBay = 4.5
        $0.dayRates = [1, 1, 1, 1, 1.3, 1, 1.3]
        $0.dwell = .lognormal(median: 32 * 60, sigma: 0.6)
        // A mean of 32 kWh.
        $0.energy = .lognormal(median: 26_728.6, sigma: 0.6)
        $0.leaving = .full(overstay: overstay)
        $0.vehicles = fastCars
    }

    /// Half a sine from 7 to 22 h, in thousandths of its height.
    private static let hours: [Double] = [
        0, 0, 0, 0, 0, 0, 0, 105, 309, 500, 669, 809, 914, 978, 1000, 978, 914, 809, 669, 500,
        309, 105, 0, 0,
    ]
}
