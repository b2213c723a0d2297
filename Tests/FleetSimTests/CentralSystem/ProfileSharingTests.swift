import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// The CSMS's side of sharing power by profiles, without any chargers.
@Suite struct ProfileSharingTests {
    private typealias Order = ProfileSharing.Order

    private static func sharing(
        _ amperes: Double,
        stations: Int = 3,
        by law: SharingLaw = .maxMin,
        asksCurrents: Bool = false
    ) throws -> ProfileSharing {
        var spec = PowerSpec()
        spec.limit = .all(amperes)
        spec.sharing = law
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
                ProfileSharing.Bay(
                    station: 10 + $0,
                    connector: 1,
                    phases: 3,
                    milliamperes: 32_000,
                    volts: 230
                )
            },
            asksCurrents: asksCurrents
        )
    }

    /// All chargers are heard and withhold power from new transactions.
    private static func ready(_ amperes: Double) throws -> ProfileSharing {
        var sharing = try sharing(amperes)
        for station in 10..<13 {
            _ = sharing.hear(station, now: .zero)
            sharing.withhold(station, isTaken: true)
        }
        return sharing
    }

    @Test func `no car is raised before another has confirmed its fall`() throws {
        var sharing = try Self.ready(32)
        sharing.begin(at: 0, now: .zero)
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 32_000)])
        sharing.conclude(at: 0, 32_000, isTaken: true, now: .zero)
        sharing.begin(at: 1, now: .zero)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 16_000)])
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [])
        sharing.conclude(at: 0, 16_000, isTaken: true, now: .zero)
        #expect(sharing.isStale)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 16_000)])
    }

    @Test func `who leaves makes room at once: nothing of his has to be confirmed`() throws {
        var sharing = try Self.ready(32)
        for bay in 0..<2 { sharing.begin(at: bay, now: .zero) }
        for order in sharing.orders(at: .zero).orders {
            sharing.conclude(at: order.bay, order.milliamperes, isTaken: true, now: .zero)
        }
        sharing.end(at: 0, now: .zero)
        let orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 32_000)])
    }

    @Test func `a transaction that could not be held back counts in full until it confirms less`()
        throws
    {
        var sharing = try Self.sharing(40)
        _ = sharing.hear(10, now: .zero)
        _ = sharing.hear(11, now: .zero)
        sharing.withhold(11, isTaken: true)
        sharing.begin(at: 0, now: .zero)
        sharing.begin(at: 1, now: .zero)
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 20_000)])
        // The charger refuses profiles: it goes on as before, and no other gets its part.
        sharing.conclude(at: 0, 20_000, isTaken: false, now: .zero)
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
        let isToWithhold = sharing.hear(10, now: .zero)
        #expect(!isToWithhold)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 16_000)])
    }

    private static let minute = SimTime.zero + .seconds(60)

    /// Two cars charge with what the first sharing gives them, for a minute.
    private static func charging(_ amperes: Double) throws -> ProfileSharing {
        var sharing = try ready(amperes)
        sharing.begin(at: 0, now: .zero)
        sharing.begin(at: 1, now: .zero)
        for order in sharing.orders(at: .zero).orders {
            sharing.conclude(at: order.bay, order.milliamperes, isTaken: true, now: .zero)
        }
        for bay in 0..<2 { sharing.rest(at: bay, false, now: .zero) }
        let more = sharing.orders(at: .zero).orders
        #expect(more == [])
        return sharing
    }

    private static func confirm(_ orders: [Order], _ sharing: inout ProfileSharing, at now: SimTime)
    {
        for order in orders {
            sharing.conclude(at: order.bay, order.milliamperes, isTaken: true, now: now)
        }
    }

    @Test func `a car that takes less than it may leaves the rest to others`() throws {
        var sharing = try Self.charging(40)
        sharing.measure(at: 0, [10_000, 0, 0], now: Self.minute)
        var orders = sharing.orders(at: Self.minute).orders
        #expect(orders == [Order(bay: 0, milliamperes: 10_500)])
        Self.confirm(orders, &sharing, at: Self.minute)
        orders = sharing.orders(at: Self.minute).orders
        #expect(orders == [Order(bay: 1, milliamperes: 29_500)])
        Self.confirm(orders, &sharing, at: Self.minute)
        // When it draws all that it may it could take more.
        sharing.measure(at: 0, [10_500, 0, 0], now: Self.minute + .seconds(60))
        orders = sharing.orders(at: Self.minute + .seconds(60)).orders
        #expect(orders == [Order(bay: 1, milliamperes: 20_000)])
    }

    @Test func `a reading from just after a raise says nothing of what a car would take`() throws {
        var sharing = try Self.charging(40)
        sharing.measure(at: 0, [6_000, 6_000, 6_000], now: .zero + .seconds(19))
        var orders = sharing.orders(at: .zero + .seconds(19)).orders
        #expect(orders == [])
        // Over a lost line readings are kept: those that come with it are old.
        sharing.lose(10)
        _ = sharing.hear(10, now: Self.minute)
        sharing.measure(at: 0, [6_000, 6_000, 6_000], now: Self.minute)
        orders = sharing.orders(at: Self.minute).orders
        #expect(orders == [])
        sharing.measure(at: 0, [6_000, 6_000, 6_000], now: Self.minute + .seconds(20))
        orders = sharing.orders(at: Self.minute + .seconds(20)).orders
        #expect(orders == [Order(bay: 0, milliamperes: 6_500)])
    }

    /// 3 · 16 A can be two lines with 24 A, and is no single one; 16 A can be one.
    @Test func `of a sum over all lines a car is left what one of them may draw of it`() throws {
        var sharing = try Self.charging(80)
        sharing.measure(at: 0, sum: 48_000, now: Self.minute)
        sharing.measure(at: 1, sum: 16_000, now: Self.minute)
        var orders = sharing.orders(at: Self.minute).orders
        #expect(
            orders == [
                Order(bay: 0, milliamperes: 24_500), Order(bay: 1, milliamperes: 16_500),
            ]
        )
        Self.confirm(orders, &sharing, at: Self.minute)
        let later = Self.minute + .seconds(60)
        sharing.measure(at: 0, sum: 48_000, now: later)
        sharing.measure(at: 1, sum: 16_000, now: later)
        orders = sharing.orders(at: later).orders
        #expect(orders == [], "what it draws under the new limit says the same")
    }

    @Test func `a car that has yet to charge keeps the least, and gets its part when it does`()
        throws
    {
        var sharing = try Self.ready(32)
        sharing.begin(at: 0, now: .zero)
        sharing.begin(at: 1, now: .zero)
        Self.confirm(sharing.orders(at: .zero).orders, &sharing, at: .zero)
        sharing.rest(at: 0, true, now: .zero)
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 0, milliamperes: 6_000)])
        Self.confirm(orders, &sharing, at: .zero)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 26_000)])
        Self.confirm(orders, &sharing, at: .zero)
        sharing.rest(at: 0, false, now: .zero)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 16_000)])
    }

    @Test func `a car that is full keeps only what others leave, and charges again when it takes`()
        throws
    {
        var sharing = try Self.charging(32)
        sharing.rest(at: 0, true, now: Self.minute)
        var orders = sharing.orders(at: Self.minute).orders
        #expect(orders == [Order(bay: 0, milliamperes: 0)])
        Self.confirm(orders, &sharing, at: Self.minute)
        orders = sharing.orders(at: Self.minute).orders
        #expect(orders == [Order(bay: 1, milliamperes: 32_000)])
        Self.confirm(orders, &sharing, at: Self.minute)
        // The other needs less: the least is there for the one that is full, should it wake.
        sharing.measure(at: 1, [15_000, 15_000, 15_000], now: Self.minute + .seconds(30))
        orders = sharing.orders(at: Self.minute + .seconds(30)).orders
        #expect(orders == [Order(bay: 1, milliamperes: 15_500)])
        Self.confirm(orders, &sharing, at: Self.minute + .seconds(30))
        orders = sharing.orders(at: Self.minute + .seconds(30)).orders
        #expect(orders == [Order(bay: 0, milliamperes: 6_000)])
        Self.confirm(orders, &sharing, at: Self.minute + .seconds(30))
        sharing.rest(at: 0, false, now: Self.minute + .seconds(40))
        orders = sharing.orders(at: Self.minute + .seconds(40)).orders
        #expect(orders == [Order(bay: 0, milliamperes: 16_500)])
    }

    @Test func `who leaves first is served first, of those who have told when they do`() throws {
        var sharing = try Self.sharing(32, by: .earliestDeadline)
        for station in 10..<13 {
            _ = sharing.hear(station, now: .zero)
            sharing.withhold(station, isTaken: true)
        }
        sharing.expect(departure: .zero + .seconds(7_200), at: 1)
        for bay in 0..<3 { sharing.begin(at: bay, now: .zero) }
        var orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 32_000)])
        Self.confirm(orders, &sharing, at: .zero)
        sharing.expect(departure: .zero + .seconds(3_600), at: 2)
        #expect(sharing.isStale)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 0)])
        Self.confirm(orders, &sharing, at: .zero)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 2, milliamperes: 32_000)])
        // A charge is over, and so is what was told of it.
        sharing.end(at: 2, now: .zero)
        sharing.begin(at: 2, now: .zero)
        orders = sharing.orders(at: .zero).orders
        #expect(orders == [Order(bay: 1, milliamperes: 32_000)])
    }

    @Test func `a charger is asked for currents once, unless its line was lost before it answered`()
        throws
    {
        var sharing = try Self.sharing(32, asksCurrents: true)
        _ = sharing.hear(10, now: .zero)
        let first = sharing.askForCurrents(10)
        let second = sharing.askForCurrents(10)
        #expect(first && !second)
        sharing.lose(10)
        let afterLoss = sharing.askForCurrents(10)
        #expect(afterLoss)
        sharing.noteCurrentsAnswered(10)
        sharing.lose(10)
        let afterAnswer = sharing.askForCurrents(10)
        #expect(!afterAnswer)
        var silent = try Self.sharing(32)
        let isAsked = silent.askForCurrents(10)
        #expect(!isAsked)
    }

    @Test func `limits are told in tenths of an ampere, rounded down`() throws {
        var sharing = try Self.ready(20)
        for bay in 0..<3 { sharing.begin(at: bay, now: .zero) }
        let orders = sharing.orders(at: .zero).orders
        #expect(orders.map(\.milliamperes) == [6_600, 6_600, 6_600])
    }

    /// Of whose users the first ten in a hundred would have nothing, and the CSMS knows none of them.
    @Test func `what chargers make of the sun is theirs, and the CSMS shares what there is`()
        throws
    {
        let text = """
            fleet:
              - site: home
                chargers:
                  - model: generic-ac
                    count: 2
                    green: {user_modes: [{mode: stop, share: 10%}, {mode: fast, share: 90%}]}
                power: {limit: 40A, control: both, phases: alike}
            """
        let plan = try FleetPlan(ScenarioFile.parse(text, name: "home.yaml"))
        let central = plan.centralSharingPower(
            of: 0..<1,
            tags: plan.tagList,
            clockStart: DateTime(unixMilliseconds: 0)
        )
        var sharing = try #require(central.power?.sites.first)
        for station in 0..<2 {
            _ = sharing.hear(station, now: .zero)
            sharing.withhold(station, isTaken: true)
            sharing.begin(at: station, now: .zero)
        }
        let orders = sharing.orders(at: .zero).orders
        #expect(
            orders == [
                Order(bay: 0, milliamperes: 20_000), Order(bay: 1, milliamperes: 20_000),
            ]
        )
    }
}
