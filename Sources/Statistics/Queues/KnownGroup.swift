/// Servers without a line for a group of known size, where who finds all of them busy stays away as
/// long as a service takes, as someone does who charges elsewhere.
///
/// Whether they are served or not, each is away and back by himself: the number of those who
/// are out follows a binomial law. (By Engset they would try again as soon as they feel like it.) How many of those are served is
/// a chain of two numbers, served and elsewhere, with exponential services.
package struct KnownGroup: Equatable, Sendable {
    /// The share of those who come that find all servers busy.
    package let callCongestion: Double
    /// The mean number of busy servers.
    package let carried: Double
    /// The probability of each number of the group that is served or elsewhere, from none on.
    package let out: [Double]

    /// `offered` is how often one who is back comes during one mean service.
    package init(sources: Int, servers: Int, offered: Double) {
        precondition(sources > 0 && servers > 0 && offered > 0, "customers who come, and servers")
        guard sources > servers else {
            callCongestion = 0
            carried = Double(sources) * offered / (1 + offered)
            out = []
            return
        }
        let levels = Levels(sources: sources, servers: servers, offered: offered)
        let probabilities = levels.probabilities
        var (blocked, come, busy) = (0.0, 0.0, 0.0)
        var out = Array(repeating: 0.0, count: sources + 1)
        for (elsewhere, level) in probabilities.enumerated() {
            for (served, probability) in level.enumerated() {
                let calls = probability * Double(sources - served - elsewhere)
                come += calls
                if served == servers { blocked += calls }
                busy += probability * Double(served)
                out[served + elsewhere] += probability
            }
        }
        callCongestion = blocked / come
        carried = busy
        self.out = out
        assert(carried <= Double(servers) * (1 + 1e-9), "no more are served than there are servers")
        assert(abs(out.reduce(0, +) - 1) < 1e-6, "probabilities add up to one")
    }
}

/// The chain, level by level of how many are elsewhere.
///
/// A level is left upwards from full servers only, so what happens above it is told by where it comes
/// back to. Each level costs two sweeps over its states.
private struct Levels {
    let sources: Int
    let servers: Int
    let offered: Double

    private func calls(_ served: Int, _ elsewhere: Int) -> Double {
        Double(sources - served - elsewhere) * offered
    }

    /// By the number elsewhere, then by the number served.
    var probabilities: [[Double]] {
        let top = sources - servers
        // How long each state of a level and those above it last, from when it is entered until it
        // is left downwards.
        var times: [[Double]] = Array(repeating: [], count: top + 1)
        var back = Array(repeating: 0.0, count: servers + 1)
        var full = back
        full[servers] = 1
        for level in stride(from: top, through: 1, by: -1) {
            let alone = visits(from: full, level)
            let again = visits(from: back, level)
            let up = calls(servers, level)
            let ofFull = alone[servers] / (1 - up * again[servers])
            times[level] = zip(alone, again).map { $0 + ofFull * up * $1 }
            back = times[level].map { $0 * Double(level) }
        }
        var all = [visits(from: back, 0)]
        for level in 1...top {
            let entered = all[level - 1][servers] * calls(servers, level - 1)
            all.append(times[level].map { $0 * entered })
        }
        let sum = all.reduce(0) { $0 + $1.reduce(0, +) }
        assert(sum > 0, "some state is likely")
        return all.map { $0.map { $0 / sum } }
    }

    /// How long the states of a level last that is entered so, until it is left up or down.
    private func visits(from entries: [Double], _ level: Int) -> [Double] {
        // Row vector x with x·(−T) = entries, T having births, deaths and the way out.
        var (right, pivots) = (entries, entries)
        for served in 0...servers {
            var pivot = calls(served, level) + Double(served + level)
            if served > 0 {
                let factor = calls(served - 1, level) / pivots[served - 1]
                pivot -= factor * Double(served)
                right[served] += factor * right[served - 1]
            }
            pivots[served] = pivot
        }
        var times = right
        for served in stride(from: servers, through: 0, by: -1) {
            let above = served < servers ? times[served + 1] * Double(served + 1) : 0
            times[served] = (right[served] + above) / pivots[served]
        }
        return times
    }
}
