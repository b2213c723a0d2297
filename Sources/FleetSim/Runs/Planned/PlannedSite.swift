import Scenarios

/// A site of a plan, worked out once and played under one seed after the other.
package enum PlannedSite: Sendable {
    /// It shares its power by itself: no message has a part in what its drivers get.
    case alone(SiteModel)
    /// A CSMS shares its power: with real chargers, over messages.
    case connected(SiteModel, FleetPlan)

    /// Fails where the site cannot be built.
    package init(_ site: SiteSpec, in scenario: Scenario) throws(SitePlanProblem) {
        let model = try SiteModel(
            site,
            number: 0,
            name: site.site,
            clockStart: scenario.start
        )
        guard site.power?.control.isByCSMS == true else {
            self = .alone(model)
            return
        }
        do throws(FleetProblems) {
            self = .connected(model, try FleetPlan(scenario.planned(site)))
        } catch {
            throw SitePlanProblem(
                description: "\(site.site): \(error.lines.joined(separator: "; "))"
            )
        }
    }

    /// What becomes of the site under a seed: a replication.
    package func tally(
        seed: UInt64,
        until end: SimTime,
        from begin: SimTime = .zero,
        clock: LocalClock = LocalClock(start: DateTime(unixMilliseconds: 0))
    ) -> SiteTally {
        switch self {
        case .alone(let model):
            return model.tally(seed: seed, until: end, from: begin, clock: clock)
        case .connected(let model, let plan):
            let tally = SiteTally(
                bays: model.bays,
                nodes: model.nodes,
                from: begin,
                clock: clock
            )
            let plan = plan.replication(seed: seed)
            let kernel = plan.kernel(
                of: 0..<1,
                world: plan.world(of: 0..<1, tags: plan.tagList),
                subsets: plan.subsetColumns(),
                options: SimulationOptions()
            )
            var site = ConnectedSite(kernel, layout: model.layout, observer: tally)
            return site.tally(from: begin, until: end)
        }
    }
}

extension Scenario {
    /// One site of it by itself, without what is done to runs: its CSMS has a worker for each call.
    fileprivate func planned(_ site: SiteSpec) -> Scenario {
        var scenario = self
        scenario.fleet = [site]
        scenario.fleet[0].count = 1
        scenario.entries = []
        scenario.csms.address = nil
        scenario.csms.reference.workers = nil
        scenario.csms.reference.commands = []
        scenario.load = []
        scenario.faults = []
        scenario.thresholds = []
        return scenario
    }
}
