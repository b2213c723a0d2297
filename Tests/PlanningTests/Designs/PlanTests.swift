import FleetSim
import Scenarios
import Synchronization
import Testing

@testable import Planning

@Suite struct `a plan` {
    private func spec(_ bays: [Int], _ edit: (inout PlanSpec) -> Void = { _ in }) -> PlanSpec {
        var spec = PlanSpec()
        spec.bays = bays
        spec.replications = PlanReplications(minimum: 6, maximum: 6)
        edit(&spec)
        return spec
    }

    private func plan(_ spec: PlanSpec, threads: Int = 2, perDay: Double = 72) throws -> Plan {
        let plan = Plan.of(
            spec,
            for: .toy(bays: 4, perDay: perDay),
            seed: 7,
            threads: threads,
            build: ToySite().build
        )
        return try #require(plan)
    }

    private let blocked = PlanTarget(.blocked, 0.05, expression: "blocked <= 5%")

    @Test func `names the fewest bays that meet every target`() throws {
        // Erlang B with an offered load of three: 6 bays block 5.2 %, 7 bays 2.2 %.
        let plan = try plan(spec([4, 5, 6, 7, 8]) { $0.targets = [blocked] })
        let index = try #require(plan.answers[0].design)
        #expect(plan.results[index].design.bays == 7)
        #expect(plan.isMet)
        let certainty = try #require(plan.results[index].certainty)
        #expect(certainty > 0.975)
        #expect(plan.results[1].verdict == .missed)
    }

    @Test func `says so when nothing meets them`() throws {
        let plan = try plan(spec([2, 3]) { $0.targets = [blocked] })
        #expect(plan.answers[0].design == nil)
        #expect(!plan.isMet)
        // What would help is told of the design that comes nearest.
        #expect(plan.results[plan.answers[0].nearest].design.bays == 3)
        #expect(plan.marginals.map(\.base) == [1])
    }

    @Test func `compares without an answer where nothing is asked for`() throws {
        let plan = try plan(spec([2, 3]))
        #expect(plan.answers.isEmpty && plan.isMet && plan.marginals.isEmpty)
        #expect(plan.results.allSatisfy { $0.verdict == .met && $0.certainty == nil })
    }

    @Test func `agrees with theory where that holds`() throws {
        let plan = try plan(spec([4, 6]) { $0.replications = .init(minimum: 20, maximum: 20) })
        for (result, theory) in zip(plan.results, plan.theories) {
            #expect(theory.model == "Erlang B")
            for figure in [PlanFigure.blocked, .occupied] {
                let exact = try #require(theory[figure])
                let estimate = try #require(result[figure])
                #expect(abs(estimate.mean - exact) < 0.02 * exact, "\(figure)")
                #expect(estimate.low < exact && exact < estimate.high, "\(figure)")
            }
        }
    }

    @Test func `has the same drivers at every design`() throws {
        let plan = try plan(spec([2, 5, 9]))
        for replication in 0..<6 {
            let arrivals = plan.results.map { $0.values[PlanFigure.arrivals.index][replication] }
            #expect(Set(arrivals).count == 1)
        }
        let first = plan.results[0].values[PlanFigure.arrivals.index]
        #expect(Set(first).count > 1, "replications differ")
    }

    @Test func `keeps its drivers even where they were in proportion to the bays`() throws {
        var site = SiteSpec.toy(bays: 4, perDay: 1)
        site.arrivals.perDay = nil
        let plan = Plan.of(spec([2, 8]), for: site, seed: 1, threads: 1, build: ToySite().build)
        let results = try #require(plan).results
        #expect(results[0][.arrivals] == results[1][.arrivals])
    }

    @Test func `does not depend on the number of threads`() throws {
        let spec = spec([4, 5, 6, 7]) {
            $0.targets = [blocked]
            $0.replications = .init(minimum: 3, maximum: 24, until: .init(0.1, of: .blocked))
        }
        let one = try plan(spec, threads: 1)
        #expect(one == (try plan(spec, threads: 2)))
        #expect(one == (try plan(spec, threads: 5)))
    }

    @Test func `tells what one more bay would change, by pairs`() throws {
        let plan = try plan(spec([6, 7]) { $0.targets = [blocked] })
        let marginal = try #require(plan.marginals.first)
        #expect(plan.marginals.count == 1, "there is no limit to raise")
        #expect(marginal.step == .bays(1) && plan.results[marginal.base].design.bays == 7)
        let gain = try #require(marginal.differences.first { $0.figure == .blocked })
        // From 2.19 % to 0.81 %, and by pairs that is known far better than either.
        #expect(abs(gain.mean + 0.0138) < 0.004)
        #expect(gain.high < 0)
    }

    @Test func `more amperes are a step where there is a limit`() throws {
        let plan = try plan(
            spec([8]) {
                $0.targets = [blocked]
                $0.limits = [63]
            }
        )
        #expect(plan.marginals.map(\.step) == [.bays(1), .amperes(10)])
        // The toy knows nothing of power: nothing changes, and that is certain.
        #expect(plan.marginals[1].differences.allSatisfy { $0.low == 0 && $0.high == 0 })
    }

