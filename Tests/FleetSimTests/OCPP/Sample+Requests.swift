import FleetSim

extension Authorize: Sample {
    static func sample(_ dice: inout FrameDice) -> Authorize { Authorize(idTag: dice.token()) }
}

extension BootNotification: Sample {
    static func sample(_ dice: inout FrameDice) -> BootNotification {
        BootNotification(
            chargePointVendor: dice.text(upTo: 20),
            chargePointModel: dice.text(upTo: 20),
            chargePointSerialNumber: dice.maybe { $0.text(upTo: 25) },
            chargeBoxSerialNumber: dice.maybe { $0.text(upTo: 25) },
            firmwareVersion: dice.maybe { $0.text(upTo: 50) },
            iccid: dice.maybe { $0.text(upTo: 20) },
            imsi: dice.maybe { $0.text(upTo: 20) },
            meterType: dice.maybe { $0.text(upTo: 25) },
            meterSerialNumber: dice.maybe { $0.text(upTo: 25) }
        )
    }
}

extension ChangeAvailability: Sample {
    static func sample(_ dice: inout FrameDice) -> ChangeAvailability {
        ChangeAvailability(connectorId: dice.number(0...9), type: dice.any())
    }
}

extension ChangeConfiguration: Sample {
    static func sample(_ dice: inout FrameDice) -> ChangeConfiguration {
        ChangeConfiguration(key: dice.text(upTo: 50), value: dice.text(upTo: 500))
    }
}

extension ClearCache: Sample {
    static func sample(_ dice: inout FrameDice) -> ClearCache { ClearCache() }
}

extension DataTransfer: Sample {
    static func sample(_ dice: inout FrameDice) -> DataTransfer {
        DataTransfer(
            vendorId: dice.text(upTo: 255),
            messageId: dice.maybe { $0.text(upTo: 50) },
            data: dice.maybe { $0.text(upTo: 2_000) }
        )
    }
}

extension GetConfiguration: Sample {
    static func sample(_ dice: inout FrameDice) -> GetConfiguration {
        GetConfiguration(key: dice.maybe { $0.list(0...6) { $0.text(upTo: 50) } })
    }
}

extension Heartbeat: Sample {
    static func sample(_ dice: inout FrameDice) -> Heartbeat { Heartbeat() }
}

extension MeterValues: Sample {
    static func sample(_ dice: inout FrameDice) -> MeterValues {
        MeterValues(
            connectorId: dice.number(0...9),
            transactionId: dice.maybe { $0.number(-1...999_999) },
            meterValue: ShortList(dice.list(1...4) { MeterValue.sample(&$0) })
        )
    }
}

extension RemoteStartTransaction: Sample {
    static func sample(_ dice: inout FrameDice) -> RemoteStartTransaction {
        RemoteStartTransaction(
            idTag: dice.token(),
            connectorId: dice.maybe { $0.number(1...9) },
            chargingProfile: dice.maybe { ChargingProfile.sample(&$0) }
        )
    }
}

extension RemoteStopTransaction: Sample {
    static func sample(_ dice: inout FrameDice) -> RemoteStopTransaction {
        RemoteStopTransaction(transactionId: dice.number(-1...2_147_483_647))
    }
}

extension Reset: Sample {
    static func sample(_ dice: inout FrameDice) -> Reset { Reset(type: dice.any()) }
}

extension StartTransaction: Sample {
    static func sample(_ dice: inout FrameDice) -> StartTransaction {
        StartTransaction(
            connectorId: dice.number(1...9),
            idTag: dice.token(),
            meterStart: dice.number(-5...999_999_999),
            timestamp: dice.time(),
            reservationId: dice.maybe { $0.number(0...99) }
        )
    }
}

extension StatusNotification: Sample {
    static func sample(_ dice: inout FrameDice) -> StatusNotification {
        StatusNotification(
            connectorId: dice.number(0...9),
            errorCode: dice.any(),
            status: dice.any(),
            info: dice.maybe { $0.text(upTo: 50) },
            timestamp: dice.maybe { $0.time() },
            vendorId: dice.maybe { $0.text(upTo: 255) },
            vendorErrorCode: dice.maybe { $0.text(upTo: 50) }
        )
    }
}

extension StopTransaction: Sample {
    static func sample(_ dice: inout FrameDice) -> StopTransaction {
        StopTransaction(
            transactionId: dice.number(0...999_999),
            meterStop: dice.number(0...999_999_999),
            timestamp: dice.time(),
            idTag: dice.maybe { $0.token() },
            reason: dice.maybe { $0.any() },
            transactionData: dice.maybe { $0.list(0...3) { MeterValue.sample(&$0) } }
        )
    }
}

extension TriggerMessage: Sample {
    static func sample(_ dice: inout FrameDice) -> TriggerMessage {
        TriggerMessage(requestedMessage: dice.any(), connectorId: dice.maybe { $0.number(1...9) })
    }
}

extension UnlockConnector: Sample {
    static func sample(_ dice: inout FrameDice) -> UnlockConnector {
        UnlockConnector(connectorId: dice.number(1...9))
    }
}
