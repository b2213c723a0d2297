import Synchronization

/// Why a server cannot serve.
package struct ServerProblem: Error, CustomStringConvertible, Sendable {
    package let description: String
}

/// The reference CSMS behind sockets: the logic of virtual time, at the pace of the clock.
///
/// Each of its threads listens at the same port, and the kernel spreads over them who knocks.
package struct CSMSServer: ~Copyable {
    /// How often it is asked whether to stop.
    private static let patience: SimDuration = .milliseconds(50)

    /// Where it listens.
    package let address: SocketAddress
    private let speed: Double
    private let shared: SharedCSMS
    private let threads: Row<ServerThread>
    private var sockets: [ListeningSocket]

    /// Opens the port; no client is let in before it runs.
    package init(_ plan: FleetPlan, _ settings: ServerSettings) throws {
        let tls = try settings.tls.map { settings throws(TLSSetupError) in
            try TLSContext(.server, settings)
        }
        let shared = SharedCSMS(plan, settings)
        let threads = try Row(count: settings.threads) { number throws(SystemError) in
            try ServerThread(plan, shared, tls: tls, settings: settings, number: number)
        }
        let sockets = try ListeningSocket.several(settings.threads, at: settings.address)
        address = sockets[0].address
        speed = settings.speed
        self.shared = shared
        self.threads = threads
        self.sockets = sockets
    }

    deinit {
        for socket in sockets { socket.close() }
    }

    /// Serves until it is asked to stop, and then closes every connection in order.
    ///
    /// What chargers do against the rules is told as it comes.
    package mutating func run(
        shouldStop: () -> Bool,
        onBreach: (String) -> Void
    ) throws(ServerProblem) {
        let stop = StopSign()
        let clock = RunClock(speed: speed)
        let problem = Mutex<ServerProblem?>(nil)
        Threads.run(threads.count) { [threads, sockets] index in
            Descriptors.keepOwn()
            do throws(SystemError) {
                try threads[index].run(at: sockets[index], clock, until: stop)
            } catch {
                problem.withLock { $0 = ServerProblem(description: "\(error)") }
                stop.set()
            }
        } beside: { started in
            if started < threads.count {
                problem.withLock { $0 = ServerProblem(description: Threads.shortage) }
                stop.set()
            }
            while !stop.isSet, !shouldStop() {
                for breach in shared.takeBreaches(at: clock.now, isLast: false) {
                    onBreach(breach)
                }
                Threads.rest(Self.patience)
            }
            stop.set()
        }
        for breach in shared.takeBreaches(at: clock.now, isLast: true) { onBreach(breach) }
        while let socket = sockets.popLast() { socket.close() }
        let found = problem.withLock { $0 }
        if let found { throw found }
    }

    /// What all threads have seen so far.
    package var tally: ServerTally {
        var sum = ServerTally()
        for index in threads.indices { sum.add(threads[index].tally) }
        return sum
    }
}
