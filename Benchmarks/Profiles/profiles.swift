import Foundation

@testable import FleetSim

// What charging profiles cost a fleet: each charger has five, and only changes are worked out.
//
//     profiles CHARGERS

private let heapInUse: @convention(c) () -> Int = {
    typealias Count = @convention(c) () -> Int
    guard let symbol = dlsym(nil, "heap_in_use") else { return { 0 } }
    return unsafeBitCast(symbol, to: Count.self)
}()

@main
enum ProfilesBenchmark {
    static func main() {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
        var street = Street(chargers: count)
        street.run(until: .zero + .seconds(300))

        let before = heapInUse()
        for (connector, profile) in profiles {
            _ = street.call(SetChargingProfile(connectorId: connector, csChargingProfiles: profile))
        }
        let bytes = Double(heapInUse() - before) / Double(count)
        precondition(street.chargers.allSatisfy { $0.profiles.profiles.count == profiles.count })

        street.run(until: hour(1))
        let calm = events(of: &street, until: hour(2))
        precondition(
            calm.recomputations == 0,
            "nothing changed, and it was worked out all the same"
        )
        // All have a boundary at three o'clock, and hardly anything else happens in that second.
        street.run(until: hour(3) + .milliseconds(-1_000))
        let settled = street.recomputations
        let changes = seconds { street.run(until: hour(3)) }
        precondition(street.recomputations == settled + count, "a change was passed over")

        var answered = 0
        let days = best {
            answered = street.call(GetCompositeSchedule(connectorId: 1, duration: 86_400))
        }
        var sum: Int64 = 0
        let looks = best { for charger in 0..<count { sum &+= street.limit(of: charger) } }
        precondition(sum > 0)
        func each(_ seconds: Double) -> Double { seconds * 1e9 / Double(count) }
        let (answer, change, look) = (each(days), each(changes), each(looks))
        let polling = looks * 3_600
        print(
            """
            \(count) chargers, a car charging at each, \(profiles.count) profiles each \
            (\(periods) periods in all):

            | what | |
            |---|--:|
            | GetCompositeSchedule of a day, frame to frame | \(text(answer / 1_000, 1)) µs |
            | its answer | \(answered / count) bytes |
            | a boundary: the new limit, the car's power, the next boundary | \(text(change, 0)) ns |
            | the limit in force, looked up | \(text(look, 0)) ns |
            | memory of the profiles | \(text(bytes, 0)) bytes per charger |
            | recomputed in an hour in which nothing changes, of \(calm.handled) events \
            | \(calm.recomputations) |
            | looked up every second instead, an hour would take | \(text(polling, 1)) \
            CPU s |
            """
        )
    }

    /// Bounds of the charger, defaults of two scopes and three levels, and the transaction's own.
    private static let profiles: [(connector: Int, ChargingProfile)] = [
        (
            0,
            profile(1, .chargePointMax, level: 0, every: .daily, [0, 7, 17, 21], [32, 24, 16, 32])
        ),
        (
            0,
            profile(
                2,
                .txDefault,
                level: 0,
                every: .daily,
                Array(stride(from: 0, to: 24, by: 3)),
                [32, 28, 20, 16, 16, 20, 28, 32]
            )
        ),
        (1, profile(3, .txDefault, level: 1, every: .weekly, [0, 120], [25, 32])),
        (1, profile(4, .txDefault, level: 2, every: nil, [0, 12, 18], [20, 16, 10])),
        (
            1,
            profile(
                5,
                .tx,
                level: 0,
                every: nil,
                Array(stride(from: 0, to: 24, by: 4)),
                [
                    30, 26, 22, 18, 14, 10,
                ]
            )
        ),
    ]

    private static var periods: Int {
        profiles.reduce(0) { $0 + $1.1.chargingSchedule.chargingSchedulePeriod.count }
    }

    /// Limits in amperes from hours of the schedule on, which begins at the street's midnight.
    private static func profile(
        _ id: Int,
        _ purpose: ChargingProfilePurpose,
        level: Int,
        every: RecurrencyKind?,
        _ hours: [Int],
        _ amperes: [Int]
    ) -> ChargingProfile {
        ChargingProfile(
            chargingProfileId: id,
            stackLevel: level,
            chargingProfilePurpose: purpose,
            chargingProfileKind: every == nil ? .absolute : .recurring,
            chargingSchedule: ChargingSchedule(
                chargingRateUnit: .amperes,
                chargingSchedulePeriod: zip(hours, amperes).map { hour, limit in
                    .init(startPeriod: hour * 3_600, limit: FixedPoint(mantissa: Int64(limit)))
                },
                duration: nil,
                startSchedule: Street.midnight
            ),
            recurrencyKind: every
        )
    }

    /// How many events the street has until then, and how often limits are worked out.
    private static func events(
        of street: inout Street,
        until end: SimTime
    ) -> (handled: Int, recomputations: Int) {
        let before = (street.handled, street.recomputations)
        street.run(until: end)
        return (street.handled - before.0, street.recomputations - before.1)
    }

    private static func best(_ body: () -> Void) -> Double {
        (0..<5).map { _ in seconds(body) }.min() ?? 0
    }

    /// Of the processor, so that others who use the machine count less.
    private static func seconds(_ body: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        body()
        return now() - start
    }

    private static func hour(_ number: Double) -> SimTime {
        .zero + .seconds(Int64(number * 3_600))
    }

    private static func text(_ number: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", number)
    }
}
