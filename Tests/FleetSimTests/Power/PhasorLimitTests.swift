import Scenarios
import Testing

@testable import FleetSim

@Suite struct PhasorLimitTests {
    private func supply(_ amperes: Double, _ terms: [(weight: Double, degrees: Double)]) throws
        -> SiteSupply
    {
        let tree = LimitTree(limit: nil, outlets: terms.map { _ in Power.outlet() })
        let terms = terms.enumerated().map {
            PhasorLimit.Term(
                outlet: $0.offset,
                weight: $0.element.weight,
                degrees: $0.element.degrees
            )
        }
        return try SiteSupply(tree, and: [PhasorLimit(name: "X", amperes: amperes, terms: terms)])
    }

    @Test func `currents a third of a turn apart add up to no more than one of them`() throws {
        let supply = try supply(16, [(1, 0), (1, 120)])
        #expect(SharingLaw.maxMin.currents(Power.cars([32, 32]), supply) == [16_000, 16_000])
    }

    @Test func `parts are cut as if no angle helped`() throws {
        let supply = try supply(16, [(1, 0), (1, 120)])
        #expect(SharingLaw.equal.currents(Power.cars([32, 32]), supply) == [8_000, 8_000])
    }

    @Test func `what flows the other way makes room`() throws {
        let supply = try supply(10, [(1, 0), (-1, 0)])
        #expect(SharingLaw.maxMin.currents(Power.cars([32, 16]), supply) == [26_000, 16_000])
        #expect(SharingLaw.firstCome.currents(Power.cars([32, 32]), supply) == [10_000, 20_000])
    }

    @Test func `a weight multiplies what a station takes`() throws {
        let supply = try supply(48, [(2, 0), (1, 0)])
        #expect(SharingLaw.maxMin.currents(Power.cars([32, 32]), supply) == [16_000, 16_000])
        #expect(SharingLaw.firstCome.currents(Power.cars([20, 32]), supply) == [20_000, 8_000])
    }

    @Test func `a transformer in delta carries the difference of its lines`() throws {
        // |I·(1∠30° − 1∠150°)| = I·√3, so that 17.3205 A leave 10 A; a hair less does not.
        let legs: [(Double, Double)] = [(1, 30), (-1, 150)]
        #expect(
            SharingLaw.maxMin.currents(Power.cars([32, 32]), try supply(17.3206, legs))
                == [10_000, 10_000]
        )
        let less = SharingLaw.maxMin.currents(Power.cars([32, 32]), try supply(17.319, legs))
        #expect(less == [9_999, 9_999])
    }

    @Test func `a hundred-thousandth of an ampere is not an overload`() throws {
        let limit = 32 - 0.9e-5
        #expect(
            SharingLaw.maxMin.currents(Power.cars([64]), try supply(limit, [(1, 0)])) == [32_000]
        )
        #expect(
            SharingLaw.maxMin.currents(Power.cars([64]), try supply(31.99, [(1, 0)])) == [31_990]
        )
    }

    @Test func `a station that is named twice counts with both its weights`() throws {
        let terms = [0, 0, 1].map { PhasorLimit.Term(outlet: $0, weight: 1) }
        let tree = LimitTree(limit: nil, outlets: [Power.outlet(), Power.outlet()])
        let limit = PhasorLimit(name: "X", amperes: 48, terms: terms)
        let supply = try SiteSupply(tree, and: [limit])
        #expect(SharingLaw.maxMin.currents(Power.cars([32, 32]), supply) == [16_000, 16_000])
        #expect(SharingLaw.firstCome.currents(Power.cars([32, 32]), supply) == [24_000, 0])
    }

    @Test func `what cannot be a limit is refused`() {
        func error(_ limit: PhasorLimit) -> SupplyError? {
            let tree = LimitTree(limit: nil, outlets: [Power.outlet()])
            do throws(SupplyError) {
                _ = try SiteSupply(tree, and: [limit])
                return nil
            } catch { return error }
        }
        func limit(_ amperes: Double, outlet: Int = 0, weight: Double = 1, degrees: Double = 0)
            -> PhasorLimit
        {
            let term = PhasorLimit.Term(outlet: outlet, weight: weight, degrees: degrees)
            return PhasorLimit(name: "X", amperes: amperes, terms: [term])
        }
        #expect(error(limit(16)) == nil)
        for amperes in [-1, .nan, .infinity, 1e30] {
            #expect(error(limit(amperes)) == .unusableLimit("X"), "\(amperes)")
        }
        #expect(error(limit(16, outlet: 1)) == .unknownOutlet(1, limit: "X"))
        #expect(error(limit(16, weight: .nan)) == .unusableLimit("X"))
        #expect(error(limit(16, degrees: .infinity)) == .unusableLimit("X"))
    }
}
