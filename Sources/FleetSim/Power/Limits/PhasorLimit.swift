/// A limit to the magnitude of a sum of currents, each with a weight and an angle.
///
/// What the rows of a tree cannot say: a transformer between star and delta, a neutral, the
/// difference of two feeders.
struct PhasorLimit {
    struct Term {
        var outlet: Int
        var weight: Double
        var degrees: Double = 0
    }

    var name: String
    var amperes: Double
    var terms: [Term]

    /// Whether its currents add up as they are: all at one angle, and none taken away.
    var isPlainSum: Bool {
        let counted = terms.filter { $0.weight != 0 }
        return counted.allSatisfy { $0.weight > 0 && $0.degrees == counted[0].degrees }
    }

    /// By how much a sum may exceed the limit, in amperes: rounding is not an overload.
    ///
    /// As large as in ACN-Sim, so that its cases come out the same.
    var tolerance: Double { max(1e-5, 1e-7 * amperes) }
}
