import Scenarios
import Testing

@Suite struct CatalogueTests {
    @Test func `names are unique and lead to their entry`() {
        let models = ChargerModel.catalogue
        #expect(Set(models.map(\.id)).count == models.count)
        #expect(models.allSatisfy { ChargerModel.named($0.id) == $0 })
        #expect(ChargerModel.named("") == nil)
        let presets = ArrivalPreset.catalogue
        #expect(presets.map(\.id) == ["nl_home", "nl_public", "nl_work"])
        #expect(presets.allSatisfy { ArrivalPreset.named($0.id) == $0 })
    }

    @Test(arguments: ChargerModel.catalogue)
    func `a model can be told to a CSMS and built`(model: ChargerModel) {
        // OCPP 1.6: 20 characters for vendor and model, 50 for firmware.
        #expect((1...20).contains(model.vendor.count))
        #expect((1...20).contains(model.model.count))
        #expect((1...50).contains(model.firmware.count))
        #expect(!model.networks.isEmpty)
        #expect(!model.identification.isEmpty)
        #expect(!model.source.isEmpty)
        #expect(model.featureProfiles.first == "Core")
        #expect((1...3).contains(model.phases))
        #expect((6...80).contains(model.amperes))
    }

    @Test(arguments: [
        ("wallbox-copper-sb", 22_080.0), ("wallbox-pulsar-plus", 22_080),
        ("wallbox-commander-2", 22_080), ("generic-ac", 22_080), ("myenergi-zappi", 7360),
    ])
    func `a model has the power that its maker says`(id: String, watts: Double) throws {
        let model = try #require(ChargerModel.named(id))
        #expect(Double(model.phases) * model.amperes * 230 == watts)
    }

    @Test func `links and cables are those of the guides`() throws {
        let pulsar = try #require(ChargerModel.named("wallbox-pulsar-plus"))
        #expect(pulsar.networks == [.wifi])
        #expect(!pulsar.identification.contains(.rfid))
        let copper = try #require(ChargerModel.named("wallbox-copper-sb"))
        #expect(copper.cable == .socket)
        #expect(Set(copper.networks) == [.ethernet, .mobile, .wifi])
        let zappi = try #require(ChargerModel.named("myenergi-zappi"))
        #expect(!zappi.identification.contains(.rfid))
    }

    @Test(arguments: ArrivalPreset.catalogue)
    func `a preset is a day of hours and two rising laws`(preset: ArrivalPreset) throws {
        let arrivals = preset.arrivals
        #expect(arrivals.weekday.count == 24)
        #expect(abs(arrivals.weekday.reduce(0, +) - 100) < 0.1)
        if let weekend = arrivals.weekend {
            #expect(weekend.count == 24)
            #expect(abs(weekend.reduce(0, +) - 100) < 0.1)
        }
        for law in [arrivals.dwell, arrivals.energy] {
            guard case .quantiles(let points) = law else {
                Issue.record("\(law) is not given by quantiles")
                continue
            }
            #expect(points.first?.probability == 0)
            #expect(points.last?.probability == 1)
            for (low, high) in zip(points, points.dropFirst()) {
                #expect(low.probability < high.probability)
                #expect(low.value <= high.value)
            }
        }
        #expect(preset.source.contains("doi"))
    }

    @Test func `half of the cars at home stay less than eleven hours`() throws {
        let home = try #require(ArrivalPreset.named("nl_home")).arrivals
        guard case .quantiles(let points) = home.dwell else {
            Issue.record("the dwell is not given by quantiles")
            return
        }
        #expect(points.first { $0.probability == 0.5 }?.value == 39_600.0)
        // 43 h at 98 % and 56.5 h at 99 %, and as much again for the last percent.
        #expect(points.last?.value == 252_000.0)
    }

    @Test func `nobody comes to a Dutch workplace at the weekend`() {
        #expect(ArrivalPreset.named("nl_work")?.arrivals.weekend == nil)
    }
}
