import Scenarios
import Testing

@testable import FleetSim

/// The one model of link faults that both worlds follow: a value that is asked with a moment.
@Suite struct `the model of link faults` {
    private static func random(_ entity: UInt64 = 0) -> RandomStream {
        RandomStream(seed: 7, entity: entity, purpose: .linkTrouble)
    }

    private static func fault(_ effect: LinkFault.Effect, at seconds: Int64 = 10) -> LinkFault {
        LinkFault(charger: 0, at: .zero + .seconds(seconds), effect: effect, random: random())
    }

    /// Plays faults of one link; the changes with their seconds, and the condition after each.
    private static func play(
        _ faults: [LinkFault],
        until end: Int64 = 10_000,
        looking look: (inout LinkCondition, SimTime) -> Void = { _, _ in }
    ) -> [String] {
        var model = LinkFaults(faults)
        var condition = LinkCondition()
        var waiting: [LinkFaults.Wake] = []
        var told: [String] = []
        func name(_ change: LinkFaults.Change) -> String { "\(change)" }
        while true {
            while let wake = model.takeWake() { waiting.append(wake) }
            guard let next = waiting.indices.min(by: { waiting[$0].at < waiting[$1].at }),
                waiting[next].at <= .zero + .seconds(end)
            else { return told }
            let wake = waiting.remove(at: next)
            let change = model.apply(wake.number, to: &condition, at: wake.at)
            let state = condition.leads ? "leads" : "does not lead"
            told.append("\(wake.at.nanoseconds / 1_000_000_000) \(name(change)), \(state)")
            look(&condition, wake.at)
        }
    }

    @Test func `has a lost link come back, and two losses over one another come back once`() {
        let told = Self.play([
            Self.fault(.lost(for: .seconds(20))), Self.fault(.lost(for: .seconds(20)), at: 20),
        ])
        #expect(
            told == [
                "10 cut, does not lead", "20 cut, does not lead", "30 none, does not lead",
                "40 none, leads",
            ]
        )
    }

    @Test func `hears a silent link when the last silence over it ends`() {
        let told = Self.play([
            Self.fault(.silent(for: .seconds(20))), Self.fault(.silent(for: .seconds(20)), at: 20),
        ])
        #expect(
            told == [
                "10 silenced, leads", "20 silenced, leads", "30 none, leads", "40 heard, leads",
            ]
        )
    }

    @Test
    func `loses a link that comes and goes within its time only, and never for less than is said`()
    {
        let effect = LinkFault.Effect.comesAndGoes(
            up: Law(.constant(5)),
            down: Law(.constant(0.1)),
            shortest: .seconds(1),
            for: .seconds(20)
        )
        #expect(
            Self.play([Self.fault(effect)]) == [
                "15 cut, does not lead", "16 none, leads", "21 cut, does not lead",
                "22 none, leads", "27 cut, does not lead", "28 none, leads",
            ]
        )
    }

    @Test func `turns a misdirected charger away for good`() {
        var obstacles: [String?] = []
        let told = Self.play([Self.fault(.misdirected)]) { condition, _ in
            obstacles.append(condition.obstacle)
        }
        #expect(told == ["10 none, does not lead"])
        #expect(obstacles == ["the set-up is wrong"])
    }

    @Test func `delays frames of a slow link, and those that leave in a silence until it is over`()
    {
        var model = LinkFaults([
            Self.fault(.silent(for: .seconds(20))),
            Self.fault(.slow(by: Law(.constant(3)), for: .seconds(60)), at: 20),
        ])
        var condition = LinkCondition()
        #expect(condition.departure(at: .zero) == .zero)
        #expect(condition.isUntroubled)
        while let wake = model.takeWake() {
            _ = model.apply(wake.number, to: &condition, at: wake.at)
        }
        func departure(_ second: Int64) -> Int64 {
            condition.departure(at: .zero + .seconds(second)).nanoseconds / 1_000_000_000
        }
        #expect([departure(15), departure(25), departure(40), departure(90)] == [33, 33, 43, 90])
        #expect(condition.isSilent(at: .zero + .seconds(29)))
        #expect(!condition.isSilent(at: .zero + .seconds(30)))
    }

    @Test func `breaks one frame off and no other`() {
        var broken: [Bool] = []
        _ = Self.play([Self.fault(.breaksOff)]) { condition, _ in
            broken = [condition.takeBreakOff(), condition.takeBreakOff()]
        }
        #expect(broken == [true, false])
    }

    @Test func `reads slowly for as long as is said`() {
        var rates: [Int?] = []
        let effect = LinkFault.Effect.readsSlowly(rate: 20, for: .seconds(60))
        let told = Self.play([Self.fault(effect)]) { condition, now in
            rates = [
                condition.readingRate(at: now), condition.readingRate(at: now + .seconds(60)),
            ]
        }
        #expect(told == ["10 readsSlowly, leads"])
        #expect(rates == [20, nil])
    }

    /// What is drawn for one link depends on its own stream: so shards, and both worlds, have the same.
    @Test func `draws the same for a link, whatever other links there are`() {
        func losses(beside others: Int) -> [SimTime] {
            let effect = LinkFault.Effect.comesAndGoes(
                up: Law(.exponential(mean: 100)),
                down: Law(.exponential(mean: 10)),
                shortest: .zero,
                for: nil
            )
            var model = LinkFaults(
                (0...others).map { charger in
                    LinkFault(
                        charger: charger,
                        at: .zero,
                        effect: effect,
                        random: Self.random(UInt64(charger))
                    )
                }
            )
            var conditions = Array(repeating: LinkCondition(), count: others + 1)
            var waiting: [LinkFaults.Wake] = []
            var own: [SimTime] = []
            for _ in 0..<200 * (others + 1) {
                while let wake = model.takeWake() { waiting.append(wake) }
                guard let next = waiting.indices.min(by: { waiting[$0].at < waiting[$1].at })
                else { break }
                let wake = waiting.remove(at: next)
                _ = model.apply(wake.number, to: &conditions[wake.charger], at: wake.at)
                if wake.charger == 0 { own.append(wake.at) }
            }
            return Array(own.prefix(100))
        }
        #expect(losses(beside: 0).count == 100)
        #expect(losses(beside: 0) == losses(beside: 3))
    }
}
