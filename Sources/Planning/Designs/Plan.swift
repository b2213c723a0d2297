import FleetSim
import Scenarios

/// The designs of a site held against each other, and the one to build.
package struct Plan: Equatable, Sendable {
    /// The smallest design that is shown to meet all targets.
    package struct Answer: Equatable, Sendable {
        /// The drivers for whom it is; nil: the scenario's own.
        package let arrivals: PlanArrivals?
        /// Its index among the designs; nil: none is shown to meet them.
        package let design: Int?
        /// The smallest of those that are smaller still, and of which the replications do not tell.
        package let undecided: Int?
        /// The one that comes nearest to meeting them, which may be it.
        package let nearest: Int
    }

    package let spec: PlanSpec
    /// What passed before each replication was measured.
    package let warmUp: Duration
    /// That the designs would need a longer one, in words; nil: they do not.
    package var warmUpCut: String?
    package let results: [DesignResult]
    /// Whether each design is on the front, where nothing is better in one thing for free.
    package let isOnFront: [Bool]
    package let answers: [Answer]
    /// What one more bay and ten more amperes would change at each answer.
    package let marginals: [Marginal]
    package let theories: [Theory]

    /// Equal plans have equal ones, whatever processor and however many threads made them.
    package var fingerprint: UInt64 {
        results.reduce(0xcbf2_9ce4_8422_2325) { fold, result in
            (fold ^ result.fold) &* 0x0000_0100_0000_01b3
        }
    }

    /// Whether a design is shown to do for all drivers that were asked about.
    package var isMet: Bool { answers.allSatisfy { $0.design != nil } }

    /// How many times a site was simulated for what is told here.
    package var replications: Int { results.reduce(0) { $0 + $1.replications } }
}

extension Plan {
    /// Builds a site, to be played with the drivers of one seed after the other.
    package typealias Build = (_ site: SiteSpec) -> @Sendable (_ seed: UInt64) -> SiteTally

    /// Compares the designs of a scenario's plan; nil if `watching` stops it.
    package static func of(
        _ spec: PlanSpec,
        for site: SiteSpec,
        seed: UInt64,
        threads: Int,
        build: Build,
        watching: (SweepProgress) -> SweepContinuation = { _ in .go }
    ) -> Plan? {
        let site = site.withOwnDrivers
        let study = Study(spec: spec, site: site, seed: seed, threads: threads)
        let designs = spec.designs(of: site)
        let once = PlanReplications(minimum: 1, maximum: 1)
        let rule = site.isCertain ? once : spec.replications
        guard let results = study.results(of: designs, rule, build, watching)
        else {
            return nil
        }
        assert(results.count == designs.count, "each design has its result")
        let answers = spec.answers(of: results)
        guard let marginals = study.marginals(of: answers.map(\.nearest), results, build, watching)
        else {
            return nil
        }
        // As long as it was measured, which for listed sessions is to the day of the last.
        var played = spec
        played.horizon = spec.horizon(at: site)
        return Plan(
            spec: played,
            warmUp: spec.warmUp(for: site),
            warmUpCut: spec.warmUpCut(for: site),
            results: results,
            isOnFront: results.indices.map { spec.isOnFront($0, of: results) },
            answers: answers,
            marginals: marginals,
            theories: designs.map { Theory(of: $0.site(from: site, group: spec.group)) }
        )
    }
}

/// What stays the same over a plan.
private struct Study {
    let spec: PlanSpec
    let site: SiteSpec
    let seed: UInt64
    let threads: Int

    func results(
        of designs: [Design],
        _ rule: PlanReplications,
        _ build: Plan.Build,
        _ watching: (SweepProgress) -> SweepContinuation
    ) -> [DesignResult]? {
        let sites = designs.map { $0.site(from: site, group: spec.group) }
        let plays = sites.map(build)
        return Sweep(rule, threads: threads) { [seed] design, number in
            let tally = plays[design](ReplicationSeed.of(seed, number: number))
            return Replication(tally, connectedWatts: sites[design].connectedWatts)
        } reduce: { [spec, site] design, replications in
            DesignResult(
                designs[design],
                cost: spec.cost(of: designs[design], at: site),
                replications: replications,
                targets: spec.targets,
                limit: sites[design].power?.amperesForCars,
                isCertain: site.isCertain
            )
        }.run(designs.count, watching: watching)
    }

    /// Steps that are designs of the plan anyway are not played once more.
    func marginals(
        of bases: [Int],
        _ results: [DesignResult],
        _ build: Plan.Build,
        _ watching: (SweepProgress) -> SweepContinuation
    ) -> [Marginal]? {
        var marginals: [Marginal] = []
        for base in bases {
            let before = results[base]
            for (step, design) in before.design.steps(at: site, group: spec.group) {
                let count = before.replications
                var after = results.first { $0.design == design && $0.replications >= count }
                if after == nil {
                    let rule = PlanReplications(minimum: count, maximum: count)
                    after = self.results(of: [design], rule, build, watching)?.first
                }
                guard let after else { return nil }
                marginals.append(
                    Marginal(
                        step,
                        from: base,
                        before,
                        after,
                        figures: PlanFigure.shown(with: spec.targets.map(\.figure))
                    )
                )
            }
        }
        return marginals
    }
}

/// The seeds of replications.
package enum ReplicationSeed {
    /// The first replication has the seed itself, so that a single run shows what it did.
    package static func of(_ seed: UInt64, number: Int) -> UInt64 {
        assert(number >= 0, "replications are counted from 0")
        guard number > 0 else { return seed }
        var stream = RandomStream(seed: seed, entity: UInt64(number), purpose: .replication)
        return stream.next()
    }
}

extension SiteSpec {
    /// What all its bays could give at once.
    var connectedWatts: Double {
        chargers.reduce(0) { sum, group in
            let bays = Double(group.count * group.model.connectors)
            let volts = Double(group.model.hardware.volts * group.model.hardware.phases)
            return sum + bays * group.amperes * volts
        }
    }
}
