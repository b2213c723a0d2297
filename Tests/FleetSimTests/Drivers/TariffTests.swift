import Scenarios
import Testing

@testable import FleetSim

@Suite struct `cheap hours` {
    /// When a car starts, in hours from a noon; nil where it does not wait.
    private func start(
        from: Double,
        to: Double,
        _ change: (inout TariffSpec) -> Void = { _ in }
    ) -> Double? {
        var spec = TariffSpec()
        change(&spec)
        // Noon of Monday 2026-01-05.
        let noon = DateTime(unixMilliseconds: 1_767_571_200_000 + 43_200_000)
        var random = RandomStream(seed: 1, entity: 1, purpose: .tariffDelay)
        let start = Tariff(spec, clock: LocalClock(start: noon)).start(
            from: SimTime(nanoseconds: Int64(from * 3600e9)),
            to: SimTime(nanoseconds: Int64(to * 3600e9)),
            using: &random
        )
        return start.map { Double($0.nanoseconds) / 3600e9 }
    }

    @Test func `a car waits for the next 23:00, today's or tomorrow's`() {
        #expect(start(from: 0, to: 20) == 11)
        #expect(start(from: 10.999, to: 20) == 11)
        #expect(start(from: 19, to: 40) == 35)
    }

    @Test(arguments: [11.0, 11.5, 12, 18.999])
    func `who comes in the cheap hours does not wait, past midnight neither`(hour: Double) {
        #expect(start(from: hour, to: 40) == nil)
    }

    @Test func `who leaves before does not wait`() {
        #expect(start(from: 0, to: 11) == nil)
        #expect(start(from: 0, to: 11.001) == 11)
    }

    @Test func `hours that lie within one day are as good`() {
        let early: (inout TariffSpec) -> Void = {
            $0.from = .seconds(3600)
            $0.until = .seconds(5 * 3600)
        }
        #expect(start(from: 0, to: 20, early) == 13)
        #expect(start(from: 14, to: 20, early) == nil)
        #expect(start(from: 17, to: 60, early) == 37)
    }

    @Test func `a random delay comes on top and is never longer than said`() throws {
        let late = try #require(start(from: 0, to: 20) { $0.randomDelay = .seconds(600) })
        #expect(late > 11 && late < 11 + 1.0 / 6)
    }

    @Test func `hours that begin while the clock is put forward begin when it has been`() throws {
        var spec = TariffSpec()
        spec.from = .seconds(2 * 3600)
        spec.until = .seconds(6 * 3600)
        var zone = TimeZoneSpec()
        zone.offset = .seconds(3600)
        zone.daylightSaving = .eu
        // 22:00 on the wall; at 01:00Z it shows 02:00, which is put to 03:00.
        let evening = try #require(DateTime("2026-03-28T21:00:00Z"))
        var random = RandomStream(seed: 1, entity: 1, purpose: .tariffDelay)
        let start = Tariff(spec, clock: LocalClock(start: evening, zone: zone)).start(
            from: .zero,
            to: .zero + .seconds(12 * 3600),
            using: &random
        )
        #expect(start?.nanoseconds == 4 * LocalClock.hour)
    }
}
