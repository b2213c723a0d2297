/// The tokens that drivers present: drawn by their number, or taken from a list.
struct TokenPool: Sendable {
    private let listed: [Token]
    /// Up to which number from 0 to 1 a driver has this token or one before it; empty: each as often.
    private let bounds: [Double]
    let count: Int

    /// Numbered ones, each as often.
    init(count: Int) {
        (listed, bounds) = ([], [])
        self.count = count
    }

    /// Those of a list that some driver presents; without weights each as often.
    init(_ tokens: [Token], weights: [Double]? = nil) {
        precondition(weights.map { $0.count == tokens.count } != false, "a weight for each token")
        let weights = weights ?? tokens.map { _ in 1 }
        let presented = zip(tokens, weights).filter { $0.1 > 0 }
        precondition(!presented.isEmpty, "drivers need a token")
        listed = presented.map(\.0)
        count = listed.count
        guard presented.contains(where: { $0.1 != presented[0].1 }) else {
            bounds = []
            return
        }
        let sum = presented.reduce(0) { $0 + $1.1 }
        var reached = 0.0
        bounds = presented.map { entry in
            reached += entry.1
            return reached / sum
        }
    }

    /// The one of that number, which are told apart from zero on.
    func token(_ number: Int, seed: UInt64) -> Token {
        assert(number >= 0, "tokens are told apart from zero on")
        return listed.isEmpty ? TokenList.token(number, seed: seed) : listed[number]
    }

    /// The token of some driver.
    func drawn(using random: inout RandomStream, seed: UInt64) -> Token {
        guard !bounds.isEmpty else { return token(Int(random.below(UInt64(count))), seed: seed) }
        let draw = random.unit()
        var (low, high) = (0, count - 1)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] > draw { high = middle } else { low = middle + 1 }
        }
        assert(bounds[low] > draw || low == count - 1, "the first token whose bound is above")
        return listed[low]
    }
}
