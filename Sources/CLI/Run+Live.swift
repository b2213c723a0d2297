import FleetSim
import Glibc
import Observing
import Report

// In real time, against a CSMS out there.
extension Run {
    func performLive(
        _ dialling: Dialling,
        _ recordingPath: RecordingTarget?,
        _ metrics: SocketAddress?,
        _ showsProgress: Bool
    ) throws -> Outcome {
        if let target = recordingPath {
            try OutputFile.check(target.path, RecordingFile.kind, replacesAll: target.replacesAll)
        }
        var watch = try LiveWatch(facts(dialling), metrics: metrics, isShown: showsProgress)
        defer { watch.clear() }
        var simulation = try LiveSimulation(plan, dialling: dialling, options: options)
        var manifest = manifest(threads: simulation.threads)
        manifest.speed = dialling.speed
        manifest.csms = dialling.address
        // From here on what fails is kept with the run, for those who read the database later.
        var record = try RunRecord(path, manifest, isPrivate: hasSecrets, isSoak: isSoak)
        var looks = LiveLooks(self, simulation, speed: dialling.speed)
        do {
            let recording = try recordingPath.map {
                try RecordingFile($0, RecordingHead(plan, speed: dialling.speed))
            }
            let clock = RunClock(speed: dialling.speed)
            let observer = Observer(plan.scenario.observe)
            observer.begin(clock)
            defer { observer.end() }
            var result = try simulation.run(
                by: clock,
                shouldStop: { Interrupts.haveCome },
                onTick: { batch throws(any Error) in
                    watch.see(batch, saying: looks.see(batch))
                    try keep(observer, batch, speed: dialling.speed, &record)
                },
                onRecording: { tick throws(any Error) in try recording?.takes(tick) ?? false },
                onWindow: { batch throws(any Error) in try record.add(batch) }
            ).orFailure()
            try recording?.finish(result)
            looks.conclude(&result, hasChargers: !plan.chargers.isEmpty)
            let told = [
                looks.received.flood(Notable.floodInAll, at: result.reached),
                farewell(simulation, at: result.reached),
                recording?.ended,
                simulation.wasHeldUp ? heldUp(at: result.reached) : nil,
            ]
            for notable in told.compactMap(\.self) { try record.note(notable) }
            return try finish(&record, result)
        } catch {
            record.fail(error)
            throw error
        }
    }

    /// A CSMS whose name leads nowhere cannot be reached, like one to which no charger gets through: who
    /// reads the run database or the exit code in the morning finds the same.
    func tellUnreached(_ error: DiallingError) throws -> Outcome {
        var manifest = manifest(threads: options.threads)
        manifest.csms = error.address
        var record = try RunRecord(path, manifest, isPrivate: hasSecrets, isSoak: isSoak)
        var result = RunResult(status: .complete, reached: .zero, events: 0, fingerprint: 0)
        result.conclude(unreachable: Reach.never(error.unknownHost ?? error.description))
        do {
            return try finish(&record, result)
        } catch {
            record.fail(error)
            throw error
        }
    }

    /// Keeps what was observed since the last tick, with what the simulator measured itself.
    private func keep(
        _ observer: Observer,
        _ batch: borrowing Batch,
        speed: Double,
        _ record: inout RunRecord
    ) throws {
        guard !plan.scenario.observe.isEmpty else { return }
        let seconds = Double((batch.end - batch.start).microseconds) / 1e6 / speed
        let own = OwnFigures.figures(of: batch, seconds: seconds).map { (batch.end, $0) }
        try record.observe(OwnFigures.source, own)
        for told in observer.take() {
            try record.observe(told.source, told.samples)
            for (at, text) in told.complaints {
                let detail = "\(told.source.visible): \(text.visible)"
                Terminal.error("fleetsim: observe: \(detail); the run goes on")
                try record.note(
                    Notable(at: at, charger: nil, kind: "observation", detail: detail)
                )
            }
        }
    }

    /// What is told of a CSMS that did not close what the chargers had closed, or not in order.
    private func farewell(_ simulation: borrowing LiveSimulation, at end: SimTime) -> Notable? {
        let (left, cut) = (simulation.connectionsLeftOpen, simulation.connectionsCutOff)
        let span = simulation.farewellTaken.microseconds
        let seconds = Double((span + 50_000) / 100_000) / 10
        let told = [
            left == 0 ? nil : "did not close \(left) \(connections(left)) within \(seconds) s",
            cut == 0 ? nil : "hung up on \(cut) \(connections(cut)) without a close frame",
        ]
        let kept = told.compactMap(\.self)
        guard !kept.isEmpty else { return nil }
        return Notable(
            at: end,
            charger: nil,
            kind: Notable.closeUnanswered,
            detail: "at the end the CSMS " + kept.joined(separator: " and ")
        )
    }

    private func connections(_ count: Int) -> String { count == 1 ? "connection" : "connections" }

    /// What is told where the run had to wait for its own database.
    private func heldUp(at end: SimTime) -> Notable {
        let detail =
            "windows came faster than they could be written to ‘\(path.visible)’, and the run waited "
            + "for that: take longer windows, a lower --speed or another disk"
        Terminal.error("fleetsim: \(detail)")
        return Notable(at: end, charger: nil, kind: "held-up", detail: detail)
    }

    private func facts(_ dialling: Dialling) -> RunTally.Facts {
        RunTally.Facts(
            scenario: plan.scenario.name,
            seed: plan.scenario.seed,
            csms: dialling.address,
            version: Program.version,
            chargers: plan.chargers.count,
            duration: SimDuration(plan.scenario.duration),
            speed: dialling.speed
        )
    }
}

/// What is looked at in every tick of a live run: whether it can be believed, whom it reaches, what it is sent.
private struct LiveLooks {
    private var trust: Trust
    private var reach = Reach()
    private var followed: FollowedCharger?
    private(set) var received = ReceivedFrames()

    init(_ run: Run, _ simulation: borrowing LiveSimulation, speed: Double) {
        trust = Trust(
            run.plan.scenario.trust,
            cores: HostMeter.cores,
            threads: simulation.threads,
            maximumThreads: simulation.maximumThreads
        )
        followed = run.follows.map { FollowedCharger($0, speed: speed) }
    }

    /// Gives what the charger that is followed said.
    mutating func see(_ batch: borrowing Batch) -> [[StyledText]] {
        trust.see(batch)
        reach.see(batch)
        received.merge(batch.received)
        return followed?.lines(of: batch) ?? []
    }

    /// How the run ended, with what is to be said against it.
    func conclude(_ result: inout RunResult, hasChargers: Bool) {
        let isWhole = result.status == .complete && hasChargers
        result.conclude(
            unreachable: reach.complaint ?? (isWhole ? reach.noAttempt : nil),
            doubts: trust.doubts
        )
    }
}

extension RecordingFile {
    /// Adds a tick; false where the recording has ended, which is told once.
    fileprivate func takes(_ tick: RecordedTick) throws -> Bool {
        guard ended == nil else { return false }
        try add(tick)
        guard let ended else { return true }
        Terminal.error("fleetsim: \(ended.detail), and the run goes on")
        return false
    }
}
