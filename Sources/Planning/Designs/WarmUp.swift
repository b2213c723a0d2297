import FleetSim
import Scenarios

// How long a site takes to forget that it was empty when a replication began.
extension PlanSpec {
    /// What passes before each replication is measured.
    ///
    /// It is as the plan says, or else as many whole days as the slowest of its designs needs: the same
    /// for all of them, so that they see the same drivers.
    package func warmUp(for site: SiteSpec) -> Duration {
        if let warmUp { return warmUp }
        // A list begins with its first session: no driver came before.
        guard site.arrivals.sessions == nil else { return .zero }
        return .seconds(Int64(warmUpDays(for: site).taken) * 86_400)
    }

    /// That its designs would need a longer warm-up than it takes by itself, in words; nil: they do not.
    package func warmUpCut(for site: SiteSpec) -> String? {
        guard warmUp == nil, site.arrivals.sessions == nil else { return nil }
        let (needed, taken) = warmUpDays(for: site)
        guard needed > taken else { return nil }
        let span =
            needed < 1e6
            ? "the \(Int(needed)) days in which the slowest design forgets"
            : "it takes the slowest design to forget"
        return "The warm-up is shorter than \(span) that it was empty: lines and occupied bays "
            + "come out too small. ‘warm_up’ makes it longer."
    }

    private func warmUpDays(for site: SiteSpec) -> (needed: Double, taken: Double) {
        let own = site.withOwnDrivers
        let sites = designs(of: own).map { $0.site(from: own, group: group) }
        func days(_ seconds: Double?) -> Double { ((seconds ?? 0) / 86_400).rounded(.up) }
        // A line that takes longer than all that is measured will not be steady within it either. Stays
        // have their time: without it the cars of those who came before would be missing throughout.
        let needed = days(sites.map(\.secondsToForget).max())
        let line = min(needed, (horizon / .seconds(86_400)).rounded(.down))
        let stays = min(days(sites.map(\.longStay).max()), Self.maximumDays)
        return (needed, max(line, stays, 1))
    }

    /// Cars that stay longer than a year are not waited for.
    private static let maximumDays = 366.0

    /// How long a site is measured: where sessions are listed, to the end of the day of the last.
    package func horizon(at site: SiteSpec) -> Duration {
        let warmUp = warmUp(for: site)
        guard let last = site.arrivals.sessions?.map(\.departs).max(), last > warmUp else {
            return horizon
        }
        let day: Int64 = 86_400
        let days = (last.components.seconds + day - 1) / day
        return min(horizon, .seconds(days * day) - warmUp)
    }
}

extension SiteSpec {
    /// After so long hardly anything is left of how the site began.
    ///
    /// Cars that stay their time and go are forgotten when all but one in a hundred of those of the
    /// first moment would have gone. A line of drivers takes longer the nearer the bays are to being
    /// too few: three times the relaxation time of the queue, s / c (1 − √ρ)², but no longer than it
    /// takes until all who could be in line are served or have given up.
    fileprivate var secondsToForget: Double {
        let stay = longStay
        guard let patience = arrivals.patience else { return stay }
        let bays = Double(max(1, baysPerSite))
        let load = arrivals.perDay(bays: baysPerSite) / 86_400 * arrivals.meanStay / bays
        let room = 1 - load.squareRoot()
        let relaxed = room > 0 ? 3 * arrivals.meanStay / (bays * room * room) : .infinity
        let line = arrivals.balksAt.map { Double($0) / bays * arrivals.meanStay } ?? .infinity
        return stay + min(relaxed, patience.quantile(0.99), 3 * line)
    }

    /// What 99 of 100 stays do not exceed.
    fileprivate var longStay: Double {
        switch arrivals.leaving {
        case .afterDwell, .asPlanned: arrivals.stays.map { $0.quantile(0.99) }.max() ?? 0
        // By the clock of that day or the next.
        case .clock(_, let shortest): 86_400 + shortest / .seconds(1)
        case .full(let overstay): 86_400 + overstay.quantile(0.99)
        }
    }
}

extension ArrivalSpec {
    /// The laws of stays, of all hours at which a car may come.
    fileprivate var stays: [Distribution] { [dwell] + dwellByHour.map(\.dwell) }

    fileprivate var meanStay: Double {
        switch leaving {
        case .afterDwell, .asPlanned: (stays.map(\.mean).max() ?? 0) + handling.unplug.mean
        case .clock: 43_200
        case .full(let overstay): 14_400 + overstay.mean
        }
    }
}
