import Scenarios
import Testing

@testable import FleetSim

@Suite("sites of a few users")
struct FewUsersTests {
    /// How many came and found no bay, and how many bays were taken on average.
    private struct Congestion: SiteObserver {
        static var wantsTags: Bool { false }

        private var last = SiteState(time: .zero)
        private var occupied = 0.0
        private(set) var arrivals = 0
        private(set) var blocked = 0

        mutating func record(_ state: SiteState) {
            let span = state.time - last.time
            occupied += Double(last.occupied) * Double(span.nanoseconds)
            last = state
        }

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            arrivals += 1
            if session.outcome == .balked { blocked += 1 }
        }

        var ofCalls: Double { Double(blocked) / Double(arrivals) }
        var carried: Double { occupied / Double(last.time.nanoseconds) }
    }

    /// Users of whom one who is away comes so often in an hour, and stays for an hour.
    private func arrivals(
        _ users: Int,
        _ eagerness: Double,
        seed: UInt64,
        _ change: (inout ArrivalSpec) -> Void = { _ in }
    ) throws -> Arrivals {
        var spec = ArrivalSpec()
        spec.users = UserSpec()
        spec.users?.count = users
        spec.users?.plugIns = eagerness / (1 + eagerness)
        spec.dwell = .exponential(mean: 3_600)
        spec.handling = .none
        change(&spec)
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 1)
        return Arrivals(law, bays: users, site: 0, seed: seed)
    }

    @Test(
        "bays are taken, and users turned away, as often as in a known group",
        arguments: [
            (20, 10, 0.5, 0.0360549263, 6.4263004910), (60, 20, 0.4, 0.0731807222, 15.8883304765),
            (10, 4, 1, 0.3623224759, 3.1883876204), (2, 1, 1, 0.375, 0.625),
        ]
    )
    func knownGroup(
        _ users: Int,
        _ bays: Int,
        _ eagerness: Double,
        _ calls: Double,
        _ carried: Double
    ) throws {
        let runs = try (1...UInt64(24)).map { seed in
            var engine = SiteEngine(
                .equal(bays),
                source: .drawn(try arrivals(users, eagerness, seed: seed)),
                observer: Congestion()
            )
            engine.run(through: .zero + .seconds(3_600 * 40_000 / Int64(users)))
            return engine.observer
        }
        let ofCalls = Replications { runs[Int($0) - 1].ofCalls }
        let ofBays = Replications { runs[Int($0) - 1].carried }
        #expect(ofCalls.reproduces(calls), "\(ofCalls)")
        #expect(ofBays.reproduces(carried), "\(ofBays)")
    }

    /// All visits that came, in the order in which they were over.
    private struct Visits: SiteObserver {
        static var wantsTags: Bool { false }

        private(set) var sessions: [SessionRecord] = []

        mutating func record(_ state: SiteState) {}

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            sessions.append(session)
        }
    }

    /// What becomes of three weeks of ten users who wait for a bay.
    private func visits(bays: Int) throws -> [SessionRecord] {
        let arrivals = try arrivals(10, 0.3, seed: 5) { $0.patience = .constant(1e6) }
        var engine = SiteEngine(.equal(bays), source: .drawn(arrivals), observer: Visits())
        engine.run(through: .zero + .seconds(21 * 86_400))
        return engine.observer.sessions
    }

    @Test("who is served late comes as often as who is served at once")
    func servedLate() throws {
        let ample = try visits(bays: 10)
        let tight = try visits(bays: 3)
        #expect(ample.count > 1_000)
        // Those who are there at the end have not been counted yet.
        #expect(abs(ample.count - tight.count) <= 10)
        let wishes = Dictionary(
            uniqueKeysWithValues: ample.map { ($0.visit, $0.requestedMilliwattHours) }
        )
        #expect(
            tight.allSatisfy {
                wishes[$0.visit] ?? $0.requestedMilliwattHours == $0.requestedMilliwattHours
            }
        )
        let arrivals = Dictionary(uniqueKeysWithValues: ample.map { ($0.visit, $0.arrived) })
        let late = tight.count { ($0.arrived - (arrivals[$0.visit] ?? $0.arrived)) > .zero }
        #expect(late > 20, "\(late) visits had to begin later than they were due")
    }
}
