import FleetSim
import Testing

@Suite struct DateTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.999Z", -1),
        ("2000-02-29T12:00:00.000Z", 951_825_600_000),
        ("2000-03-01T00:00:00.000Z", 951_868_800_000),
        ("2026-03-02T12:34:56.789Z", 1_772_454_896_789),
        ("2038-01-19T03:14:08.000Z", 2_147_483_648_000),
        ("2100-02-28T23:59:59.999Z", 4_107_542_399_999),
        ("2100-03-01T00:00:00.000Z", 4_107_542_400_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("0001-01-01T00:00:00.000Z", -62_135_596_800_000),
        ("1900-01-01T00:00:00.000Z", -2_208_988_800_000),
        ("1600-02-29T00:00:00.000Z", -11_670_998_400_000),
    ])
    func `a moment is written and read as the calendar has it`(text: String, unix: Int64) {
        #expect(DateTime(text)?.unixMilliseconds == unix)
        #expect(DateTime(unixMilliseconds: unix).text == text)
    }

    @Test(arguments: [
        "2026-03-02T12:34:56Z", "2026-03-02T12:34:56.0Z", "2026-03-02T12:34:56,000000Z",
        "2026-03-02T12:34:56.000999Z", "2026-03-02t12:34:56z", "2026-03-02 12:34:56Z",
        "2026-03-02T12:34:56", "2026-03-02T12:34:56.000", "2026-03-02T12:34:56+00:00",
        "2026-03-02T12:34:56-00:00", "2026-03-02T14:34:56+02:00", "2026-03-02T14:34:56+0200",
        "2026-03-02T14:34:56+02", "2026-03-02T05:04:56-07:30", "2026-03-03T02:34:56+14:00",
        "2026-03-01T13:34:56.000-23:00", "2026-03-02T12:33:56.000-00:01",
        "2026-03-02T12:34:55.9999999999999+00:00",
    ])
    func `peers write one moment in many ways`(text: String) {
        let expected: Int64 = text.contains("55.9") ? 1_772_454_895_999 : 1_772_454_896_000
        #expect(DateTime(text)?.unixMilliseconds == expected)
    }

    /// The short way for the usual form against the one that looks at each character.
    @Test func `the usual form is read as any other, and refused as any other`() {
        var dice = FrameDice(seed: 9)
        var taken = 0
        for _ in 0..<20_000 {
            var text = Array(dice.time().text.utf8)
            for _ in 0..<dice.number(0...2) {
                let index = dice.number(0...text.count - 2)
                text[index] =
                    dice.flag() ? UInt8(dice.number(0x2C...0x3B)) : text[dice.number(0...22)]
            }
            let usual = String(decoding: text, as: UTF8.self)
            let other = String(decoding: text.dropLast(), as: UTF8.self) + "+00:00"
            #expect(DateTime(usual) == DateTime(other), "\(usual)")
            taken += DateTime(usual) == nil ? 0 : 1
        }
        #expect(5_000..<18_000 ~= taken)
    }

    @Test func `a leap second is the first of the next minute`() {
        #expect(DateTime("2016-12-31T23:59:60Z") == DateTime("2017-01-01T00:00:00Z"))
    }

    @Test(arguments: [
        "", "Z", "now", "2026", "2026-03-02", "2026-03-02T", "2026-03-02T12:34Z",
        "2026-03-02T12:34:5Z", "26-03-02T12:34:56Z", "2026-3-02T12:34:56Z", "2026-00-02T12:34:56Z",
        "2026-13-02T12:34:56Z", "2026-03-00T12:34:56Z", "2026-03-32T12:34:56Z",
        "2026-04-31T12:34:56Z", "2026-02-29T12:34:56Z", "2100-02-29T12:34:56Z",
        "0000-01-01T00:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T12:60:56Z",
        "2026-03-02T12:34:61Z", "2026-03-02T12:34:56.Z", "2026-03-02T12:34:56.1234X",
        "2026-03-02T12:34:56ZZ", "2026-03-02T12:34:56+", "2026-03-02T12:34:56+1",
        "2026-03-02T12:34:56+01:", "2026-03-02T12:34:56+01:0", "2026-03-02T12:34:56+01:60",
        "2026-03-02T12:34:56+24:00", "2026-03-02T12:34:56+01:00Z", "2026-03-02T12:34:56Z ",
        " 2026-03-02T12:34:56Z", "2026-03-02X12:34:56Z", "2026/03/02T12:34:56Z",
        "-026-03-02T12:34:56Z", "２０２６-03-02T12:34:56Z", "9999-12-31T23:59:59-00:01",
        "0001-01-01T00:00:00+00:01", "1772454896789",
    ])
    func `what is no time is refused`(text: String) {
        #expect(DateTime(text) == nil)
    }

    /// Four centuries are a whole turn of the calendar: after them every weekday and leap day recurs.
    @Test func `every day of four centuries follows the one before`() {
        var (year, month, day) = (1899, 12, 31)
        for number in -25_567..<120_530 {
            Self.turn(&year, &month, &day)
            let moment = DateTime(unixMilliseconds: Int64(number) * 86_400_000)
            let text = moment.text
            let expected = [year, month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
            guard text == expected.joined(separator: "-") + "T00:00:00.000Z",
                DateTime(text) == moment
            else {
                Issue.record("day \(number) is written \(text), not \(expected)")
                return
            }
        }
        #expect((year, month, day) == (2299, 12, 31))
    }

    private static func turn(_ year: inout Int, _ month: inout Int, _ day: inout Int) {
        let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        day += 1
        guard day > lengths[month - 1] else { return }
        (month, day) = (month + 1, 1)
        guard month > 12 else { return }
        (year, month) = (year + 1, 1)
    }

    @Test func `moments beyond four digits are held at the end`() {
        #expect(DateTime(unixMilliseconds: .max).text == "9999-12-31T23:59:59.999Z")
        #expect(DateTime(unixMilliseconds: .min).text == "0001-01-01T00:00:00.000Z")
    }
}
