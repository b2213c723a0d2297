/// A scenario run in real time against a CSMS out there: one kernel per thread, and a writer beside.
package struct LiveSimulation: ~Copyable {
    /// How often the threads tell what they measured, in real time.
    var tick: SimDuration = .seconds(1)
    /// How long the CSMS has for closing connections when the run is over, and for each of them.
    private let farewell: (all: SimDuration, each: SimDuration)

    package let plan: FleetPlan
    private let speed: Double
    private let shards: Row<LiveThread>
    private let stop = StopSign()
    private let room = RecordingRoom()
    private let records: Bool
    /// After the run: whether threads had to wait for what they had measured to be written.
    package private(set) var wasHeldUp = false

    package init(
        _ plan: FleetPlan,
        dialling: Dialling,
        options: SimulationOptions
    ) throws(SystemError) {
        self.plan = plan
        speed = dialling.speed
        records = options.records
        farewell = (dialling.farewell, dialling.farewellPause)
        let ranges = plan.shards(options.threads)
        let subsets = plan.subsetColumns(
            sources: dialling.localEnds.sources(of: plan.chargers.count)
        )
        shards = try Row(count: ranges.count) { [stop, room] index throws(SystemError) in
            let chargers = plan.chargerRange(of: ranges[index])
            var world = LiveWorld(
                dialling: dialling,
                chargers: chargers,
                reactor: try Reactor(
                    tls: dialling.tls,
                    limits: dialling.limits(threads: ranges.count),
                    seed: plan.scenario.seed,
                    number: index
                ),
                seed: plan.scenario.seed,
                stop: stop,
                tolerance: SimDuration(plan.scenario.trust.late),
                faults: plan.linkFaults(of: chargers)
            )
            if options.records {
                world.recording = Recording(firstCharger: chargers.lowerBound, room: room)
            }
            return LiveThread(
                plan.kernel(
                    of: ranges[index],
                    world: world,
                    subsets: subsets,
                    options: options
                )
            )
        }
    }

    package var threads: Int { shards.count }

    /// After the run: how many connections the CSMS did not close though their chargers had.
    package var connectionsLeftOpen: Int { shards.sum { $0.kernel.world.leftOpen } }

    /// After the run: how many connections the CSMS ended without an answer to the charger's close.
    package var connectionsCutOff: Int { shards.sum { $0.kernel.world.cutOff } }

    /// For how long that was waited for.
    package var farewellTaken: SimDuration {
        shards.indices.map { shards[$0].kernel.world.farewellTaken }.max() ?? .zero
    }

    /// Over how many threads the fleet could be spread: the chargers of a site share one.
    package var maximumThreads: Int { plan.sites.count }

    /// Runs in real time until the scenario's end, or until it is asked to stop.
    ///
    /// What a second measured is handed out when it is over, and so is what it recorded, if it is to record
    /// and for as long as more is wanted, and each whole window of the run database. Meanwhile it is asked often whether to go on at all.
    /// It fails where the system does not give it its threads.
    package mutating func run<Failure: Error>(
        by clock: RunClock? = nil,
        shouldStop: () -> Bool,
        onTick: (borrowing Batch) throws(Failure) -> Void,
        onRecording: (RecordedTick) throws(Failure) -> Bool,
        onWindow: (borrowing Batch) throws(Failure) -> Void
    ) throws(Failure) -> RunResult {
        let mailbox = Mailbox(senders: shards.count, stop: stop)
        let every = max(SimDuration(nanoseconds: 1), tick.scaled(by: speed))
        let windows = plan.windows.cut(every: every)
        let clock = clock ?? RunClock(speed: speed)
        var loop = WindowLoop(windows)
        var collector = BatchCollector(
            mailbox,
            senders: shards.count,
            stop: stop,
            room: records ? room : nil
        )
        var failure: Failure?
        var hasThreads = true
        Threads.run(shards.count) { [shards, farewell, stop] index in
            Descriptors.keepOwn()
            shards[index].begin(clock)
            var loop = WindowLoop(windows)
            loop.run(&shards[index], shouldStop: { stop.isSet }) { thread in
                mailbox.put(thread.takeReport(), from: index)
            }
            shards[index].finish(within: farewell.all, each: farewell.each)
        } beside: { [stop, shards] threads in
            hasThreads = threads == shards.count
            // A thread that the system refused would be waited for without end.
            guard hasThreads else { return stop.set() }
            do throws(Failure) {
                try loop.run(&collector, shouldStop: shouldStop) { collector throws(Failure) in
                    try collector.handOut(shouldStop, onTick, onRecording, onWindow)
                }
            } catch {
                failure = error
                stop.set()
            }
        }
        if let failure { throw failure }
        wasHeldUp = mailbox.hasHeldUp
        let end: RunResult.Status = collector.wasStopped ? .interrupted : .complete
        return RunResult(
            status: hasThreads ? end : .failed,
            reason: hasThreads ? nil : Threads.shortage,
            reached: loop.reached,
            events: shards.sum { $0.kernel.handled },
            fingerprint: fingerprint
        )
    }

    /// Where the fold of the trace stands.
    private var fingerprint: UInt64 {
        var sum: UInt64 = 0
        for index in shards.indices { sum &+= shards[index].kernel.fingerprint }
        return sum
    }
}

/// One thread of a live run: a kernel that goes by the clock and does not wait for the others.
struct LiveThread: WindowPlayer, ~Copyable {
    private(set) var kernel: Kernel<LiveWorld>
    private var isDone = false

    init(_ kernel: consuming Kernel<LiveWorld>) {
        self.kernel = kernel
    }

    var batch: Batch { kernel.batch }

    /// Time zero of the run.
    mutating func begin(_ clock: RunClock) { kernel.world.begin(clock) }

    mutating func play(_ span: WindowSpan, shouldStop: () -> Bool) -> Bool {
        kernel.run(through: span.last)
        var span = span
        if shouldStop() {
            span.end = max(span.start, min(span.end, kernel.world.clock.now))
            isDone = true
        }
        isDone = isDone || span.endsRun
        kernel.close(span, isLast: isDone)
        return isDone
    }

    /// What was measured since this was last asked.
    mutating func takeReport() -> TickReport {
        defer { kernel.batch = Batch() }
        return TickReport(
            batch: kernel.batch,
            recording: kernel.world.recording?.take() ?? nil,
            isLast: isDone
        )
    }

    mutating func finish(within patience: SimDuration, each pause: SimDuration) {
        kernel.world.finish(within: patience, each: pause)
    }
}
