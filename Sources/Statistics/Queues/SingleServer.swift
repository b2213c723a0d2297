/// One server with one line, whatever the law of the service (M/G/1), by Pollaczek and Khinchine.
package struct SingleServer: Equatable, Sendable {
    /// The share of the time in which it is busy.
    package let load: Double
    /// The mean time in line.
    package let meanWait: Double
    /// The mean number of those in line.
    package let meanLine: Double

    /// Nil where more comes than it can serve.
    ///
    /// `scatter` is the variance of the service over the square of its mean: none for a fixed time,
    /// one for an exponential law.
    package init?(load: Double, meanService: Double = 1, scatter: Double) {
        guard load >= 0, load < 1, meanService > 0, scatter >= 0 else { return nil }
        self.load = load
        meanWait = load / (1 - load) * (1 + scatter) / 2 * meanService
        meanLine = meanWait * load / meanService
    }
}
