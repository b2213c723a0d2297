@testable import FleetSim

extension Scene {
    /// What a charger tells of its own accord, and how it takes what a CSMS asks of any.
    static var core: [Scene] {
        [
            Scene(.authorize, "a tag that may charge") { try $0.visit() },
            Scene(.authorize, "a tag that is blocked") { try $0.visit(.blocked, staySeconds: 40) },
            Scene(.authorize, "an unknown tag") { wire in
                try wire.arrive(IdToken(TokenList.unknown(1, seed: 5)), staySeconds: 40)
                try wire.advance(seconds: 60)
            },
            Scene(.bootNotification, "taken in at once", begins: .off, play: comeUp),
            Scene(
                .bootNotification,
                "told to wait, then taken in",
                station: Station(refusals: 1, refusal: .pending),
                begins: .off,
                play: comeUp
            ),
            Scene(
                .bootNotification,
                "turned away, then taken in",
                station: Station(refusals: 1, refusal: .rejected),
                begins: .off,
                play: comeUp
            ),
            Scene(.heartbeat, "whenever the interval is over") { try $0.advance(seconds: 650) },
            Scene(.statusNotification, "after a boot", begins: .off, play: comeUp),
            Scene(.statusNotification, "of a visit") { try $0.visit(forSeconds: 700) },
            Scene(.statusNotification, "a connector fails and is mended") { wire in
                try wire.apply(.failed(connector: 1, .groundFailure))
                try wire.advance(seconds: 60)
                try wire.apply(.mended(connector: 1))
                try wire.advance(seconds: 5)
            },
            Scene(.startTransaction, "a tag that may charge") { try $0.visit() },
            Scene(
                .startTransaction,
                "a blocked tag that was started from afar, unasked",
                .complete(configuration: [(.authorizeRemoteTxRequests, "false")])
            ) { wire in
                try wire.visit(.blocked, forSeconds: 12)
                let tag = wire.end.tag(.blocked)
                try wire.call(.remoteStart(connector: 1, tag: tag, nil))
            },
            Scene(.meterValues, "of a transaction") { try $0.visit(forSeconds: 140) },
            Scene(
                .meterValues,
                "because the CSMS asked",
                .complete(),
                .trigger(.meterValues, connector: 1)
            ),
            Scene(
                .stopTransaction,
                "the driver ends it, with readings",
                .complete(configuration: [
                    (.stopTxnSampledData, "Energy.Active.Import.Register,Voltage")
                ])
            ) { try $0.visit(staySeconds: 300, forSeconds: 400) },
            Scene(.stopTransaction, "the CSMS ends it") { wire in
                try wire.visit()
                try wire.call(.remoteStop(connector: 1))
            },
            Scene(
                .dataTransfer,
                "from the charger, whose vendor the CSMS does not know",
                .talkative,
                begins: .off,
                play: comeUp
            ),
            Scene(
                .dataTransfer,
                "from the CSMS, whose vendor the charger does not know",
                .complete(),
                .dataTransfer(vendor: "com.example", data: "hello")
            ),
        ]
    }

    /// The mains come on, and two minutes pass.
    static let comeUp: @Sendable (inout ReferenceWire) throws -> Void = { wire in
        try wire.powerOn()
        try wire.advance(seconds: 120)
    }
}
