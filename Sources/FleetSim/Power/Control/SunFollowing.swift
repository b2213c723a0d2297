import Scenarios

/// The chargers of a site that go by the sun, and what each may ask for at a moment.
///
/// The sun's surplus is what the site's meter shows as fed in; who has been asked for first takes of
/// it what it would have, and leaves the rest to the next.
struct SunFollowing {
    /// How a charger is set.
    struct Plan: Equatable {
        struct UserMode: Equatable {
            var mode: GreenSpec.Mode
            /// The share of the users up to and with this one, from 0 to 1.
            var upTo: Double
        }

        var mode: GreenSpec.Mode
        var userModes: [UserMode] = []
        /// In percent.
        var minimumGreenLevel: Int64 = 100
        var startsAfter = SimDuration.zero
        var stopsAfter = SimDuration.zero
        var boosts: DailyHours
        /// Hours in which power is cheap enough to charge whatever the mode.
        var cheap: DailyHours

        /// The mode of a user, by a number from 0 to 1 that is his own.
        func mode(ofUser user: Double) -> GreenSpec.Mode {
            assert(0...1 ~= user, "a user's number is a share")
            return userModes.first { user < $0.upTo }?.mode ?? mode
        }
    }

    struct Follower {
        let plan: Plan
        let volts: Int64
        var charging: GreenCharging
        /// What the car would have, and on how many lines; nil: no car asks.
        var asked: (maximum: Int64, phases: UInt8)?
    }

    /// By outlet; nil where one charges as fast as can be.
    private var followers: [Follower?]
    let isNeeded: Bool

    init(_ plans: [(plan: Plan?, volts: Int64)]) {
        followers = plans.map { plan, volts in
            plan.map { Follower(plan: $0, volts: volts, charging: GreenCharging(mode: $0.mode)) }
        }
        isNeeded = plans.contains { $0.plan != nil }
    }

    func follows(_ outlet: Int) -> Bool { isNeeded && followers[outlet] != nil }

    /// Whether what a car asks for differs from what it asked for before.
    func isNews(_ demand: Demand, at outlet: Int) -> Bool {
        guard let asked = followers[outlet]?.asked else { return true }
        return asked.maximum != demand.maximum || asked.phases != demand.phases
    }

    /// A car asks, with a number from 0 to 1 that is its user's; nil: none does any more.
    mutating func note(_ demand: Demand?, user: Double, at outlet: Int) {
        guard follows(outlet), let plan = followers[outlet]?.plan else { return }
        if followers[outlet]?.asked == nil {
            followers[outlet]?.charging = GreenCharging(
                mode: plan.mode(ofUser: user),
                minimumGreenLevel: plan.minimumGreenLevel,
                startsAfter: plan.startsAfter,
                stopsAfter: plan.stopsAfter
            )
        }
        followers[outlet]?.asked = demand.map { ($0.maximum, $0.phases) }
    }

    /// What each asking outlet may ask the site for, and when that changes by itself.
    mutating func currents(
        surplus milliwatts: Int64,
        at now: SimTime
    ) -> (currents: [(outlet: Int, milliamperes: Int64)], next: SimTime?) {
        assert(milliwatts >= 0, "a surplus is not negative")
        var rest = milliwatts
        var next: SimTime?
        var currents: [(outlet: Int, milliamperes: Int64)] = []
        for outlet in followers.indices {
            guard var follower = followers[outlet], let asked = follower.asked else { continue }
            let wattsPerAmpere = follower.volts * Int64(asked.phases)
            let current = follower.current(asked, surplus: rest, at: now)
            assert(0...asked.maximum ~= current, "no car follows the sun beyond what it asks for")
            rest -= current * wattsPerAmpere
            currents.append((outlet, current))
            for moment in follower.changes(after: now) {
                assert(moment > now, "what is due has been done")
                next = min(next ?? moment, moment)
            }
            followers[outlet] = follower
        }
        return (currents, next)
    }
}

extension SunFollowing.Follower {
    fileprivate mutating func current(
        _ asked: (maximum: Int64, phases: UInt8),
        surplus: Int64,
        at now: SimTime
    ) -> Int64 {
        guard !plan.cheap.contains(now) else {
            charging.stopWaiting()
            return asked.maximum
        }
        charging.isBoosted = plan.boosts.contains(now)
        let connection = GreenCharging.Connection(
            volts: volts,
            phases: asked.phases,
            maximum: asked.maximum
        )
        return charging.current(surplus: surplus, on: connection, at: now)
    }

    fileprivate func changes(after now: SimTime) -> [SimTime] {
        [charging.switches, plan.boosts.nextEdge(after: now), plan.cheap.nextEdge(after: now)]
            .compactMap { $0 }
    }
}
