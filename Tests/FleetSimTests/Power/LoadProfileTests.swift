import Scenarios
import Testing

@testable import FleetSim

@Suite struct LoadProfileTests {
    private static let midnight = DateTime(unixMilliseconds: 1_767_571_200_000)
    private static let evening = DateTime(unixMilliseconds: 1_767_571_200_000 + 18 * 3_600_000)

    private static func hours(_ count: Int64) -> SimTime { .zero + .seconds(3600 * count) }

    private static func profile(
        _ course: LoadSpec.Course,
        lines: [Int] = [1, 2, 3],
        from start: DateTime = midnight
    ) -> LoadProfile {
        LoadProfile(LoadSpec(course, lines: lines), volts: 230, clockStart: start)
    }

    @Test func `what is constant never changes`() {
        let profile = Self.profile(.constant(.watts(6_900)))
        #expect(profile.load(at: Self.hours(1_000)) == PerLine(all: 10_000))
        #expect(profile.nextChange(after: .zero) == nil)
    }

    @Test func `a power is spread over the lines that it is on, a current flows on each`() {
        let two = Self.profile(.constant(.watts(4_600)), lines: [1, 3])
        #expect(two.load(at: .zero) == PerLine(10_000, 0, 10_000))
        let one = Self.profile(.constant(.amperes(3)), lines: [2])
        #expect(one.load(at: .zero) == PerLine(0, 3_000, 0))
    }

    @Test func `the hours go by the chargers' clock and come again each day`() {
        let hours = (0..<24).map { LoadSpec.Quantity.amperes(Double($0 / 12)) }
        let profile = Self.profile(.hourly(hours), from: Self.evening)
        #expect(profile.load(at: .zero) == PerLine(all: 1_000))
        #expect(profile.nextChange(after: .zero) == Self.hours(6))
        #expect(profile.load(at: Self.hours(6)) == .zero)
        #expect(profile.nextChange(after: Self.hours(6)) == Self.hours(18))
        #expect(profile.load(at: Self.hours(24 * 400 + 17)) == .zero)
        #expect(profile.nextChange(after: Self.hours(24 * 400 + 17)) == Self.hours(24 * 400 + 18))
    }

    @Test func `a midnight at which nothing changes is no change`() {
        let hours = (0..<24).map { LoadSpec.Quantity.amperes($0 == 12 ? 5 : 0) }
        let profile = Self.profile(.hourly(hours))
        #expect(profile.nextChange(after: Self.hours(13)) == Self.hours(36))
    }

    @Test func `steps without a period begin with nothing and end with the last`() {
        let one = PerLine(all: 1)
        let profile = LoadProfile([.init(from: .seconds(10), load: one)])
        #expect(profile.load(at: .zero) == .zero)
        #expect(profile.nextChange(after: .zero) == .zero + .seconds(10))
        #expect(profile.load(at: .zero + .seconds(10)) == one)
        #expect(profile.nextChange(after: .zero + .seconds(10)) == nil)
    }

    @Test func `every change that is named is one, and between two nothing changes`() {
        var sky = LoadSpec.ClearSky()
        sky.peak = 10_000
        let profile = Self.profile(.clearSky(sky))
        var time = SimTime.zero
        var changes = 0
        while let next = profile.nextChange(after: time), next < Self.hours(48) {
            #expect(profile.load(at: next) != profile.load(at: time))
            let before = SimTime(nanoseconds: next.nanoseconds - 1)
            #expect(profile.load(at: before) == profile.load(at: time))
            time = next
            changes += 1
        }
        #expect(changes > 2 * 160)
    }

    @Test func `the sun gives its peak at noon, less what clouds take, and feeds in`() {
        var sky = LoadSpec.ClearSky()
        sky.peak = 6_900
        sky.rises = .seconds(6 * 3600)
        sky.sets = .seconds(18 * 3600)
        sky.cloudiness = 0.5
        let spec = LoadSpec(.clearSky(sky))
        let sun = LoadProfile(spec, isFedIn: true, volts: 230, clockStart: Self.midnight)
        #expect(sun.load(at: Self.hours(12)).l1 <= -4_999)
        #expect(sun.load(at: Self.hours(12)).l1 >= -5_000)
        #expect(sun.load(at: Self.hours(5)) == .zero)
        // Half a sine over twelve hours holds 24/pi hours' worth of its peak.
        let sum = (0..<288).reduce(0) { sum, step in
            sum + Double(sun.load(at: .zero + .seconds(300 * Int64(step))).l1)
        }
        #expect(abs(sum / 12 / (-5_000 * 24 / Double.pi) - 1) < 1e-3)
    }

    @Test func `a day out of a file comes again each day`() throws {
        let series = try LoadSeries(CSVTable(text: "time,kw\n06:00,6.9\n22:00,0.69\n"))
        let profile = Self.profile(.series(series))
        #expect(profile.load(at: Self.hours(5)) == PerLine(all: 1_000))
        #expect(profile.load(at: Self.hours(24 + 6)) == PerLine(all: 10_000))
        #expect(profile.nextChange(after: Self.hours(24 + 6)) == Self.hours(24 + 22))
    }

    @Test func `longer files are followed by date and stay at their last row`() throws {
        let text = """
            time;l1_a;l2_a;l3_a
            2026-01-05T00:30:00+01:00;1;2;3
            2026-01-05T12:00:00Z;4;5;6
            2026-01-06T12:00:00Z;-7;0;0.5
            """
        let series = try LoadSeries(CSVTable(text: text))
        let profile = Self.profile(.series(series))
        #expect(profile.load(at: .zero) == PerLine(1_000, 2_000, 3_000))
        #expect(profile.nextChange(after: .zero) == Self.hours(12))
        #expect(profile.load(at: Self.hours(36)) == PerLine(-7_000, 0, 500))
        #expect(profile.nextChange(after: Self.hours(36)) == nil)
    }
}
