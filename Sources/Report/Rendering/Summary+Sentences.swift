import FleetSim

/// What a report says in words, the same on a page and in a terminal.
extension Summary {
    /// Who or what a run was.
    var subtitle: String {
        let fleet = "\(counted(run.chargers, "charger")) at \(counted(run.sites, "site"))"
        let time = Figures.span(microseconds: run.simulatedMicroseconds)
        return "\(fleet), \(time) simulated, \(run.mode), seed \(run.seed)"
    }

    /// How a run ended, as a reader must know it before all else.
    var ending: String {
        switch RunResult.Status(rawValue: run.status) {
        case .complete: "complete"
        case .interrupted: "interrupted: what follows was measured until then"
        case .running: "still running: what follows was measured so far"
        case .failed: "failed: its figures are not to be trusted"
        case nil: run.status
        }
    }

    /// How many thresholds held, and which did not.
    package var verdictSentences: [String] {
        guard !verdicts.isEmpty else { return [] }
        let failed = verdicts.filter { !$0.passed }
        guard !failed.isEmpty else {
            return ["\(counted(verdicts.count, "threshold")), all held."]
        }
        return ["\(failed.count) of \(counted(verdicts.count, "threshold")) failed."]
    }

    /// Whether sites ran without a CSMS: cars came, and nobody said anything.
    var ranAlone: Bool {
        run.mode == "virtual" && sessions.count > 0 && calls.isEmpty
            && connections.opened + connections.failed + connections.closed == 0
    }

    var connectionSentences: [String] {
        guard !ranAlone else { return [] }
        let moves = """
            \(Figures.grouped(connections.opened)) opened, \
            \(Figures.grouped(connections.closed)) closed, \
            \(Figures.grouped(connections.failed)) failed; at the end \
            \(Figures.grouped(connections.connectedAtEnd)) of \
            \(counted(run.chargers, "charger")) connected.
            """
        guard let handshake = connections.handshakeP99Microseconds else { return [moves] }
        let span = Figures.span(microseconds: handshake)
        return [moves, "In the worst window 99 % of the handshakes took \(span) or less."]
    }

    var sessionSentences: [String] {
        let requested = Figures.energy(milliwattHours: sessions.requestedMilliwattHours)
        let delivered = Figures.energy(milliwattHours: sessions.deliveredMilliwattHours)
        let energy = "\(delivered) delivered of \(requested) wanted (\(energyServed))."
        let wait = sessions.meanWaitMicroseconds.map {
            "\(Figures.span(microseconds: $0)) from arriving to plugging in"
        }
        let plugged = sessions.meanPluggedMicroseconds.map {
            "\(Figures.span(microseconds: $0)) from plugging in to leaving"
        }
        let parts = [wait, plugged].compactMap(\.self)
        let times = parts.isEmpty ? [] : ["On average \(parts.joined(separator: ", "))."]
        return [energy] + times + ["Cars still there at the end are not counted."]
    }

    /// The share of the wanted energy that was delivered.
    var energyServed: String {
        Figures.percent(sessions.deliveredMilliwattHours, of: sessions.requestedMilliwattHours)
    }

    /// How fast the simulator was, and on what.
    var machineSentences: [String] {
        let used = [
            machine.cpuPercent.map { "\(Figures.rounded($0)) % of a core on average" },
            machine.peakResidentBytes.map { "\(Figures.bytes($0)) of memory at most" },
        ].compactMap(\.self)
        let place = """
            FleetSim \(run.version)\(run.commit.map { " (\($0))" } ?? "") on \(machine.host), \
            \(counted(machine.threads, "thread")), \(counted(machine.cores, "core")); \
            started \(machine.startedAt).
            """
        return [speed, place] + (used.isEmpty ? [] : [used.joined(separator: ", ") + "."])
    }

    var fileSentence: String {
        machine.runs == 1
            ? "The file holds this run alone."
            : "The file holds \(machine.runs) runs; this is run \(machine.run)."
    }

    private var speed: String {
        if let plan { return planSpeed(plan) }
        let events = counted(run.events, "event")
        guard let wall = machine.wallMicroseconds,
            let eventRate = machine.perWallSecond(Double(run.events)),
            let timeRate = machine.perWallSecond(seconds)
        else { return "\(events) handled." }
        return """
            \(events) in \(Figures.span(microseconds: wall)): \(Figures.rounded(eventRate)) per \
            second, \(Figures.rounded(timeRate)) simulated seconds per second.
            """
    }

    private func planSpeed(_ plan: PlanSummary) -> String {
        guard let wall = machine.wallMicroseconds,
            let rate = machine.perWallSecond(Double(plan.replications))
        else { return "\(counted(plan.replications, "replication")) made." }
        return """
            \(counted(plan.replications, "replication")) in \(Figures.span(microseconds: wall)): \
            \(Figures.rounded(rate)) per second.
            """
    }

    private func counted(_ count: Int, _ thing: String) -> String {
        "\(Figures.grouped(count)) \(thing)\(count == 1 ? "" : "s")"
    }
}