    @Test func `drivers are no choice: each kind has an answer of its own`() throws {
        let plan = try plan(
            spec([4, 7, 12]) {
                $0.targets = [blocked]
                $0.arrivals = [.init(perDay: 24), .init(perDay: 72), .init(perDay: 960)]
            }
        )
        #expect(plan.answers.map { $0.arrivals?.perDay } == [24, 72, 960])
        let bays = plan.answers.map { $0.design.map { plan.results[$0].design.bays } }
        #expect(bays == [4, 7, nil])
        #expect(!plan.isMet)
    }

    @Test func `costs may make another design the smallest`() throws {
        let limits: [Double] = [32, 63]
        let plan = try plan(
            spec([7, 8]) {
                $0.targets = [blocked]
                $0.limits = limits
                $0.cost = PlanCost(bay: 1, ampere: 100)
            }
        )
        let index = try #require(plan.answers[0].design)
        #expect(plan.results[index].cost == 3_207.0)
    }

    @Test func `a design on the front is beaten by none in everything`() throws {
        let plan = try plan(
            spec([4, 5]) {
                $0.targets = [blocked]
                $0.limits = [32, 63]
            }
        )
        // More amperes bring nothing here, so only the lower limit is on the front.
        #expect(plan.results.map(\.design.limit) == [32, 32, 63, 63])
        #expect(plan.isOnFront == [true, true, false, false])
    }

    @Test func `leaves open what replications do not tell, and says how many would`() throws {
        // 6 bays block 5.2 %: at 5.3 % three short replications cannot tell.
        let near = PlanTarget(.blocked, 0.053, expression: "blocked <= 5.3%")
        let plan = Plan.of(
            spec([6, 8]) {
                $0.targets = [near]
                $0.replications = .init(minimum: 6, maximum: 6)
            },
            for: .toy(bays: 4, perDay: 72),
            seed: 7,
            threads: 2,
            build: ToySite(days: 10).build
        )
        let answer = try #require(plan?.answers.first)
        let results = try #require(plan).results
        #expect(answer.undecided == 0 && answer.design == 1)
        #expect(results[0].verdict == .undecided && results[1].verdict == .met)
        #expect(try #require(results[0].replicationsToDecide) > 6)
    }

    @Test func `nothing seen is not certainty`() throws {
        // Twenty bays for an offered load of three: no driver is turned away in any replication.
        let never = PlanTarget(.blocked, 0, expression: "blocked <= 0%")
        let seldom = PlanTarget(.blocked, 0.01, expression: "blocked <= 1%")
        let plan = try plan(spec([20]) { $0.targets = [never, seldom] })
        let blocked = try #require(plan.results[0][.blocked])
        #expect(blocked.mean == 0 && blocked.high > 0 && blocked.high < 0.01)
        #expect(plan.results[0].verdicts.map(\.verdict) == [.undecided, .met])
    }

    @Test func `a target may be of a share of horizons, each by itself`() throws {
        let always = PlanTarget(
            .occupancyMax,
            6,
            inShareOfHorizons: 0.5,
            expression: "bays.max <= 6 in 50% of horizons"
        )
        let almost = PlanTarget(
            .occupancyMax,
            6,
            inShareOfHorizons: 0.95,
            expression: "bays.max <= 6 in 95% of horizons"
        )
        let plan = try plan(spec([6]) { $0.targets = [always, almost] })
        let verdicts = plan.results[0].verdicts
        #expect(verdicts.map(\.verdict) == [.met, .undecided])
        #expect(verdicts[0].beyond == HorizonShare(0, of: 6))
        // 0.95^72 is the first power below 2.5 %; it is looked for in steps of a twentieth.
        #expect((72...76).contains(try #require(verdicts[1].replicationsToDecide)))
    }

    @Test func `can be stopped`() {
        let plan = Plan.of(
            spec([4, 5, 6]),
            for: .toy(bays: 4, perDay: 72),
            seed: 1,
            threads: 2,
            build: ToySite(days: 300).build
        ) { _ in .stop }
        #expect(plan == nil)
    }
}

@Suite struct `replications` {
    @Test func `go on in rounds until the interval is narrow`() throws {
        let site = SiteSpec.toy(bays: 6, perDay: 72)
        func count(_ precision: Double) throws -> Int {
            var spec = PlanSpec()
            spec.replications = .init(
                minimum: 10,
                maximum: 60,
                until: .init(precision, of: .blocked)
            )
            let plan = Plan.of(spec, for: site, seed: 3, threads: 2, build: ToySite().build)
            return try #require(plan).replications
        }
        let (rough, fine) = (try count(0.5), try count(0.04))
        // Narrow at the first look, and at one more with half as many again.
        #expect(rough == 30)
        #expect([45, 60].contains(fine))
        #expect(try count(0.000_1) == 60)
    }

    @Test func `have seeds of their own, the first the scenario's`() {
        let seeds = (0..<1_000).map { ReplicationSeed.of(5, number: $0) }
        #expect(seeds[0] == 5)
        #expect(Set(seeds).count == 1_000)
        #expect(Set(seeds).isDisjoint(with: (1..<1_000).map { ReplicationSeed.of(6, number: $0) }))
    }

    @Test func `a watcher sees them being done`() {
        let maximum = Mutex(0)
        let plan = Plan.of(
            PlanSpec(),
            for: .toy(bays: 6, perDay: 72),
            seed: 3,
            threads: 1,
            build: ToySite().build
        ) { progress in
            maximum.withLock { $0 = max($0, progress.done) }
            return progress.total == 20 ? .go : .stop
        }
        #expect(plan?.replications == 20)
        #expect(maximum.withLock { $0 } <= 20)
    }
}
