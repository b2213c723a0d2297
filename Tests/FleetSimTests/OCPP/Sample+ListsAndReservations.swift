import FleetSim

extension GetLocalListVersion: Sample {
    static func sample(_ dice: inout FrameDice) -> GetLocalListVersion { GetLocalListVersion() }
}

extension SendLocalList: Sample {
    static func sample(_ dice: inout FrameDice) -> SendLocalList {
        SendLocalList(
            listVersion: dice.number(1...999_999),
            localAuthorizationList: dice.maybe { dice in
                dice.list(0...9) { dice in
                    AuthorizationData(
                        idTag: dice.token(),
                        idTagInfo: dice.maybe { IdTagInfo.sample(&$0) }
                    )
                }
            },
            updateType: dice.any()
        )
    }
}

extension ReserveNow: Sample {
    static func sample(_ dice: inout FrameDice) -> ReserveNow {
        ReserveNow(
            connectorId: dice.number(0...9),
            expiryDate: dice.time(),
            idTag: dice.token(),
            parentIdTag: dice.maybe { $0.token() },
            reservationId: dice.number(-9...999_999)
        )
    }
}

extension CancelReservation: Sample {
    static func sample(_ dice: inout FrameDice) -> CancelReservation {
        CancelReservation(reservationId: dice.number(-9...999_999))
    }
}
