import Testing

@testable import FleetSim

@Suite("sites of a few users, against Engset")
struct FewUsersTests {
    /// How long all bays were taken.
    private struct Congestion: SiteWitness {
        static var wantsTags: Bool { false }

        let bays: Int32
        private var last = SiteStep(time: .zero)
        private var full: Int64 = 0
        private(set) var arrivals = 0
        private(set) var blocked = 0

        init(bays: Int) { self.bays = Int32(bays) }

        mutating func record(_ step: SiteStep) {
            if last.occupied == bays { full += (step.time - last.time).nanoseconds }
            last = step
        }

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            arrivals += 1
            if session.outcome == .balked { blocked += 1 }
        }

        var ofTime: Double { Double(full) / Double(last.time.nanoseconds) }
        var ofCalls: Double { Double(blocked) / Double(arrivals) }
    }

    /// Each user thinks of charging at random moments, in vain while the car is there already.
    private func run(_ users: Int, _ bays: Int, _ eagerness: Double, seed: UInt64) -> Congestion {
        let queue = Queue(
            bays: bays,
            rate: Double(users) * eagerness,
            service: Queue.exponential(1),
            line: .none
        )
        var choices = RandomStream(seed: seed, entity: 2, purpose: .whim)
        let visits = queue.visits(40_000, seed: seed).map { visit in
            var visit = visit
            visit.user = Int32(choices.below(UInt64(users)))
            return visit
        }
        var machine = SiteMachine(
            .equal(bays),
            source: .listed(visits[...], seed: seed),
            witness: Congestion(bays: bays)
        )
        machine.run(through: visits[visits.count - 1].arrived)
        return machine.witness
    }

    @Test(
        "bays are taken, and users turned away, as often as Engset says",
        arguments: [
            (20, 10, 0.5, 0.0563811984, 0.0416981509), (60, 20, 0.4, 0.0945982928, 0.0861192769),
            (10, 4, 1, 0.544041451, 0.4921875),
        ]
    )
    func engset(
        _ users: Int,
        _ bays: Int,
        _ eagerness: Double,
        _ time: Double,
        _ calls: Double
    ) {
        let runs = (1...24).map { run(users, bays, eagerness, seed: $0) }
        let ofTime = Replications { runs[Int($0) - 1].ofTime }
        let ofCalls = Replications { runs[Int($0) - 1].ofCalls }
        #expect(ofTime.reproduces(time), "\(ofTime)")
        #expect(ofCalls.reproduces(calls), "\(ofCalls)")
    }
}
