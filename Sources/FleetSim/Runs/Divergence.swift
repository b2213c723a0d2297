/// The first event in which two runs differ.
package struct Divergence: Equatable, Sendable {
    package var at: SimTime
    /// A charger's identity or a site's name.
    package var entity: String
    /// What the runs did there; nil where one did nothing more.
    package var first: String?
    package var second: String?

    /// Runs two simulations side by side and finds where they part; nil when they never do.
    ///
    /// The fold of the trace is compared at the end of each window. Both are then run again up to
    /// the first window that differs, and every event in it is compared.
    package static func between(
        _ first: () -> Simulation,
        _ second: () -> Simulation
    ) -> Divergence? {
        var left = first()
        var right = second()
        var window = 0
        while left.fingerprint == right.fingerprint {
            let goesOn = (left.step(), right.step())
            guard goesOn.0 || goesOn.1 else { return nil }
            window += 1
        }
        let plan = left.plan
        return inJournals(
            journal(ofWindow: window, first()),
            journal(ofWindow: window, second()),
            plan
        )
    }

    private static func journal(
        ofWindow window: Int,
        _ simulation: consuming Simulation
    ) -> [TracedEvent] {
        var simulation = simulation
        for _ in 1..<max(1, window) { _ = simulation.step() }
        simulation.keepJournal(true)
        _ = simulation.step()
        return simulation.takeJournal()
    }

    private static func inJournals(
        _ first: [TracedEvent],
        _ second: [TracedEvent],
        _ plan: FleetPlan
    ) -> Divergence? {
        let left = inOrder(first)
        let right = inOrder(second)
        var index = 0
        while index < left.count, index < right.count, left[index] == right[index] { index += 1 }
        let a = index < left.count ? left[index] : nil
        let b = index < right.count ? right[index] : nil
        guard let earlier = [a, b].compactMap({ $0 }).min(by: isBefore) else { return nil }
        return Divergence(
            at: earlier.at,
            entity: name(of: earlier.entity, plan),
            first: describe(a, beside: earlier),
            second: describe(b, beside: earlier)
        )
    }

    /// By time, then entity; what one entity did at one moment stays in its order.
    private static func inOrder(_ journal: [TracedEvent]) -> [TracedEvent] {
        journal.enumerated().sorted { left, right in
            if isBefore(left.element, right.element) { return true }
            if isBefore(right.element, left.element) { return false }
            return left.offset < right.offset
        }.map(\.element)
    }

    private static func isBefore(_ left: TracedEvent, _ right: TracedEvent) -> Bool {
        (left.at, left.entity) < (right.at, right.entity)
    }

    private static func describe(_ event: TracedEvent?, beside other: TracedEvent) -> String? {
        guard let event, event.at == other.at, event.entity == other.entity else { return nil }
        switch event.what {
        case .frame(let text): return FrameSecrets.masked(text)
        case .event(let word): return "\(KernelEvent(word: word))"
        }
    }

    private static func name(of entity: Int, _ plan: FleetPlan) -> String {
        entity < plan.chargers.count
            ? plan.chargers[entity].identity
            : plan.sites[entity - plan.chargers.count].name
    }
}
