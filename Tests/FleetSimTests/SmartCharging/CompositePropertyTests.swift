import TestSupport
import Testing

@testable import FleetSim

/// Composites of random profiles, held against a model that looks at every profile at every moment.
@Suite struct CompositePropertyTests {
    @Test(arguments: UInt64(1)...400)
    func `a composite is the limit of each minute`(seed: UInt64) {
        var dice = FrameDice(seed: seed)
        let model = ProfileModel(dice: &dice)
        let bench = model.installed()
        let start = DateTime.monday.plus(milliseconds: Int64(dice.number(0...86_400_000)))
        let span = dice.number(1...172_800)
        let schedule = bench.stack.composite(
            of: [model.session],
            from: start,
            seconds: span,
            in: .amperes,
            on: bench.supply,
            behaviour: bench.behaviour
        )
        let starts = schedule.chargingSchedulePeriod.map(\.startPeriod)
        #expect(starts.first == 0 && starts == starts.sorted())
        let changes = starts + starts.map { max(0, $0 - 1) }
        for second in stride(from: 0, to: span, by: 60) + changes {
            let period = schedule.chargingSchedulePeriod.last { $0.startPeriod <= second }
            let expected = model.tenths(at: start + second, on: bench.supply)
            #expect(period?.limit == FixedPoint(mantissa: expected, decimals: 1), "at \(second) s")
        }
        for (one, next) in zip(
            schedule.chargingSchedulePeriod,
            schedule.chargingSchedulePeriod.dropFirst()
        ) {
            #expect(one.limit != next.limit)
        }
    }

    @Test(arguments: UInt64(1)...400)
    func `until the next change nothing changes`(seed: UInt64) {
        var dice = FrameDice(seed: seed)
        let model = ProfileModel(dice: &dice)
        let bench = model.installed()
        var moment = DateTime.monday.plus(milliseconds: Int64(dice.number(0...86_400_000)))
        for _ in 0..<20 {
            let next = bench.stack.nextChange(after: moment, for: [model.session])
            let end = min(next ?? moment + 200_000, moment + 200_000)
            #expect(end > moment)
            let limit = model.tenths(at: moment, on: bench.supply)
            let last = end.plus(milliseconds: -1)
            let span = Int(last.milliseconds(since: moment))
            for between in [last, last]
                + (0..<30).map({ _ in
                    moment.plus(milliseconds: Int64(dice.number(0...span)))
                })
            {
                #expect(model.tenths(at: between, on: bench.supply) == limit)
            }
            guard let next else { break }
            moment = next
        }
    }
}

/// Random profiles of one transaction, and what they come to, said as plainly as it can be.
private struct ProfileModel {
    struct Placed {
        var profile: ChargingProfile
        var connector: Int
    }

    let session: ChargingSession
    let fallsBack: Bool
    let connectorFirst: Bool
    var placed: [Placed] = []

    init(dice: inout FrameDice) {
        session = ChargingSession(
            connector: 1,
            transaction: 7,
            start: .monday + dice.number(-7_200...7_200)
        )
        fallsBack = dice.flag()
        connectorFirst = dice.flag()
        for number in 0..<dice.number(1...8) { index(number, &dice) }
    }

