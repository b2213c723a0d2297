import Testing

@testable import FleetSim

@Suite("Sites against queueing theory")
struct ClosedFormTests {
    private let unit = Queue.exponential(1)

    @Test("one bay with random services waits as M/M/1", arguments: [(0.5, 1.0), (0.8, 4.0)])
    func oneServer(_ load: Double, _ wait: Double) {
        let queue = Queue(bays: 1, rate: load, service: unit)
        let found = Replications { queue.run(30_000, seed: $0).meanWait }
        #expect(found.reproduces(wait), "\(found)")
    }

    @Test("one bay with equal services waits as M/D/1", arguments: [(0.5, 0.5), (0.8, 2.0)])
    func equalServices(_ load: Double, _ wait: Double) {
        let queue = Queue(bays: 1, rate: load, service: Queue.constant(1))
        let found = Replications { queue.run(30_000, seed: $0).meanWait }
        #expect(found.reproduces(wait), "\(found)")
    }

    @Test(
        "one bay waits as Pollaczek and Khinchine say, whatever the law",
        arguments: [(0.25, 2.5), (0.5, 3.0), (2.0, 6.0)]
    )
    func generalServices(_ scv: Double, _ wait: Double) {
        let law = scv > 1 ? Queue.lognormal(1, scv: scv) : Queue.erlang(1, stages: Int(1 / scv))
        let queue = Queue(bays: 1, rate: 0.8, service: law)
        let found = Replications { queue.run(40_000, seed: $0).meanWait }
        #expect(found.reproduces(wait), "\(found)")
    }

    @Test(
        "several bays wait as Erlang C says",
        arguments: [
            (2, 1.5, 0.642857143, 1.28571429), (4, 3, 0.509433962, 0.509433962),
            (6, 4.8, 0.517771999, 0.431476666), (8, 6.4, 0.457644925, 0.286028078),
        ]
    )
    func erlangC(_ bays: Int, _ offered: Double, _ waits: Double, _ wait: Double) {
        let queue = Queue(bays: bays, rate: offered, service: unit)
        let outcomes = (1...24).map { queue.run(60_000, seed: $0) }
        let part = Replications { outcomes[Int($0) - 1].partWaited }
        let mean = Replications { outcomes[Int($0) - 1].meanWait }
        #expect(part.reproduces(waits), "\(part)")
        #expect(mean.reproduces(wait), "\(mean)")
    }

    @Test("the part that waits longer than a bound is Erlang's")
    func longWaits() {
        let queue = Queue(bays: 4, rate: 3, service: unit)
        let outcomes = (1...24).map { queue.run(40_000, seed: $0) }
        let overOne = Replications { outcomes[Int($0) - 1].partWaitedLonger(than: 1) }
        #expect(overOne.reproduces(0.187410281), "\(overOne)")
        let overP95 = Replications { outcomes[Int($0) - 1].partWaitedLonger(than: 2.32127723) }
        #expect(abs(overP95.mean - 0.05) <= 3.3 * overP95.standardError, "\(overP95)")
    }

    @Test(
        "bays without a line turn away as Erlang B says, whatever the law of the stays",
        arguments: [(5, 3.0, 0.110054348), (6, 4, 0.117162471), (10, 8, 0.121661064)]
    )
    func erlangB(_ bays: Int, _ offered: Double, _ blocked: Double) {
        let laws = [
            unit, Queue.constant(1), Queue.lognormal(1, scv: 4), Queue.erlang(1, stages: 3),
        ]
        for law in laws {
            let queue = Queue(bays: bays, rate: offered, service: law, line: .none)
            let found = Replications { queue.run(20_000, seed: $0).partBalked }
            #expect(found.reproduces(blocked), "\(found)")
        }
    }

    @Test(
        "a line of limited length turns away and waits as M/M/c/K",
        arguments: [
            (4, 8, 3.0, 0.0458384859, 0.223003251), (4, 8, 5, 0.251239879, 0.549750722),
            (6, 10, 4.8, 0.0510827642, 0.143869257),
        ]
    )
    func limitedLine(
        _ bays: Int,
        _ capacity: Int,
        _ offered: Double,
        _ blocked: Double,
        _ wait: Double
    ) {
        let line = Queue.Line.waits(atMost: Int32(capacity - bays))
        let queue = Queue(bays: bays, rate: offered, service: unit, line: line)
        let outcomes = (1...24).map { queue.run(30_000, seed: $0) }
        let turnedAway = Replications { outcomes[Int($0) - 1].partBalked }
        let mean = Replications { outcomes[Int($0) - 1].meanWait }
        #expect(turnedAway.reproduces(blocked), "\(turnedAway)")
        #expect(mean.reproduces(wait), "\(mean)")
    }

    @Test(
        "impatient drivers wait and give up as Erlang A says",
        arguments: [
            (4, 3.0, 0.5, 0.391615722, 0.0800559839), (4, 4, 1, 0.56652988, 0.195366815),
            (4, 6, 2, 0.759867519, 0.395006703), (10, 9, 0.5, 0.468941704, 0.0670117155),
        ]
    )
    func erlangA(
        _ bays: Int,
        _ offered: Double,
        _ impatience: Double,
        _ waits: Double,
        _ givesUp: Double
    ) {
        let line = Queue.Line.waits(patience: Queue.exponential(1 / impatience))
        let queue = Queue(bays: bays, rate: offered, service: unit, line: line)
        let outcomes = (1...24).map { queue.run(30_000, seed: $0) }
        let waited = Replications { outcomes[Int($0) - 1].partWaited }
        let reneged = Replications { outcomes[Int($0) - 1].partReneged }
        #expect(waited.reproduces(waits), "\(waited)")
        #expect(reneged.reproduces(givesUp), "\(reneged)")
    }

    @Test("with equal services and a list of arrivals every wait is Lindley's")
    func lindley() {
        let queue = Queue(bays: 1, rate: 0.9, service: Queue.constant(1))
        let visits = queue.visits(2_000, seed: 5)
        let outcome = queue.run(2_000, seed: 5)
        var wait = 0.0
        var expected: [Double] = []
        for (visit, next) in zip(visits, visits.dropFirst()) {
            if visit.index >= 200 { expected.append(wait) }
            let gap = Double((next.arrived - visit.arrived).nanoseconds) / 1e9 / Queue.unit
            wait = max(0, wait + 1 - gap)
        }
        expected.append(wait)
        let worst = zip(outcome.waits, expected).map { abs($0 - $1) }.max() ?? 1
        #expect(outcome.waits.count == expected.count)
        #expect(worst < 1e-9)
    }
}
