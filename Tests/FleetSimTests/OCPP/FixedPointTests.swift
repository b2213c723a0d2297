import FleetSim
import Testing

@Suite struct FixedPointTests {
    /// Reads a sampled value's text and writes it again.
    private static func value(_ text: String) throws -> SampledValue.Value {
        try Array("\"\(text)\"".utf8).withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            return try SampledValue.Value(from: &reader)
        }
    }

    @Test(arguments: [
        ("0", 0, 0), ("7", 7, 0), ("-7", -7, 0), ("12.3400", 123_400, 4), ("-0.05", -5, 2),
        ("0.0", 0, 1), ("999999999999999999", 999_999_999_999_999_999, 0),
    ])
    func `the text of a number is held as one`(text: String, mantissa: Int64, decimals: Int) throws
    {
        #expect(try Self.value(text) == .number(FixedPoint(mantissa: mantissa, decimals: decimals)))
    }

    @Test(arguments: [
        "", "-", ".", "-.", "1.", ".5", "-.5", "007", "00", "-0", "-0.0", "+5", "1e3", " 1", "1 ",
        "1,5", "1.2.3", "12345678901234567890", "0x10", "NaN", "1-", "signed blob",
    ])
    func `any other text is kept as it is`(text: String) throws {
        #expect(try Self.value(text) == .text(text))
    }

    @Test(arguments: [
        ("2.5", 0, 3), ("2.4", 0, 2), ("-2.5", 0, -3), ("-2.4", 0, -2), ("2.5", 3, 2_500),
        ("16", 3, 16_000), ("0.0004", 3, 0), ("0.0005", 3, 1), ("1.25", 2, 125), ("0", 18, 0),
    ])
    func `a number counts in other units`(text: String, decimals: Int, count: Int64) throws {
        guard case .number(let number) = try Self.value(text) else {
            Issue.record("‘\(text)’ is no number")
            return
        }
        #expect(number.scaled(to: decimals) == count)
    }

    @Test func `a count that does not fit is none`() {
        #expect(FixedPoint(mantissa: .max).scaled(to: 1) == nil)
        #expect(FixedPoint(mantissa: 1).scaled(to: 19) == nil)
        #expect(FixedPoint(mantissa: .min, decimals: 1).scaled(to: 0) == .min / 10 - 1)
        #expect(FixedPoint(mantissa: .max, decimals: 18).scaled(to: 0) == 9)
    }
}
