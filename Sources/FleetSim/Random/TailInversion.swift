/// Finds the value of a law at which its tail is as small as that of a standard normal variable.
///
/// Newton's method on the logarithm of the smaller tail, which is nearly straight, kept between two
/// bounds that close in on the root: it ends within a few steps, and always.
enum TailInversion {
    /// A tail of the law, and its density, at a place.
    typealias Tail = (tail: Double, density: Double)

    /// The root of a tail, which is the lower one if z < 0 and else the upper one.
    static func root(
        at z: Double,
        from start: Double,
        within bounds: (Double, Double),
        tail: (Double) -> Tail
    ) -> Double {
        let sought = Elementary.ln(Elementary.normal(-z.magnitude))
        var (low, high) = bounds
        var place = start
        for _ in 0..<100 {
            let (value, density) = tail(place)
            let excess = Elementary.ln(value) - sought
            let beyond = z < 0 ? excess : -excess
            if beyond > 0 { high = place } else { low = place }
            var next = place - beyond * value / density
            // Also where the density vanishes and there is no next.
            if !(next > low && next < high) { next = (low + high) / 2 }
            let step = (next - place).magnitude
            place = next
            if step <= 1e-12 * (1 + place.magnitude) { break }
        }
        return place
    }
}
