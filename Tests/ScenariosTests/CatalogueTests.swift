import Scenarios
import Testing

@Suite struct CatalogueTests {
    @Test func `names are unique and lead to their entry`() {
        let models = ChargerModel.catalogue
        #expect(Set(models.map(\.id)).count == models.count)
        #expect(models.allSatisfy { ChargerModel.named($0.id) == $0 })
        #expect(ChargerModel.named("") == nil)
        let presets = ArrivalPreset.catalogue
        #expect(Set(presets.map(\.id)).count == presets.count)
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
        #expect((1...3).contains(model.hardware.phases))
        #expect((6...(model.hardware.isDirect ? 500 : 80)).contains(model.hardware.amperes))
    }

    @Test(arguments: [
        ("wallbox-copper-sb", 22_080.0), ("wallbox-pulsar-plus", 22_080),
        ("wallbox-commander-2", 22_080), ("generic-ac", 22_080), ("myenergi-zappi", 7360),
    ])
    func `a model has the power that its maker says`(id: String, watts: Double) throws {
        let model = try #require(ChargerModel.named(id))
        #expect(Double(model.hardware.phases) * model.hardware.amperes * 230 == watts)
    }

    @Test func `links and cables are those of the guides`() throws {
        let pulsar = try #require(ChargerModel.named("wallbox-pulsar-plus"))
        #expect(pulsar.networks == [.wifi])
        #expect(!pulsar.identification.contains(.rfid))
        let copper = try #require(ChargerModel.named("wallbox-copper-sb"))
        #expect(copper.access.cable == .socket)
        #expect(Set(copper.networks) == [.ethernet, .mobile, .wifi])
        let zappi = try #require(ChargerModel.named("myenergi-zappi"))
        #expect(!zappi.identification.contains(.rfid))
    }

    @Test func `no driver comes to a Dutch workplace at the weekend`() {
        #expect(ArrivalPreset.named("nl_work")?.arrivals.weekend == nil)
    }
}
