import Scenarios

@testable import FleetSim

extension Charger {
    /// 2026-03-02T00:00:00Z.
    static let benchClock = DateTime(unixMilliseconds: 1_772_409_600_000)

    /// A charger with all of OCPP 1.6 and its security extension, in a test's hands.
    static func complete(
        connectors: Int = 1,
        without missing: FeatureProfiles = [],
        hasLock: Bool = true,
        configuration: [(ConfigurationKey, String)] = [],
        behaviour: ChargerType.Behaviour = ChargerType.Behaviour(),
        firmwareUpdate: FirmwareBehaviour = FirmwareBehaviour(),
        upload: UploadBehaviour = UploadBehaviour()
    ) -> Charger {
        var factory = Configuration(
            connectors: connectors,
            features: FeatureProfiles(rawValue: .max).subtracting(missing),
            measured: .usual
        )
        for (key, value) in configuration {
            precondition(factory.set(key, to: value), "‘\(value)’ is no value for \(key.name)")
        }
        var behaviour = behaviour
        behaviour.connection.backOff.jitter = .zero
        behaviour.connection.queueDepth = 100
        var model = ChargerModel.bench
        model.firmwareUpdates = firmwareUpdate
        model.uploads = upload
        let type = ChargerType(
            model,
            outlet: .threePhases(32_000, hasLock: hasLock),
            factory: factory.sealed(),
            identification: .init(freeToken: TokenList.token(0, seed: 5)),
            behaviour: behaviour
        )
        return Charger(
            type: type,
            serial: 7,
            connectors: connectors,
            clockStart: benchClock,
            configuration: Configuration(factory: type.factory),
            backOff: RandomStream(seed: 1, entity: 0, purpose: .backOff)
        )
    }

    /// One that has a message of its own for the CSMS.
    static var talkative: Charger {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.vendorMessage = VendorMessage(
            vendor: "com.vendor",
            id: "Build",
            data: "board 3, modem 7"
        )
        return .complete(connectors: 2, behaviour: behaviour)
    }
}
