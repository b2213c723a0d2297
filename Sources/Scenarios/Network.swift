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
}
