extension Elementary {
    /// The gamma function for x > 0, to about 1e-14 of its value: Γ(n + 1) = n!.
    static func gamma(_ x: Double) -> Double {
        guard x > 0, x < 172 else { return x > 0 ? .infinity : .nan }
        // Stirling's series is good from 10 on; Γ(x) = Γ(x + 1) / x leads there.
        var (argument, product) = (x, 1.0)
        while argument < 10 {
            product *= argument
            argument += 1
        }
        return exp(stirling(argument)) / product
    }

    private static func stirling(_ x: Double) -> Double {
        let halfLnTwoPi = 0.918_938_533_204_672_74
        let y = 1 / (x * x)
        let high = 1.0 / 1_680 - y * (1.0 / 1_188 - y * (691.0 / 360_360 - y / 156))
        let series = 1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1_260 - y * high))
        return (x - 0.5) * ln(x) - x + halfLnTwoPi + series / x
    }
}
