/// A scenario run in real time against a CSMS out there: one kernel per thread, and a writer beside.
package struct LiveSimulation: ~Copyable {
    private typealias Shard = Kernel<LiveWorld>

    /// How often the threads tell what they measured, in real time.
    var tick: SimDuration = .seconds(1)
    /// How long the CSMS has for closing connections when the run is over, and for each of them.
    private let farewell: (all: SimDuration, each: SimDuration)

    package let plan: FleetPlan
    private let speed: Double
    private let shards: Row<Shard>
    private let stop = StopSign()
    private let room = RecordingRoom()
    private let records: Bool

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
        shards = try Row(count: ranges.count) { [stop, room] place throws(SystemError) in
            let chargers = plan.chargerRange(of: ranges[place])
            var world = LiveWorld(
                dialling: dialling,
                chargers: chargers,
                reactor: try Reactor(
                    tls: dialling.tls,
                    limits: dialling.limits(threads: ranges.count),
                    seed: plan.scenario.seed,
                    number: place
                ),
                seed: plan.scenario.seed,
                stop: stop,
                tolerance: SimDuration(plan.scenario.trust.late),
                mishaps: plan.linkMishaps(of: chargers),
                dropOuts: plan.dropOuts(of: chargers)
            )
            if options.records {
                world.recording = Recording(firstCharger: chargers.lowerBound, room: room)
            }
            return plan.kernel(
                of: ranges[place],
                world: world,
                sources: dialling.localEnds.sources(of: plan.chargers.count),
                options: options
            )
        }
    }

    package var threads: Int { shards.count }

    /// After the run: how many connections the CSMS did not close though their chargers had.
    package var connectionsLeftOpen: Int { shards.sum { $0.world.leftOpen } }

    /// For how long that was waited for.
    package var farewellTaken: SimDuration {
        shards.indices.map { shards[$0].world.farewellTaken }.max() ?? .zero
    }

    /// Over how many threads the fleet could be spread: the chargers of a site share one.
    package var mostThreads: Int { plan.sites.count }

    /// Runs in real time until the scenario's end, or until it is asked to stop.
    ///
    /// What a second measured is handed out when it is over, and so is what it recorded, if it is to record
    /// and for as long as more is wanted, and each whole window of the run database. Meanwhile it is asked often whether to go on at all.
    package mutating func run<Failure: Error>(
        by clock: RunClock? = nil,
        shouldStop: () -> Bool,
        onTick: (borrowing Batch) throws(Failure) -> Void,
        onRecording: (RecordedTick) throws(Failure) -> Bool,
        onWindow: (borrowing Batch) throws(Failure) -> Void
    ) throws(Failure) -> RunResult {
        let mailbox = Mailbox(senders: shards.count)
        let every = max(SimDuration(nanoseconds: 1), tick.scaled(by: speed))
        let ticks = Ticks(every: every, windows: plan.windows)
        let clock = clock ?? RunClock(speed: speed)
        var gathering = Gathering(
            mailbox,
            senders: shards.count,
            stop: stop,
            room: records ? room : nil
        )
        var failure: Failure?
        Crew.run(shards.count) { [shards, farewell] place in
            Descriptors.keepOwn()
            shards[place].live(clock, ticks, into: mailbox, as: place)
            shards[place].world.finish(within: farewell.all, each: farewell.each)
        } beside: { [stop] in
            do throws(Failure) {
                try gathering.run(ticks, shouldStop, onTick, onRecording, onWindow)
            } catch {
                failure = error
                stop.set()
            }
        }
        if let failure { throw failure }
        return RunResult(
            status: gathering.wasStopped ? .interrupted : .complete,
            reached: gathering.reached,
            events: shards.sum { $0.handled },
            fingerprint: fingerprint
        )
    }

    /// Where the fold of the trace stands.
    private var fingerprint: UInt64 {
        var sum: UInt64 = 0
        for place in shards.indices { sum &+= shards[place].fingerprint }
        return sum
    }
}

extension Kernel where W == LiveWorld {
    /// Runs tick by tick and sends off what each measured.
    fileprivate mutating func live(
        _ clock: RunClock,
        _ ticks: Ticks,
        into mailbox: Mailbox,
        as sender: Int
    ) {
        world.begin(clock)
        var start = SimTime.zero
        while let tick = ticks.after(start) {
            // What happens at the very end of a tick belongs to the next one.
            run(through: SimTime(nanoseconds: tick.end.nanoseconds - 1))
            let isLast = world.isStopped || ticks.after(tick.end) == nil
            let end = world.isStopped ? max(start, min(tick.end, clock.now)) : tick.end
            closeWindow(from: start, to: end, isLast: isLast, endsWindow: tick.endsWindow)
            let recording = world.recording?.take() ?? nil
            mailbox.put(
                Parcel(batch: batch, recording: recording, isLast: isLast),
                from: sender
            )
            batch = Batch()
            guard !isLast else { return }
            start = end
        }
    }
}
