@testable import FleetSim

extension Scene {
    /// What a CSMS has a charger do: settings, availability, starts and stops.
    static var remote: [Scene] {
        settings + starts + [
            Scene(
                .changeAvailability,
                "out of service and back",
                .complete(),
                .changeAvailability(connector: 1, .inoperative),
                .changeAvailability(connector: 1, .operative)
            ),
            Scene(.changeAvailability, "in use, so not yet") { wire in
                try wire.visit()
                try wire.call(.changeAvailability(connector: 0, .inoperative))
            },
            Scene(
                .changeAvailability,
                "no such connector",
                .complete(),
                .changeAvailability(connector: 9, .inoperative)
            ),
            Scene(.reset, "softly", .complete(), .reset(.soft)),
            Scene(.reset, "hard", .complete(), .reset(.hard)),
            Scene(
                .triggerMessage,
                "messages that it has",
                .complete(),
                .trigger(.heartbeat, connector: nil),
                .trigger(.statusNotification, connector: 1)
            ),
            Scene(
                .triggerMessage,
                "no such connector, and a boot that has been",
                .complete(),
                .trigger(.meterValues, connector: 9),
                .trigger(.bootNotification, connector: nil)
            ),
            Scene(
                .triggerMessage,
                "a message that it does not have",
                .complete(without: .firmwareManagement),
                .trigger(.firmwareStatusNotification, connector: nil)
            ),
            Scene(.unlockConnector, "a socket", .complete(), .unlock(connector: 1)),
            Scene(
                .unlockConnector,
                "a tethered cable",
                .complete(hasLock: false),
                .unlock(connector: 1)
            ),
        ]
    }

    private static var settings: [Scene] {
        [
            Scene(
                .changeConfiguration,
                "a new interval",
                .complete(),
                .changeConfiguration(key: "HeartbeatInterval", value: "240")
            ),
            Scene(
                .changeConfiguration,
                "a value that is none, a key that is fixed, an unknown key",
                .complete(),
                .changeConfiguration(key: "HeartbeatInterval", value: "often"),
                .changeConfiguration(key: "NumberOfConnectors", value: "2"),
                .changeConfiguration(key: "Testing", value: "1")
            ),
            Scene(
                .getConfiguration,
                "one key, and an unknown one",
                .complete(),
                .getConfiguration(key: "HeartbeatInterval"),
                .getConfiguration(key: "Testing")
            ),
            Scene(.getConfiguration, "all keys", .complete(), .getConfiguration(key: nil)),
            Scene(.clearCache, "a cache", .complete(), .clearCache),
            Scene(
                .clearCache,
                "no cache",
                .complete(configuration: [(.authorizationCacheEnabled, "false")]),
                .clearCache
            ),
        ]
    }

    private static var starts: [Scene] {
        [
            Scene(
                .remoteStartTransaction,
                "a free connector",
                .complete(),
                .remoteStart(connector: 1, tag: nil, nil)
            ),
            Scene(
                .remoteStartTransaction,
                "no such connector",
                .complete(),
                .remoteStart(connector: 9, tag: nil, nil)
            ),
            Scene(.remoteStopTransaction, "a transaction that runs") { wire in
                try wire.visit()
                try wire.call(.remoteStop(connector: 1))
            },
            Scene(.remoteStopTransaction, "a transaction that has ended meanwhile") { wire in
                try wire.visit()
                // The call crosses the message that tells of the end.
                let call = wire.end.call(.remoteStop(connector: 1), at: wire.now)
                try wire.holdCard(wire.end.tag(.accepted))
                if let call { wire.deliver(call) }
                try wire.advance(seconds: 5)
            },
        ]
    }
}
