/// Finds the value of a law at which its tail is as small as that of a standard normal variable.
///
/// Newton's method on the logarithm of the smaller tail, which is nearly straight, kept between two
/// bounds that close in on the root: it ends within a few steps, and always.
enum TailInversion {
    /// A tail of the law, and its density, at a point.
    typealias Tail = (tail: Double, density: Double)

    /// Each step squares what is missing: after one so short, less than a billionth is.
    private static let shortest = 1e-6

    /// The root of a tail, which is the lower one if z < 0 and else the upper one.
    static func root(
        at z: Double,
        from start: Double,
        within bounds: (Double, Double),
        tail: (Double) -> Tail
    ) -> Double {
        let sought = Elementary.normal(-z.magnitude)
        var (low, high) = bounds
        var point = start
        for _ in 0..<100 {
            let (value, density) = tail(point)
            let excess = Elementary.ln(value / sought)
            let beyond = z < 0 ? excess : -excess
            if beyond > 0 { high = point } else { low = point }
            var next = point - beyond * value / density
            // Also where the density vanishes and there is no next.
            let isNewton = next >= low && next <= high
            if !isNewton { next = (low + high) / 2 }
            let step = (next - point).magnitude
            point = next
            if step <= (isNewton ? shortest : shortest * shortest) { break }
        }
        return point
    }
}
