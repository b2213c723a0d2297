/// The mean of a figure over runs with different seeds, and how sure it is.
struct Replications {
    let mean: Double
    let standardError: Double

    init(_ count: Int = 24, _ figure: (UInt64) throws -> Double) rethrows {
        let values = try (1...UInt64(count)).map(figure)
        let mean = values.reduce(0, +) / Double(count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        standardError = (squares / Double(count - 1) / Double(count)).squareRoot()
    }

    /// Whether an exact figure is reproduced: it lies within 3.3 standard errors, and these are
    /// small enough, 2% of it, for that to say something.
    func reproduces(_ exact: Double) -> Bool {
        abs(mean - exact) <= 3.3 * standardError && standardError <= 0.02 * exact
    }
}
