/// A car that ships: its own charger, its battery and what that takes at a fast charger.
package struct CarModel: Sendable {
    package var id: String
    package var vehicle: VehicleSpec

    /// Usable energies and curves of open-ev-data's last issue (2022-04, MIT), in kW at per cent.
    package static let source = "open-ev-data of April 2022 (MIT)"

    package static let catalogue: [CarModel] = [
        CarModel("tesla-model-3-lr", 74, "0:180 40:195 60:110 100:12"),
        CarModel("tesla-model-y-lr", 72.5, "0:246 35:238 75:99 100:18"),
        CarModel("vw-id3-58", 58, "0:100 30:100 70:50 80:50 100:20"),
        CarModel("vw-id4-77", 77, "0:125 30:125 70:65 80:65 100:22"),
        CarModel(
            "hyundai-ioniq-5",
            72.6,
            "0:200 10:210 22:232 23:185 37:185 38:175 47:175 48:155 55:155 56:130 70:130 80:100 100:11"
        ),
        CarModel(
            "peugeot-e-208",
            45,
            "0:97 16:97 17:78 46:78 47:52 68:52 69:27 83:27 84:11 100:11",
            phases: 1,
            amperes: 32
        ),
        CarModel("nissan-leaf-38", 38, "0:41 62:45 65:36 100:15", phases: 1, amperes: 29),
        CarModel("renault-zoe-52", 52, "0:41 52:46 80:27 100:22", amperes: 32),
        CarModel("audi-e-tron", 86.5, "0:137 70:155 72:150 78:120 82:105 100:50"),
        CarModel(
            "polestar-2",
            72.5,
            "0:150 18:150 20:130 40:130 42:100 55:90 57:70 79:70 80:25 100:11"
        ),
    ]

    private init(
        _ id: String,
        _ kilowattHours: Double,
        _ curve: String,
        phases: Int = 3,
        amperes: Double = 16
    ) {
        self.id = id
        vehicle = VehicleSpec(phases: phases, amperes: amperes, share: 1)
        var battery = BatterySpec()
        battery.wattHours = kilowattHours * 1_000
        battery.curve = curve.split(separator: " ").map { knot in
            let figures = knot.split(separator: ":").compactMap { Double($0) }
            assert(figures.count == 2, "a knot of the catalogue has a charge and a power")
            return BatterySpec.Knot(figures[0] / 100, figures[1] * 1_000)
        }
        vehicle.battery = battery
    }
}
