/// The tokens that drivers present, one by one, and how often those of each status.
package struct TokenListSpec: Equatable, Sendable {
    package var tokens: [ListedToken] = []
    /// The share of drivers whose token is blocked; nil: as many as the tokens' own shares come to.
    package var blocked: Double?
    /// The same of those whose token has expired.
    package var expired: Double?
    /// The same of those whose token the CSMS does not know.
    package var unknown: Double?

    package init(_ tokens: [ListedToken] = []) {
        self.tokens = tokens
    }

    /// The share of drivers with tokens of a status, where that was said.
    package func share(of status: ListedToken.Status) -> Double? {
        switch status {
        case .accepted: nil
        case .blocked: blocked
        case .expired: expired
        case .unknown: unknown
        }
    }

    /// Those of one site: of a list for all sites, the tokens of that site and those of no site.
    package func at(_ site: String) -> TokenListSpec {
        var list = self
        list.tokens = tokens.filter { $0.site == nil || $0.site == site }
        return list
    }
}

/// A token as a list has it.
package struct ListedToken: Equatable, Sendable {
    /// What the CSMS is to say of it.
    package enum Status: String, CaseIterable, Sendable {
        case accepted, blocked, expired
        /// Drivers present it, and the CSMS has never seen it.
        case unknown
    }

    package var text: String
    package var status: Status
    /// Tokens of a group may end each other's sessions.
    package var group: String?
    /// The share of drivers who present it; nil: as many as of each other token without one.
    package var share: Double?
    /// Where drivers have it; nil: at each site.
    package var site: String?

    package init(
        _ text: String,
        _ status: Status = .accepted,
        group: String? = nil,
        share: Double? = nil,
        site: String? = nil
    ) {
        self.text = text
        self.status = status
        self.group = group
        self.share = share
        self.site = site
    }
}

extension TokenListSpec {
    /// How many drivers present each token, of all of them; nil: of each as many.
    package var weights: [Double]? {
        let said = ListedToken.Status.allCases.compactMap(share)
        guard !said.isEmpty || tokens.contains(where: { $0.share != nil }) else { return nil }
        var weights = ownWeights
        let statuses = tokens.map(\.status)
        for status in ListedToken.Status.allCases {
            let members = statuses.indices.filter { statuses[$0] == status }
            guard let share = share(of: status) else { continue }
            Self.scale(&weights, members, to: share)
        }
        // What is left is shared by the tokens of all other statuses, as their own weights are.
        let others = statuses.indices.filter { share(of: statuses[$0]) == nil }
        if !said.isEmpty { Self.scale(&weights, others, to: max(0, 1 - said.reduce(0, +))) }
        return weights
    }

    /// By the tokens' own shares; those without one get what is left, each as much.
    private var ownWeights: [Double] {
        let sum = tokens.reduce(0) { $0 + ($1.share ?? 0) }
        let without = tokens.count { $0.share == nil }
        let rest = without > 0 ? max(0, 1 - sum) / Double(without) : 0
        return tokens.map { $0.share ?? rest }
    }

    private static func scale(_ weights: inout [Double], _ members: [Int], to share: Double) {
        let sum = members.reduce(0) { $0 + weights[$1] }
        for member in members {
            weights[member] =
                sum > 0 ? weights[member] / sum * share : share / Double(members.count)
        }
    }
}
