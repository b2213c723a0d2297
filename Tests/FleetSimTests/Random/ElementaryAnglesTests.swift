import Glibc
import Testing

@testable import FleetSim

@Suite struct ElementaryAnglesTests {
    @Test func `quarters of a turn are exact`() {
        let whole: [(Double, Double, Double)] = [
            (0, 1, 0), (90, 0, 1), (180, -1, 0), (270, 0, -1), (-90, 0, -1), (450, 0, 1),
        ]
        for (degrees, cosine, sine) in whole {
            let found = Elementary.cosineAndSine(degrees: degrees)
            #expect(found.cosine == cosine && found.sine == sine, "\(degrees)°")
        }
    }

    @Test func `every angle agrees with the C library`() {
        for step in -7_300...7_300 {
            let degrees = Double(step) / 10
            let found = Elementary.cosineAndSine(degrees: degrees)
            #expect(abs(found.cosine - cos(degrees * .pi / 180)) < 1e-14, "\(degrees)°")
            #expect(abs(found.sine - sin(degrees * .pi / 180)) < 1e-14, "\(degrees)°")
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func `what is no angle has no cosine`(degrees: Double) {
        #expect(Elementary.cosineAndSine(degrees: degrees).cosine.isNaN)
        #expect(Elementary.cosineAndSine(degrees: degrees).sine.isNaN)
    }
}
