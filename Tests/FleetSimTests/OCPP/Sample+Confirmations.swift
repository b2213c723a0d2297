import FleetSim

extension Authorize.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(idTagInfo: IdTagInfo.sample(&dice))
    }
}

extension BootNotification.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(status: dice.any(), currentTime: dice.time(), interval: dice.number(0...86_400))
    }
}

extension DataTransfer.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(status: dice.any(), data: dice.maybe { $0.text(upTo: 2_000) })
    }
}

extension GetConfiguration.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(
            configurationKey: dice.maybe { dice in
                dice.list(0...9) { dice in
                    KeyValue(
                        key: dice.text(upTo: 50),
                        readonly: dice.flag(),
                        value: dice.maybe { $0.text(upTo: 500) }
                    )
                }
            },
            unknownKey: dice.maybe { $0.list(0...4) { $0.text(upTo: 50) } }
        )
    }
}

extension GetLocalListVersion.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(listVersion: dice.number(-1...999_999))
    }
}

extension Heartbeat.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self { Self(currentTime: dice.time()) }
}

extension StartTransaction.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(idTagInfo: IdTagInfo.sample(&dice), transactionId: dice.number(-1...999_999))
    }
}

extension StopTransaction.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(idTagInfo: dice.maybe { IdTagInfo.sample(&$0) })
    }
}
