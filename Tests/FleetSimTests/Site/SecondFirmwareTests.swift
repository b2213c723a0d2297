import Testing

@testable import FleetSim

/// A charger's program in a protocol of three messages: it asks whether a token may charge, is answered,
/// and tells what a charge came to.
struct ThreeMessages: Firmware {
    enum Message: Equatable {
        case asks(String)
        case answers(isGranted: Bool)
        case ended(milliwattHours: Int64)
    }

    /// How long a question and its answer are under way.
    static let delay = SimDuration.milliseconds(1_500)

    let access = Access()
    /// Whom its CSMS grants to charge.
    let grants: Set<String>
    private(set) var messages: [Message] = []

    func readiness(at bay: UInt8, isFaulted: Bool) -> Readiness {
        Readiness(isOpen: false, takesPlugs: !isFaulted)
    }

    /// It offers half of what the outlet gives.
    func offer(of outlet: Outlet, at now: SimTime) -> Offer {
        Offer(milliamperes: outlet.milliamperes / 2, phases: outlet.phases)
    }

    mutating func follow(
        _ fact: BayFact,
        in bay: inout Bay,
        of outlet: Outlet,
        at now: SimTime,
        into output: inout some FirmwareOutput & ~Copyable
    ) -> BayFact? {
        switch fact {
        case .plugged: return bay.comeToIdentify(access, at: now, into: &output)
        case .identifies:
            bay.noteIdentified()
            bay.awaitAnswer()
            messages.append(.asks(bay.guest.visit.token.text))
            output.wake(bay: bay.number, at: now + Self.delay)
            return nil
        case .wantsToStop:
            bay.endCharge(.local, of: outlet, at: now)
            messages.append(.ended(milliwattHours: bay.delivered(at: now)))
            return bay.fetchCable(at: now, into: &output)
        case .cableIn, .unplugged, .wantsCable, .givesUp, .vacated: return nil
        }
    }

    mutating func wake(
        in bay: inout Bay,
        of outlet: Outlet,
        at now: SimTime,
        into output: inout some FirmwareOutput & ~Copyable
    ) -> BayFact? {
        guard bay.stage == .plugged(hasAsked: true) else { return nil }
        let isGranted = grants.contains(bay.guest.visit.token.text)
        messages.append(.answers(isGranted: isGranted))
        guard isGranted else {
            bay.note(.refused)
            return bay.giveUp(at: now, into: &output)
        }
        bay.beginCharge(transaction: 1, of: outlet, at: now)
        return nil
    }
}

@Suite struct `a second firmware` {
    private typealias Sessions = `chargers with a CSMS and without`.Sessions

    private func token(_ number: Int) -> Token { TokenList.token(number, seed: 1) }

    /// Two cars at two bays of a charger, for an hour each; the site has 20 A.
    private func engine() throws -> SiteEngine<ThreeMessages, Sessions> {
        var layout = SiteLayout.equal(2, milliamperes: 32_000)
        layout.connectors = [2]
        layout.bays[1].charger = 0
        layout.bays[1].connector = 2
        let visits = (0..<3).map { index in
            var visit = Visit.atOnce(
                Int32(index),
                at: .zero + .seconds(Int64(index)),
                .at(.zero + .seconds(3_600))
            )
            visit.demandMilliwattHours = 50_000_000
            visit.vehicle = Vehicle(phases: 1, milliamperes: 32_000)
            visit.token = token(index)
            visit.plugsAfter = .seconds(10)
            visit.identifiesAfter = .seconds(5)
            visit.unplugsAfter = .seconds(20)
            visit.patience = .seconds(600)
            return visit
        }
        let outlets = [0, 1].map { _ in LimitTree.OutletWiring(node: 0, milliamperes: 32_000) }
        let tree = LimitTree(limit: PerLine(all: 20_000), outlets: outlets)
        return SiteEngine(
            layout,
            programs: [ThreeMessages(grants: [token(0).text, token(2).text])],
            source: .listed(visits[...], seed: 1),
            electricity: .plain(PowerSharing(try SiteSupply(tree), by: .maxMin)),
            observer: Sessions()
        )
    }

    private func second(_ milliseconds: Int64) -> SimTime { .zero + .milliseconds(milliseconds) }

    @Test func `plays the bays, the line and the power that every program plays`() throws {
        var engine = try engine()
        engine.run(through: .zero + .seconds(7_200))
        let sessions = engine.observer.all
        #expect(sessions.count == 3)
        // It asks for one, for the other, and when the second has gone for the driver who waited.
        #expect(sessions[0]?.started == second(16_500))
        #expect(sessions[0]?.stopped == second(3_600_000))
        #expect(sessions[1]?.outcome == .refused && sessions[1]?.left == second(37_500))
        #expect(sessions[1]?.shortfall == Shortfall(50_000_000, for: .fault))
        #expect(sessions[2]?.plugged == second(47_500) && sessions[2]?.started == second(54_000))
    }

    @Test func `offers what it will, of which the site's limit leaves a part`() throws {
        var engine = try engine()
        engine.run(through: .zero + .seconds(30))
        let alone: Int64 = 16 * 230_000
        #expect(engine.bays.map(\.meter.milliwatts).sorted() == [0, alone])
        engine.run(through: .zero + .seconds(60))
        let shared: Int64 = 10 * 230_000
        #expect(engine.bays.map(\.meter.milliwatts) == [shared, shared])
    }

    @Test func `tells its CSMS of every charge`() throws {
        var engine = try engine()
        engine.run(through: .zero + .seconds(7_200))
        let delivered = engine.observer.all.mapValues(\.deliveredMilliwattHours)
        #expect(
            engine.programs[0].messages == [
                .asks(token(0).text), .asks(token(1).text), .answers(isGranted: true),
                .answers(isGranted: false), .asks(token(2).text), .answers(isGranted: true),
                .ended(milliwattHours: delivered[0] ?? 0),
                .ended(milliwattHours: delivered[2] ?? 0),
            ]
        )
    }
}
