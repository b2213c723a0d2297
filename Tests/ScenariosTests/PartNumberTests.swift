import Scenarios
import Testing

@Suite struct `part numbers` {
    @Test(arguments: [
        ("CPB1-S-2-3-8", "Copper SB", 3, 16.0, AccessBehaviour.Cable.socket),
        ("CPB1-W-2-4-8", "Copper SB", 3, 32, .socket),
        ("PLP1-0-1-2-9", "Pulsar Plus", 1, 32, .tethered),
        ("PLP1-M-2-4-F-002-A", "Pulsar Plus", 3, 32, .tethered),
        ("PUP1-U-1-5-C", "Pulsar Plus NA", 1, 40, .tethered),
        ("PUP1-U-1-6-G-002", "Pulsar Plus NA", 1, 48, .tethered),
        ("cmx2-m-2-3-8", "Commander 2", 3, 16, .tethered),
    ])
    func `W1: a part number says what was ordered`(
        text: String,
        name: String,
        phases: Int,
        amperes: Double,
        cable: AccessBehaviour.Cable
    ) throws {
        let model = ChargerModel(try PartNumber(text))
        #expect(model.model == name)
        #expect(model.hardware.phases == phases)
        #expect(model.hardware.amperes == amperes)
        #expect(model.access.cable == cable)
        let scenario = Parsed("fleet: [{model: {part_number: \(text)}}]").scenario
        #expect(scenario?.fleet[0].chargers[0].model == model)
    }

    @Test func `W1: a part number brings its line's links and ways of identification`() throws {
        let model = ChargerModel(try PartNumber("CMX2-0-2-4-8"))
        #expect(model.networks == [.ethernet, .mobile, .wifi])
        #expect(model.identification == [.rfid, .pin, .app, .free])
        #expect(model.id == "wallbox-commander-2")
    }

    @Test(arguments: [
        ("PLP1-M-2-4-5", "version ‘5’ of a Pulsar Plus has no OCPP, it comes with 9 or F"),
        ("CPB1-S-2-4-9", "version ‘9’ of a Copper SB has no OCPP, it comes with 8"),
        ("PLP1-M-2-4", "has 4 codes between hyphens, a part number has five to seven"),
        ("PLP1", "has 1 code between hyphens"),
        ("PLP2-M-2-4-9", "unknown model code ‘PLP2’, did you mean ‘PLP1’?"),
        ("PLP1-S-2-4-9", "a Pulsar Plus has no cable code ‘S’, known here: 0, M"),
        ("CPB1-S-1-4-8", "a Copper SB has no EV connector code ‘1’, known here: 2"),
        ("PUP1-U-1-4-C", "a Pulsar Plus NA has no power code ‘4’, known here: 5, 6"),
        ("PLP1-M-1-4-9", "a connector of type 1 has one phase, this power needs three"),
        ("PLP1-M-2-4-9-AB", "‘AB’ is no custom code, it has three digits"),
        ("PLP1-M-2-4-9-002-", "‘’ is no revision, it has one or two letters or digits"),
        ("------", "unknown model code ‘’"),
    ])
    func `W1: a part number that is none is told why, at its place`(
        text: String,
        said: String
    ) throws {
        let lines = Parsed("fleet: [{model: {part_number: \(text)}}]").lines
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.hasPrefix("test.yaml:1:31: "))
        #expect(line.contains(said))
    }

    @Test func `W1: a part number stands in place of another model's name`() {
        let text = "fleet: [{model: {like: generic-ac, part_number: PLP1-M-2-4-9}}]"
        #expect(
            Parsed(text).lines == ["test.yaml:1:49: a part number says which model it is"]
        )
    }
}
