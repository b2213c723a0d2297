import CGSL

/// Servers with one line and services that all last the same (M/D/c), by Crommelin.
///
/// From one service time to the next the number there loses whom all servers serve and gains whom
/// Poisson's law brings. The roots of that chain's equation within the unit circle give its figures.
package struct FixedService: Equatable, Sendable {
    /// The probability of having to wait at all.
    package let waiting: Double
    /// The mean time in line.
    package let meanWait: Double
    /// The mean number of those in line.
    package let meanLine: Double

    /// Nil where more comes than servers can serve.
    package init?(servers: Int, offered: Double, service: Double = 1) {
        guard servers > 0, offered > 0, offered < Double(servers), service > 0 else { return nil }
        let (count, load) = (Double(servers), offered / Double(servers))
        var sum = 0.0
        var logOfProduct = log(count - offered)
        for number in 1..<max(servers, 1) {
            let (re, im) = Self.root(load, angle: 2 * .pi * Double(number) / count)
            let square = (1 - re) * (1 - re) + im * im
            sum += (1 - re) / square
            // Roots come in pairs whose product is real: only the magnitudes matter.
            logOfProduct -= log(square) / 2
        }
        waiting = -expm1(logOfProduct)
        meanLine = offered / (2 * (count - offered)) - (count - 1 + offered) / 2 + sum
        meanWait = meanLine / offered * service
        assert(waiting > -1e-9 && waiting <= 1, "a probability lies between 0 and 1")
    }

    /// The z within the unit circle for which z = exp(load × (z − 1) + angle × i), by Newton.
    private static func root(_ load: Double, angle: Double) -> (re: Double, im: Double) {
        var (re, im) = (0.0, 0.0)
        for _ in 0..<200 {
            let size = exp(load * (re - 1))
            let turn = load * im + angle
            let (expRe, expIm) = (size * cos(turn), size * sin(turn))
            // f = z − e, f' = 1 − load × e; the step is f / f'.
            let (valueRe, valueIm) = (re - expRe, im - expIm)
            let (slopeRe, slopeIm) = (1 - load * expRe, -load * expIm)
            let norm = slopeRe * slopeRe + slopeIm * slopeIm
            let stepRe = (valueRe * slopeRe + valueIm * slopeIm) / norm
            let stepIm = (valueIm * slopeRe - valueRe * slopeIm) / norm
            (re, im) = (re - stepRe, im - stepIm)
            if stepRe * stepRe + stepIm * stepIm < 1e-30 { break }
        }
        assert(re * re + im * im <= 1 + 1e-9, "the root lies within the unit circle")
        return (re, im)
    }
}
