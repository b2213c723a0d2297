import FleetSim
import Scenarios

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
        case .untrusted: "untrusted: its figures are not to be believed"
        case .unreachable: "unreachable"
        case .interrupted: "interrupted: what follows was measured until then"
        case .running: "still running: what follows was measured so far"
        case .failed: "failed: what follows was measured until then"
        case nil: run.status
        }
    }

    /// What a reader must know besides, a sentence each: why a run is not complete, and what is
    /// wrong with the CSMS.
    package var remarks: [String] {
        let reasons = run.statusReason?.split(separator: "\n").map { $0.capitalised + "." } ?? []
        let told = [flood, farewell].map { $0.map { $0.capitalised + "." } }
        let ofCSMS = [silence ?? leftOpen, keptOut] + told
        return reasons + (ofCSMS + [notTried] + outliers).compactMap(\.self)
    }

    /// The parts of the fleet whose calls fared far worse than all others; what else moved, and what drifted.
    private var outliers: [String?] {
        switch kind {
        case .fleet(let course):
            course.subsets.map(\.outlierSentence) + course.observedRemarks
        case .sites, .plan, .capacity: []
        }
    }

    /// The silence of a CSMS that owes answers, where it is worth a word.
    private var silence: String? {
        guard let since = connections.silentSince else { return nil }
        let hasFailed = verdicts.contains {
            $0.expression.hasPrefix(Metric.answers.text) && $0.phase == nil && !$0.passed
        }
        let silent = Double(run.simulatedMicroseconds - since)
        let isShort = silent < Double(run.simulatedMicroseconds) * Self.notableShare
        let isBrief = silent / (run.speed ?? 1) < Self.notableSilence
        guard hasFailed || !(isShort || isBrief) else { return nil }
        let waiting = "\(counted(connections.waiting, "charger")) waiting"
        guard let last = connections.lastAnswer else {
            return "The CSMS answered nothing at all, \(waiting)."
        }
        let clock = Figures.clock(microseconds: last / 1_000_000 * 1_000_000)
        return "The CSMS last answered anything at \(clock), \(waiting)."
    }

    /// In microseconds of real time, and of the run.
    ///
    /// Where few chargers ask seldom, one that has lost its line makes seconds of silence.
    private static let notableSilence = 5e6
    private static let notableShare = 0.01

    /// Calls that a CSMS which answers others had left open for long when the run ended: so it is
    /// where one server of several has died.
    private var leftOpen: String? {
        guard let calls = totals.first(where: { $0.direction == Direction.out.name }),
            calls.longestOpen >= Int(Self.notableSilence)
        else { return nil }
        let age = Figures.span(microseconds: calls.longestOpen)
        let open = calls[.open]
        // A charger that never got in has a call open too, and is told of by itself.
        guard open > failures.reduce(0, { $0 + $1.keptOut }) else { return nil }
        return open == 1
            ? "1 call was open at the end, for \(age)."
            : "\(counted(open, "call")) were open at the end, the oldest for \(age)."
    }

    /// How many chargers were never let in, and why.
    private var keptOut: String? {
        let kept = failures.filter { $0.keptOut > 0 }
        let count = kept.reduce(0) { $0 + $1.keptOut }
        guard count > 0, run.status != RunResult.Status.unreachable.rawValue else { return nil }
        let reasons = kept.map { "\($0.reason) (\(Figures.grouped($0.keptOut)))" }
        return "\(counted(count, "charger")) never got in: \(reasons.joined(separator: "; "))."
    }

    private var notTried: String? {
        guard run.kind == .live, run.status == RunResult.Status.complete.rawValue,
            !connections.wasTried
        else { return nil }
        return "No charger tried to connect: the run was over before the first came up."
    }

    /// What is known of calls that were not answered.
    var unansweredSentences: [String] {
        let latencies = totals.compactMap(\.latency)
        let count = latencies.reduce(0) { $0 + $1.unanswered }
        guard count > 0 else { return [] }
        return [
            """
            \(counted(count, "call")) without an answer (timeout, lost, open) \
            \(count == 1 ? "counts" : "count") as longer than \(count == 1 ? "its age" : "their ages").
            """
        ]
    }

    /// That nothing was judged, where that is so.
    var notJudged: [String] {
        switch RunResult.Status(rawValue: run.status) {
        case .untrusted, .unreachable, .interrupted, .failed:
            verdicts.isEmpty && plan == nil ? ["Not judged: the run is \(run.status)."] : []
        case .complete, .running, nil: []
        }
    }

    /// How many thresholds passed, and which did not.
    package var verdictSentences: [String] {
        guard !verdicts.isEmpty else { return notJudged }
        let failed = verdicts.filter { !$0.passed }
        guard !failed.isEmpty else {
            return ["\(counted(verdicts.count, "threshold")), all passed."]
        }
        return ["\(failed.count) of \(counted(verdicts.count, "threshold")) failed."]
    }

    /// Whether sites ran without a CSMS: cars came, and no message was sent.
    var ranAlone: Bool {
        switch kind {
        case .sites: true
        case .fleet, .plan, .capacity: false
        }
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
        let served = Figures.energy(milliwattHours: sessions.servedMilliwattHours)
        let energy =
            sessions.servedMilliwattHours == sessions.deliveredMilliwattHours
            ? "\(delivered) delivered of \(requested) wanted (\(energyServed))."
            : "\(delivered) delivered, \(served) of it wanted: \(energyServed) of \(requested)."
        let wait = sessions.meanWaitMicroseconds.map {
            "\(Figures.span(microseconds: $0)) from arriving to plugging in"
        }
        let plugged = sessions.meanPluggedMicroseconds.map {
            "\(Figures.span(microseconds: $0)) from plugging in to leaving"
        }
        let parts = [wait, plugged].compactMap(\.self)
        let times = parts.isEmpty ? [] : ["On average \(parts.joined(separator: ", "))."]
        let open = sessions[.open]
        let isAre = open == 1 ? "is not counted: it was" : "are not counted: they were"
        let left = "\(counted(open, "session")) \(isAre) not over when the run ended."
        let remote = "The CSMS started \(counted(sessions.startedByCSMS, "session"))."
        return [energy] + times + (sessions.startedByCSMS > 0 ? [remote] : [])
            + neverStarted + (open > 0 ? [left] : [])
    }

    /// Drivers who left it to the CSMS to start, and whom it left standing.
    private var neverStarted: [String] {
        guard let event = eventKinds.first(where: { $0.kind == "never-started" }) else { return [] }
        let drivers = counted(event.count, "driver")
        return ["\(drivers) waited for a RemoteStartTransaction that never came."]
    }

    /// The share of the wanted energy that was delivered.
    var energyServed: String {
        Figures.percent(sessions.servedMilliwattHours, of: sessions.requestedMilliwattHours)
    }

    /// How fast the simulator was, and on what.
    var machineSentences: [String] {
        let used = [
            machine.cpuPercent.map { "\(Figures.rounded($0)) % of a core on average" },
            machine.peakResidentBytes.map { "\(Figures.bytes($0)) of memory at most" },
        ].compactMap(\.self)
        let machineLine = """
            FleetSim \(run.version)\(run.commit.map { " (\($0))" } ?? "") on \(machine.host), \
            \(counted(machine.threads, "thread")), \(counted(machine.cores, "core")); \
            started \(machine.startedAt).
            """
        return [speed, machineLine] + (used.isEmpty ? [] : [used.joined(separator: ", ") + "."])
    }

    var fileSentence: String {
        machine.runs == 1
            ? "The file holds this run alone."
            : "The file holds \(machine.runs) runs; this is run \(machine.run)."
    }

    private var speed: String {
        if let plan { return planSpeed(plan) }
        guard let wall = machine.wallMicroseconds,
            let eventRate = machine.perWallSecond(Double(run.events)),
            let timeRate = machine.perWallSecond(seconds)
        else { return "\(counted(run.events, "event")) handled." }
        let (took, speed) = (Figures.span(microseconds: wall), Figures.rounded(timeRate))
        // A search for a capacity counts the events of its trials nowhere.
        guard run.events > 0 else {
            return "It took \(took), \(speed) simulated seconds per second."
        }
        return """
            \(counted(run.events, "event")) in \(took): \(Figures.rounded(eventRate)) per second, \
            \(speed) simulated seconds per second.
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

    func counted(_ count: Int, _ thing: String) -> String {
        "\(Figures.grouped(count)) \(thing)\(count == 1 ? "" : "s")"
    }
}

extension StringProtocol {
    /// As a sentence begins.
    ///
    /// The name of a file stays as it is.
    var capitalised: String {
        let word = prefix { $0 != " " }
        let isFile = word.contains("/") || word.dropLast().contains(".")
        return isFile ? String(self) : prefix(1).uppercased() + dropFirst()
    }
}
