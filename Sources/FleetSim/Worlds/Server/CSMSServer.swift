/// The reference CSMS behind sockets: the logic of virtual time, at the pace of the clock.
///
/// Each of its threads listens at the same port, and the kernel spreads over them who knocks.
package struct CSMSServer: ~Copyable {
    /// How often it is asked whether to stop.
    private static let patience: SimDuration = .milliseconds(50)

    /// Where it listens.
    package let address: SocketAddress
    private let speed: Double
    private let office: Office
    private let receptions: Row<Reception>
    private var sockets: [ListeningSocket]

    /// Opens the port; no client is let in before it runs.
    package init(_ plan: FleetPlan, _ settings: ServerSettings) throws {
        let tls = try settings.tls.map { settings throws(TLSSetupError) in
            try TLSContext(.server, settings)
        }
        let office = Office(plan, settings)
        let workers = plan.scenario.csms.reference.workers
        let receptions = try Row(count: settings.threads) { place throws(SystemError) in
            try Reception(
                plan,
                office: office,
                tls: tls,
                pool: WorkerPool(workers: workers.map { ($0 + place) / settings.threads }),
                limits: settings.limitsPerThread,
                number: place
            )
        }
        let sockets = try ListeningSocket.several(settings.threads, at: settings.address)
        address = sockets[0].address
        speed = settings.speed
        self.office = office
        self.receptions = receptions
        self.sockets = sockets
    }

    deinit {
        for socket in sockets { socket.close() }
    }

    /// Serves until it is asked to stop, and then closes every connection in order.
    ///
    /// What chargers do against the rules is told as it comes.
    package mutating func run(shouldStop: () -> Bool, onBreach: (String) -> Void) {
        let stop = StopSign()
        let clock = RunClock(speed: speed)
        Threads.run(receptions.count) { [receptions, sockets] place in
            Descriptors.keepOwn()
            receptions[place].run(at: sockets[place], clock, until: stop)
        } beside: {
            while !shouldStop() {
                for breach in office.takeBreaches(at: clock.now, isLast: false) {
                    onBreach(breach)
                }
                Threads.rest(Self.patience)
            }
            stop.set()
        }
        for breach in office.takeBreaches(at: clock.now, isLast: true) { onBreach(breach) }
        while let socket = sockets.popLast() { socket.close() }
    }

    /// What all threads have seen so far.
    package var tally: ServerTally {
        var sum = ServerTally()
        for place in receptions.indices { sum.add(receptions[place].tally) }
        return sum
    }
}
