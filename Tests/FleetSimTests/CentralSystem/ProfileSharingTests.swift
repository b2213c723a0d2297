import Scenarios
import Testing

@testable import FleetSim

/// The CSMS's side of sharing power by profiles, without any chargers.
@Suite struct ProfileSharingTests {
    private typealias Order = ProfileSharing.Order

    private static func sharing(_ amperes: Double, stations: Int = 3) throws -> ProfileSharing {
        var spec = PowerSpec()
        spec.limit = .all(amperes)
        spec.wiring = .alike
        let bays = (0..<stations).map { PowerBay(charger: $0, milliamperes: 32_000) }
        let electricity = try SiteElectricity(
            spec,
            bays: bays.map { SiteElectricity.Bay(bay: $0, volts: 230, green: nil) },
            clockStart: DateTime(unixMilliseconds: 0)
        )
        return ProfileSharing(
            electricity,
            bays: (0..<stations).map {
                ProfileSharing.Bay(station: 10 + $0, connector: 1, phases: 3, milliamperes: 32_000)
            }
        )
    }

    /// All chargers are heard and withhold power from new transactions.
    private static func ready(_ amperes: Double) throws -> ProfileSharing {
        var sharing = try sharing(amperes)
        for station in 10..<13 {
            _ = sharing.hear(station)
            sharing.withhold(station, isTaken: true)
        }
        return sharing
    }

    @Test func `nobody is raised before another has confirmed his fall`() throws {
        var sharing = try Self.ready(32)
        sharing.begin(at: 0, now: .zero)
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 32_000)])
        sharing.conclude(at: 0, 32_000, isTaken: true)
        sharing.begin(at: 1, now: .zero)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 16_000)])
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [])
        sharing.conclude(at: 0, 16_000, isTaken: true)
        #expect(sharing.isStale)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 16_000)])
    }

    @Test func `who leaves makes room at once: nothing of his has to be confirmed`() throws {
        var sharing = try Self.ready(32)
        for bay in 0..<2 { sharing.begin(at: bay, now: .zero) }
        for order in sharing.orders(at: .zero).orders {
            sharing.conclude(at: order.bay, order.milliamperes, isTaken: true)
        }
        sharing.end(at: 0, now: .zero)
        let orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 32_000)])
    }

    @Test func `a transaction that nobody could hold back counts in full until it confirms less`()
        throws
    {
        var sharing = try Self.sharing(40)
        _ = sharing.hear(10)
        _ = sharing.hear(11)
        sharing.withhold(11, isTaken: true)
        sharing.begin(at: 0, now: .zero)
        sharing.begin(at: 1, now: .zero)
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 20_000)])
        // The charger refuses profiles: it goes on as it likes, and nobody else gets its part.
        sharing.conclude(at: 0, 20_000, isTaken: false)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [])
    }

    @Test func `over a lost line a charger may have either, and is told again when it is heard`()
        throws
    {
        var sharing = try Self.ready(32)
        sharing.begin(at: 0, now: .zero)
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 32_000)])
        sharing.lose(10)
        sharing.begin(at: 1, now: .zero)
        // What was on its way may have been taken: there is nothing for the other.
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [])
        let isToWithhold = sharing.hear(10)
        #expect(!isToWithhold)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 16_000)])
    }

    @Test func `a car that takes less than it may leaves the rest to others`() throws {
        var sharing = try Self.ready(40)
        sharing.begin(at: 0, now: .zero)
        sharing.begin(at: 1, now: .zero)
        for order in sharing.orders(at: .zero).orders {
            #expect(order.milliamperes == 20_000)
            sharing.conclude(at: order.bay, order.milliamperes, isTaken: true)
        }
        sharing.measure(at: 0, [10_000, 0, 0], now: .zero)
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 11_000)])
        sharing.conclude(at: 0, 11_000, isTaken: true)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 29_000)])
        sharing.conclude(at: 1, 29_000, isTaken: true)
        // When it draws all that it may it could take more.
        sharing.measure(at: 0, [11_000, 0, 0], now: .zero)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 20_000)])
    }

    @Test func `a car that rests keeps the least, and gets its part when it wakes`() throws {
        var sharing = try Self.ready(32)
        sharing.begin(at: 0, now: .zero)
        sharing.begin(at: 1, now: .zero)
        for order in sharing.orders(at: .zero).orders {
            sharing.conclude(at: order.bay, order.milliamperes, isTaken: true)
        }
        sharing.rest(at: 0, true, now: .zero)
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 6_000)])
        sharing.conclude(at: 0, 6_000, isTaken: true)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 26_000)])
        sharing.conclude(at: 1, 26_000, isTaken: true)
        sharing.rest(at: 0, false, now: .zero)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 16_000)])
    }

    @Test func `limits are told in tenths of an ampere, rounded down`() throws {
        var sharing = try Self.ready(20)
        for bay in 0..<3 { sharing.begin(at: bay, now: .zero) }
        let orders = sharing.orders(at: .zero).orders
        #expect(orders.map(\.milliamperes) == [6_600, 6_600, 6_600])
    }
}
