import FleetSim

extension GoldenFrame {
    static let smartCharging: [GoldenFrame] = [
        .call(
            SetChargingProfile(connectorId: 0, csChargingProfiles: nightly),
            #""SetChargingProfile",{"connectorId":0,"csChargingProfiles":{"#
                + #""chargingProfileId":9,"stackLevel":2,"#
                + #""chargingProfilePurpose":"TxDefaultProfile","#
                + #""chargingProfileKind":"Recurring","chargingSchedule":{"chargingRateUnit":"W","#
                + #""chargingSchedulePeriod":[{"startPeriod":0,"limit":11000.5}],"#
                + #""duration":28800,"startSchedule":"2026-03-02T22:00:00.000Z","#
                + #""minChargingRate":1380.0},"recurrencyKind":"Daily","#
                + #""validFrom":"2026-03-02T22:00:00.000Z","validTo":"2026-03-02T22:00:00.000Z"}}"#
        ),
        .result(
            SetChargingProfile.Confirmation(status: .notSupported),
            #"{"status":"NotSupported"}"#
        ),
        .call(ClearChargingProfile(), #""ClearChargingProfile",{}"#),
        .call(
            ClearChargingProfile(
                id: 9,
                connectorId: 0,
                chargingProfilePurpose: .chargePointMax,
                stackLevel: 3
            ),
            #""ClearChargingProfile",{"id":9,"connectorId":0,"#
                + #""chargingProfilePurpose":"ChargePointMaxProfile","stackLevel":3}"#
        ),
        .result(
            ClearChargingProfile.Confirmation(status: .unknown),
            #"{"status":"Unknown"}"#
        ),
        .call(
            GetCompositeSchedule(connectorId: 1, duration: 600, chargingRateUnit: .amperes),
            #""GetCompositeSchedule",{"connectorId":1,"duration":600,"chargingRateUnit":"A"}"#
        ),
        .result(
            GetCompositeSchedule.Confirmation(
                status: .accepted,
                connectorId: 1,
                scheduleStart: evening,
                chargingSchedule: ChargingSchedule(
                    chargingRateUnit: .amperes,
                    chargingSchedulePeriod: [
                        .init(startPeriod: 0, limit: FixedPoint(mantissa: 60, decimals: 1))
                    ],
                    duration: 600
                )
            ),
            #"{"status":"Accepted","connectorId":1,"#
                + #""scheduleStart":"2026-03-02T22:00:00.000Z","#
                + #""chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":["#
                + #"{"startPeriod":0,"limit":6.0}],"duration":600}}"#
        ),
        .result(
            GetCompositeSchedule.Confirmation(status: .rejected),
            #"{"status":"Rejected"}"#
        ),
    ]

    private static let evening = DateTime(unixMilliseconds: 1_772_488_800_000)

    private static let nightly = ChargingProfile(
        chargingProfileId: 9,
        stackLevel: 2,
        chargingProfilePurpose: .txDefault,
        chargingProfileKind: .recurring,
        chargingSchedule: ChargingSchedule(
            chargingRateUnit: .watts,
            chargingSchedulePeriod: [
                .init(startPeriod: 0, limit: FixedPoint(mantissa: 110_005, decimals: 1))
            ],
            duration: 28_800,
            startSchedule: evening,
            minChargingRate: FixedPoint(mantissa: 13_800, decimals: 1)
        ),
        recurrencyKind: .daily,
        validFrom: evening,
        validTo: evening
    )
}
