import Scenarios

// How long a round of the reference CSMS's commands takes.
extension FleetPlan {
    /// As it says, or as its rate gives over the whole fleet.
    static func spread(of command: CommandSpec, in scenario: Scenario) -> SimDuration {
        guard let rate = command.rate else { return SimDuration(command.over) }
        let chargers = scenario.fleet.reduce(0) { sum, site in
            guard (command.site ?? site.site) == site.site else { return sum }
            return sum
                + site.chargers.reduce(0) { sum, group in
                    let isMeant = (command.model ?? group.model.id) == group.model.id
                    return isMeant ? sum + site.count * group.count : sum
                }
        }
        let hours = Double(chargers) * command.share / rate
        // Longer than any run, and short of what nanoseconds can say.
        return SimDuration(nanoseconds: Int64(min(hours * 3_600e9, 4e18).rounded()))
    }

    /// Where a round would go on after the next has begun.
    static func commandProblems(_ scenario: Scenario) -> [String] {
        scenario.csms.reference.commands.enumerated().compactMap { index, command in
            guard let every = command.every.map({ SimDuration($0) }) else { return nil }
            let spread = spread(of: command, in: scenario)
            guard spread > every else { return nil }
            let texts = [spread, every].map { Dimension.duration.text(Double($0.nanoseconds)) }
            return "csms.reference.commands.\(index): a round of calls takes \(texts[0]), and the "
                + "next one begins after \(texts[1])"
        }
    }
}
