import Scenarios

// How chargers go by the sun and the price, out of what a scenario says of them.
extension SunFollowing.Plan {
    init(_ spec: GreenSpec, clockStart: DateTime) {
        let level = Int64((spec.minimumGreenLevel * 100).rounded())
        mode = GreenCharging.Mode(spec.mode, level: level)
        startsAfter = SimDuration(spec.startsAfter)
        stopsAfter = SimDuration(spec.stopsAfter)
        boosts = DailyHours(spec.boosts, clockStart: clockStart)
        cheap = DailyHours(spec.cheapHours, clockStart: clockStart)
        let sum = spec.userModes.reduce(0) { $0 + $1.share }
        var upTo = 0.0
        for kind in spec.userModes {
            upTo += kind.share / sum
            userModes.append(
                UserMode(mode: GreenCharging.Mode(kind.mode, level: level), upTo: upTo)
            )
        }
    }
}

extension GreenCharging.Mode {
    fileprivate init(_ mode: GreenSpec.Mode, level: Int64) {
        switch mode {
        case .fast: self = .fast
        case .eco: self = .eco
        case .ecoPlus: self = .ecoPlus(minimumGreenLevel: level)
        case .stop: self = .stop
        }
    }
}

extension DailyHours {
    fileprivate init(_ hours: [GreenSpec.Hours], clockStart: DateTime) {
        self.init(
            hours.map { (SimDuration($0.from), SimDuration($0.until)) },
            offset: clockStart.sinceMidnight
        )
    }
}

extension IdToken {
    /// A number from 0 to 1 that is always the same for a tag, and for others another.
    var share: Double {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // The lowest bits of such a hash hardly stir the highest; a last turn does.
        hash = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
        return Double(hash >> 11) * 0x1p-53
    }
}
