/// The kind of link a charger reaches its CSMS over.
package enum Network: String, CaseIterable, Sendable {
    case ethernet, wifi, mobile

    /// The law of the one-way delay in seconds: illustrative figures, for want of a measured source.
    package var latency: Distribution {
        switch self {
        case .ethernet: .lognormal(median: 0.006, sigma: 0.3)
        case .wifi: .lognormal(median: 0.012, sigma: 0.5)
        case .mobile: .lognormal(median: 0.045, sigma: 0.5)
        }
    }

    /// How the link drops out where that is asked for: illustrative figures too.
    package var dropOuts: DropOutLaw {
        switch self {
        case .ethernet: DropOutLaw(uptime: .seconds(30 * 86_400), outage: .seconds(120))
        case .wifi: DropOutLaw(uptime: .seconds(2 * 86_400), outage: .seconds(60))
        case .mobile: DropOutLaw(uptime: .seconds(12 * 3_600), outage: .seconds(180))
        }
    }
}

/// How often a link is lost and for how long, both exponential about their means.
package struct DropOutLaw: Equatable, Sendable {
    /// The mean time from coming back to being lost again.
    package var uptime: Duration
    /// The mean time that it stays away.
    package var outage: Duration
}
