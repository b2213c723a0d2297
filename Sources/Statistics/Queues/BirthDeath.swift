/// How likely each number of customers is where they come and go one by one.
struct BirthDeath {
    /// For each number from zero on; they add up to one.
    let probabilities: [Double]

    /// A chain that grows from n at the rate `births[n]` and falls from n + 1 at `deaths[n]`.
    ///
    /// Weights are kept relative to the greatest, so that thousands of servers neither overflow nor
    /// lose what matters.
    init(births: [Double], deaths: [Double]) {
        assert(births.count == deaths.count, "a number that is reached can be left downwards")
        var weights = [1.0]
        weights.reserveCapacity(births.count + 1)
        for (birth, death) in zip(births, deaths) {
            let weight = weights[weights.count - 1] * (birth / death)
            weights.append(weight)
            guard weight > 1e200 else { continue }
            for index in weights.indices { weights[index] /= weight }
        }
        // From both ends towards the middle the small ones add up before they meet the great.
        let total = weights.sorted().reduce(0, +)
        probabilities = weights.map { $0 / total }
        assert(abs(probabilities.reduce(0, +) - 1) < 1e-9, "probabilities add up to one")
    }

    /// The probability of this many or more.
    func tail(from number: Int) -> Double {
        probabilities.dropFirst(number).reversed().reduce(0, +)
    }

    /// How many are beyond a number on average.
    func meanExcess(over number: Int) -> Double {
        probabilities.enumerated().dropFirst(number).reduce(0) { sum, state in
            sum + Double(state.offset - number) * state.element
        }
    }
}