    private mutating func index(_ number: Int, _ dice: inout FrameDice) {
        let purpose: ChargingProfilePurpose = dice.any()
        let kind: ChargingProfileKind =
            purpose == .chargePointMax && dice.flag() ? .absolute : dice.any()
        guard !(purpose == .chargePointMax && kind == .relative) else { return }
        let connector = purpose == .chargePointMax ? 0 : purpose == .tx ? 1 : dice.number(0...2)
        var starts = [0]
        for _ in 0..<dice.number(0...4) {
            starts.append((starts.last ?? 0) + dice.number(1...20_000))
        }
        let unit: ChargingRateUnit = dice.any()
        let limits = starts.map { ($0, dice.number(0...40) * (unit == .watts ? 500 : 1)) }
        let profile = ChargingProfile.fixture(
            limits,
            purpose,
            id: number,
            level: dice.number(0...3),
            unit: unit,
            duration: dice.maybe { $0.number(0...120_000) },
            kind: kind,
            start: .monday + dice.number(-1_000_000...100_000),
            recurs: kind == .recurring ? dice.any() : nil,
            from: dice.maybe { .monday + $0.number(-50_000...100_000) },
            to: dice.maybe { .monday + $0.number(0...250_000) }
        )
        placed.removeAll {
            $0.connector == connector && $0.profile.stackLevel == profile.stackLevel
                && $0.profile.chargingProfilePurpose == purpose
        }
        placed.append(Placed(profile: profile, connector: connector))
    }

    /// The same profiles in a stack.
    func installed() -> StackBench {
        var bench = StackBench()
        bench.behaviour.txProfileGapFallsBackToTxDefault = fallsBack
        bench.behaviour.connectorsTxDefaultGoesFirst = connectorFirst
        for one in placed {
            let owner: InstalledProfile.Owner =
                one.profile.chargingProfilePurpose == .tx ? .transaction(7) : .anyone
            let isTaken = bench.install(one.profile, on: one.connector, of: owner)
            precondition(isTaken)
        }
        return bench
    }

    /// Tenths of an ampere on each phase.
    func tenths(at moment: DateTime, on supply: Supply) -> Int64 {
        let all = [bound(at: moment), own(at: moment)].compactMap { $0 } + [supply.milliamperes]
        return (all.min() ?? 0) / 100
    }

    private func bound(at moment: DateTime) -> Int64? {
        first(placed.filter { $0.profile.chargingProfilePurpose == .chargePointMax }, at: moment)
    }

    private func own(at moment: DateTime) -> Int64? {
        let mine = placed.filter { $0.profile.chargingProfilePurpose == .tx }
        if let limit = first(mine, at: moment) { return limit }
        if !fallsBack, mine.contains(where: { isValid($0.profile, at: moment) }) { return nil }
        let defaults = placed.filter { $0.profile.chargingProfilePurpose == .txDefault }
        let here = defaults.filter { $0.connector == 1 }
        let everywhere = defaults.filter { $0.connector == 0 }
        if connectorFirst { return first(here, at: moment) ?? first(everywhere, at: moment) }
        for level in stride(from: 3, through: 0, by: -1) {
            for scope in [here, everywhere] {
                let those = scope.filter { $0.profile.stackLevel == level }
                if let limit = first(those, at: moment) { return limit }
            }
        }
        return nil
    }

    private func first(_ candidates: [Placed], at moment: DateTime) -> Int64? {
        candidates.sorted { $0.profile.stackLevel > $1.profile.stackLevel }
            .lazy.compactMap { milliamperes($0.profile, at: moment) }.first
    }

    private func isValid(_ profile: ChargingProfile, at moment: DateTime) -> Bool {
        (profile.validFrom ?? moment) <= moment && profile.validTo.map { moment < $0 } ?? true
    }

    private func milliamperes(_ profile: ChargingProfile, at moment: DateTime) -> Int64? {
        guard isValid(profile, at: moment) else { return nil }
        let schedule = profile.chargingSchedule
        var start = schedule.startSchedule ?? session.start
        if profile.chargingProfileKind == .recurring {
            let again = profile.recurrencyKind == .daily ? 86_400 : 604_800
            while start + again <= moment { start = start + again }
        }
        guard start <= moment else { return nil }
        if let duration = schedule.duration, start + duration <= moment { return nil }
        guard
            let period = schedule.chargingSchedulePeriod.last(where: {
                start + $0.startPeriod <= moment
            })
        else { return nil }
        let whole = period.limit.mantissa
        return schedule.chargingRateUnit == .amperes ? whole * 1_000 : whole * 1_000 / 690
    }
}
