import Scenarios
import Testing

@Suite struct `arrival presets` {
    private static let ids = [
        "nl_home", "nl_public", "nl_work", "no_home_private", "no_home_shared", "us_work_jpl",
        "us_campus_caltech", "us_work_timelimit", "us_dc50_campus", "dc_highway_hpc",
    ]

    @Test func `are ten, nine of them measured`() {
        #expect(ArrivalPreset.catalogue.map(\.id) == Self.ids)
        #expect(ArrivalPreset.catalogue.filter(\.isIllustrative).map(\.id) == ["dc_highway_hpc"])
    }

    @Test(arguments: ArrivalPreset.catalogue.map(\.id))
    func `have whole days, a source and laws`(id: String) throws {
        let preset = try #require(ArrivalPreset.named(id))
        #expect(preset.arrivals.weekday.count == 24)
        #expect(preset.arrivals.weekend.map(\.count) ?? 24 == 24)
        #expect(!preset.source.isEmpty)
        #expect(preset.isIllustrative == preset.source.contains("illustrative"))
        guard let measured = preset.measured else { return }
        #expect(preset.source.contains("doi"))
        for hours in [preset.arrivals.weekday, preset.arrivals.weekend].compactMap(\.self) {
            // The shares were published in percent with two digits.
            #expect(abs(hours.reduce(0, +) - 100) < 0.1)
        }
        for values in [measured.dwellHours, measured.energyKWh] {
            #expect(values.count == ArrivalPreset.probabilities.count)
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
        }
    }

    @Test(arguments: ArrivalPreset.catalogue.map(\.id))
    func `are read back from what is printed of them`(id: String) throws {
        let preset = try #require(ArrivalPreset.named(id))
        let text = PresetListing.yaml(of: preset).split(separator: "\n")
            .map { "    \($0)" }.joined(separator: "\n")
        let parsed = Parsed("fleet:\n  - model: generic-ac\n\(text)\n")
        #expect(parsed.lines == [])
        let read = try #require(parsed.scenario?.fleet.first?.arrivals)
        // Six digits are written, so that the texts are what can be equal.
        #expect(
            PresetListing.lines(of: read, indent: 0)
                == PresetListing.lines(of: preset.arrivals, indent: 0)
        )
        #expect(read.dayRates == preset.arrivals.dayRates)
        #expect(read.overdispersion == preset.arrivals.overdispersion)
        #expect(read.users?.count == preset.arrivals.users?.count)
    }

    @Test func `are listed with their figures`() {
        let text = PresetListing.text()
        for id in Self.ids { #expect(text.contains("\n\(id)")) }
        #expect(text.contains("dc_highway_hpc (illustrative)"))
        #expect(text.contains("4.13 plug-ins a user and week, weekends 0.853 of that"))
        #expect(text.contains("mean 7.15, 5/25/50/75/95 % 1.56/4.2/8.44/9.74/11.08"))
    }

    @Test func `of the Netherlands are their quantiles, to the last percent`() throws {
        let home = try #require(ArrivalPreset.named("nl_home")).arrivals
        guard case .quantiles(let points) = home.dwell else {
            Issue.record("the dwell is not given by quantiles")
            return
        }
        #expect(points.first { $0.probability == 0.5 }?.value == 39_600.0)
        // The table ends at 72 h.
        #expect(points.last?.value == 259_200.0)
    }

    @Test func `reach so far that they have the published mean`() throws {
        let shared = try #require(ArrivalPreset.named("no_home_shared"))
        guard case .quantiles(let points) = shared.arrivals.dwell else {
            Issue.record("the dwell is not given by quantiles")
            return
        }
        let area = zip(points, points.dropFirst()).reduce(0) { sum, ends in
            sum + (ends.1.probability - ends.0.probability) * (ends.0.value + ends.1.value) / 2
        }
        #expect(abs(area / 3_600 - 6.47) < 1e-9)
        // Without it the last percent would end at 23.4 h, and the mean be 6 % too small.
        #expect(points.last.map { $0.value > 90 * 3_600 } == true)
    }

    @Test func `have energies that were delivered, not wished for`() {
        for preset in ArrivalPreset.catalogue {
            #expect(preset.arrivals.energyIsDelivered == (preset.measured != nil))
        }
    }

    @Test(arguments: ["us_dc50_campus", "dc_highway_hpc"])
    func `of fast chargers let cars leave when they are full`(id: String) throws {
        let preset = try #require(ArrivalPreset.named(id))
        guard case .full = preset.arrivals.leaving else {
            Issue.record("\(preset.arrivals.leaving)")
            return
        }
    }
}
