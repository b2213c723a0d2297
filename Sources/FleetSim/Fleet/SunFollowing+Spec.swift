import Scenarios

// How chargers go by the sun and the price, out of what a scenario says of them.
extension SunFollowing.Plan {
    init(_ spec: GreenSpec, clockStart: DateTime) {
        mode = spec.mode
        minimumGreenLevel = Int64((spec.minimumGreenLevel * 100).rounded())
        startsAfter = SimDuration(spec.startsAfter)
        stopsAfter = SimDuration(spec.stopsAfter)
        boosts = DailyHours(spec.boosts, clockStart: clockStart)
        cheap = DailyHours(spec.cheapHours, clockStart: clockStart)
        let sum = spec.userModes.reduce(0) { $0 + $1.share }
        var upTo = 0.0
        for kind in spec.userModes {
            upTo += kind.share / sum
            userModes.append(UserMode(mode: kind.mode, upTo: upTo))
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
