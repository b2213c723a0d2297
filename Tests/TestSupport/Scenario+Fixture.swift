import Scenarios

extension Scenario {
    /// A small fleet whose every written argument means something in the test at hand.
    package static func fixture(
        seed: UInt64 = 1,
        hours: Int = 6,
        sites: Int = 3,
        chargersPerSite: Int = 4,
        connectors: Int = 1,
        perDay: Double? = 40,
        configuration: [ConfigurationSetting] = []
    ) -> Scenario {
        var model = ChargerModel(
            id: "test",
            vendor: "Vendor",
            model: "Model",
            firmware: "1.0",
            source: "the tests"
        )
        model.connectors = connectors
        var group = ChargerGroup(model: model)
        group.count = chargersPerSite
        group.configuration = configuration
        var site = SiteSpec()
        site.count = sites
        site.chargers = [group]
        // Laws of its own, so that no test depends on what ships.
        site.arrivals = ArrivalSpec()
        site.arrivals.perDay = perDay
        site.arrivals.weekday = Array(repeating: 1, count: 24)
        site.arrivals.weekend = Array(repeating: 1, count: 24)
        site.arrivals.dwell = .lognormal(median: 2 * 3600, sigma: 0.6)
        site.arrivals.energy = .lognormal(median: 9_000, sigma: 0.9)
        var scenario = Scenario()
        scenario.name = "fixture"
        scenario.seed = seed
        scenario.duration = .seconds(3600 * hours)
        scenario.fleet = [site]
        return scenario
    }
}

extension Scenario {
    /// A site of chargers on three phases with 32 A, and cars that want more than they get.
    package static func shared(
        seed: UInt64 = 1,
        hours: Int = 6,
        chargers: Int = 6,
        connectors: Int = 1,
        perDay: Double = 60,
        _ edit: (inout PowerSpec) -> Void
    ) -> Scenario {
        var scenario = fixture(
            seed: seed,
            hours: hours,
            sites: 1,
            chargersPerSite: chargers,
            connectors: connectors,
            perDay: perDay
        )
        scenario.fleet[0].arrivals.energy = .constant(40_000)
        scenario.fleet[0].chargers[0].model.featureProfiles.append("SmartCharging")
        var power = PowerSpec()
        edit(&power)
        scenario.fleet[0].power = power
        return scenario
    }
}

extension LineLimits {
    package static func all(_ amperes: Double) -> LineLimits {
        .currents(l1: amperes, l2: amperes, l3: amperes)
    }
}
