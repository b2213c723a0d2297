/// Servers without a line for customers of whom there are so many: a small group at home.
package struct Engset: Equatable, Sendable {
    /// The share of the time in which all servers are busy.
    package let timeCongestion: Double
    /// The share of those who come that find all servers busy.
    package let callCongestion: Double

    /// `offered` is how often one who is not there comes during one mean service.
    package init(sources: Int, servers: Int, offered: Double) {
        precondition(sources > 0 && servers > 0 && offered > 0, "somebody who comes, and somewhere")
        timeCongestion = Self.congestion(sources, servers, offered)
        // Who comes finds what the others have left.
        callCongestion = Self.congestion(sources - 1, servers, offered)
    }

    private static func congestion(_ sources: Int, _ servers: Int, _ offered: Double) -> Double {
        guard sources >= servers else { return 0 }
        let chain = BirthDeath(
            births: (0..<servers).map { Double(sources - $0) * offered },
            deaths: (1...servers).map(Double.init)
        )
        return chain.probabilities[servers]
    }
}
