import FleetSim

/// A payload that can be made at random, within what the schemas allow.
protocol Sample: Payload {
    static func sample(_ dice: inout FrameDice) -> Self
}

extension EmptyPayload: Sample {
    static func sample(_ dice: inout FrameDice) -> EmptyPayload { EmptyPayload() }
}

extension StatusConfirmation: Sample where Status.AllCases == [Status] {
    static func sample(_ dice: inout FrameDice) -> StatusConfirmation {
        StatusConfirmation(status: dice.any())
    }
}

extension IdTagInfo {
    static func sample(_ dice: inout FrameDice) -> IdTagInfo {
        IdTagInfo(
            status: dice.any(),
            expiryDate: dice.maybe { $0.time() },
            parentIdTag: dice.maybe { $0.token() }
        )
    }
}

extension MeterValue {
    static func sample(_ dice: inout FrameDice) -> MeterValue {
        MeterValue(
            timestamp: dice.time(),
            sampledValue: ShortList(dice.list(1...6) { SampledValue.sample(&$0) })
        )
    }
}

extension SampledValue {
    static func sample(_ dice: inout FrameDice) -> SampledValue {
        SampledValue(
            value: Value.sample(&dice),
            context: dice.maybe { $0.any() },
            format: dice.maybe { $0.any() },
            measurand: dice.maybe { $0.any() },
            phase: dice.maybe { $0.any() },
            location: dice.maybe { $0.any() },
            unit: dice.maybe { $0.any() }
        )
    }
}

extension SampledValue.Value {
    static func sample(_ dice: inout FrameDice) -> SampledValue.Value {
        dice.number(0...9) == 0 ? .text("x" + dice.text(upTo: 60)) : .number(dice.decimal())
    }
}

extension ChargingProfile {
    static func sample(_ dice: inout FrameDice) -> ChargingProfile {
        ChargingProfile(
            chargingProfileId: dice.number(-9...999_999),
            stackLevel: dice.number(0...9),
            chargingProfilePurpose: dice.any(),
            chargingProfileKind: dice.any(),
            chargingSchedule: ChargingSchedule.sample(&dice),
            transactionId: dice.maybe { $0.number(0...999_999) },
            recurrencyKind: dice.maybe { $0.any() },
            validFrom: dice.maybe { $0.time() },
            validTo: dice.maybe { $0.time() }
        )
    }
}

extension ChargingSchedule {
    static func sample(_ dice: inout FrameDice) -> ChargingSchedule {
        let periods = dice.list(1...4) { dice in
            Period(
                startPeriod: dice.number(0...86_400),
                limit: tenths(&dice),
                numberPhases: dice.maybe { $0.number(1...3) }
            )
        }
        return ChargingSchedule(
            chargingRateUnit: dice.any(),
            chargingSchedulePeriod: periods,
            duration: dice.maybe { $0.number(0...86_400) },
            startSchedule: dice.maybe { $0.time() },
            minChargingRate: dice.maybe { tenths(&$0) }
        )
    }

    private static func tenths(_ dice: inout FrameDice) -> FixedPoint {
        let tenths = Int64(dice.number(0...3_200))
        // Whole numbers are written without a point, as other JSON writers do.
        return tenths % 10 == 0
            ? FixedPoint(mantissa: tenths / 10) : FixedPoint(mantissa: tenths, decimals: 1)
    }
}
