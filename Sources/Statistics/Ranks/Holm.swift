/// Several tests at once, without more false alarms than one of them would give: Holm's procedure.
package enum Holm {
    /// The probabilities, each raised so that it can be held against the level of the whole family.
    package static func adjusted(_ probabilities: [Double]) -> [Double] {
        assert(probabilities.allSatisfy { 0...1 ~= $0 }, "a probability lies between 0 and 1")
        let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
        var adjusted = probabilities
        var minimum = 0.0
        for (rank, index) in order.enumerated() {
            let factor = Double(probabilities.count - rank)
            minimum = max(minimum, min(1, probabilities[index] * factor))
            adjusted[index] = minimum
        }
        assert(
            zip(probabilities, adjusted).allSatisfy { $0 <= $1 },
            "probabilities are raised only"
        )
        return adjusted
    }
}
