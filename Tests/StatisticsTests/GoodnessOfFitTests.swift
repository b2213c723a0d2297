import Testing

@testable import Statistics

@Suite struct GoodnessOfFitTests {
    /// Critical values of the limiting law as printed in tables.
    @Test(arguments: [(0.5712, 0.9), (0.8276, 0.5), (1.2238, 0.1), (1.3581, 0.05), (1.6276, 0.01)])
    func `Kolmogorov's law has its tabulated tails`(argument: Double, tail: Double) {
        #expect(abs(KolmogorovSmirnov.limitingTail(argument) - tail) < 1e-4)
    }

    @Test func `the two series of Kolmogorov's law meet`() {
        let left = KolmogorovSmirnov.limitingTail(1.0.nextDown)
        #expect(abs(left - KolmogorovSmirnov.limitingTail(1)) < 1e-14)
    }

    @Test func `the distance is the greatest on either side of a step`() throws {
        // Steps at 0.1, 0.2 and 0.9 under a uniform law: the widest gap is 2/3 − 0.2.
        let test = try #require(KolmogorovSmirnov([0.9, 0.1, 0.2]) { $0 })
        #expect(abs(test.distance - (2.0 / 3 - 0.2)) < 1e-15)
    }

    @Test func `an even sample fits a uniform law and a squared one does not`() throws {
        let even = (0..<1000).map { (Double($0) + 0.5) / 1000 }
        let fit = try #require(KolmogorovSmirnov(even) { $0 })
        let misfit = try #require(KolmogorovSmirnov(even.map { $0 * $0 }) { $0 })
        #expect(fit.pValue > 0.999)
        #expect(misfit.pValue < 1e-9)
    }

    @Test func `two samples are as far apart as their steps`() throws {
        let test = try #require(KolmogorovSmirnov([1, 2, 2, 3], [2, 3, 4]))
        // Up to 2 lie three quarters of the one and a third of the other.
        #expect(abs(test.distance - 5.0 / 12) < 1e-15)
        let even = (0..<500).map(Double.init)
        #expect(KolmogorovSmirnov(even, even)?.pValue == 1)
        let shifted = try #require(KolmogorovSmirnov(even, even.map { $0 + 50 }))
        // As SciPy's ks_2samp has it by the limiting law: D 0.1, p 0.0135.
        #expect(abs(shifted.distance - 0.1) < 1e-12)
        #expect(abs(shifted.pValue - 0.0134) < 1e-3)
    }

    @Test func `an empty sample tells nothing`() {
        #expect(KolmogorovSmirnov([]) { $0 } == nil)
        #expect(KolmogorovSmirnov([], [1]) == nil)
        #expect(ChiSquare(observed: [0, 0], weights: [1, 1]) == nil)
        #expect(ChiSquare(observed: [1], weights: [1]) == nil)
        #expect(ChiSquare(observed: [1, 2], weights: [1, 0]) == nil)
    }

    @Test func `Mendel's peas fit nine to three to three to one`() throws {
        let peas = try #require(
            ChiSquare(observed: [315, 101, 108, 32], weights: [9, 3, 3, 1])
        )
        #expect(abs(peas.statistic - 0.470024) < 1e-6)
        #expect(peas.freedom == 3)
        #expect(abs(peas.pValue - 0.925426) < 1e-6)
    }

    @Test func `a loaded die is found out`() throws {
        let die = try #require(
            ChiSquare(
                observed: [90, 95, 100, 95, 90, 130],
                weights: Array(repeating: 1, count: 6)
            )
        )
        #expect(die.pValue < 0.06 && die.pValue > 0.01)
    }
}
