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
