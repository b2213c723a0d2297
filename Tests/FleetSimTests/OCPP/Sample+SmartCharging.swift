import FleetSim

extension SetChargingProfile: Sample {
    static func sample(_ dice: inout FrameDice) -> SetChargingProfile {
        SetChargingProfile(
            connectorId: dice.number(0...9),
            csChargingProfiles: ChargingProfile.sample(&dice)
        )
    }
}

extension ClearChargingProfile: Sample {
    static func sample(_ dice: inout FrameDice) -> ClearChargingProfile {
        ClearChargingProfile(
            id: dice.maybe { $0.number(-9...999_999) },
            connectorId: dice.maybe { $0.number(0...9) },
            chargingProfilePurpose: dice.maybe { $0.any() },
            stackLevel: dice.maybe { $0.number(0...9) }
        )
    }
}

extension GetCompositeSchedule: Sample {
    static func sample(_ dice: inout FrameDice) -> GetCompositeSchedule {
        GetCompositeSchedule(
            connectorId: dice.number(0...9),
            duration: dice.number(0...604_800),
            chargingRateUnit: dice.maybe { $0.any() }
        )
    }
}

extension GetCompositeSchedule.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(
            status: dice.any(),
            connectorId: dice.maybe { $0.number(0...9) },
            scheduleStart: dice.maybe { $0.time() },
            chargingSchedule: dice.maybe { ChargingSchedule.sample(&$0) }
        )
    }
}
