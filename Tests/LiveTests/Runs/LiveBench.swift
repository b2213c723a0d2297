import Foundation
import Scenarios
import Testing

@testable import FleetSim

/// The reference CSMS on loopback, on a thread and a port of its own, until it is stopped.
final class LiveCSMS: @unchecked Sendable {
    let url: String
    private let stop = StopSign()
    private let done = DispatchSemaphore(value: 0)
    // Written by the thread before it signals that it is done, read after that.
    private(set) var tally = ServerTally()
    private(set) var breaches: [String] = []

    init(
        _ scenario: Scenario,
        path: String = "/ocpp",
        change: (inout ServerSettings) -> Void = { _ in }
    ) throws {
        var settings = ServerSettings(
            address: try SocketAddress.resolve("127.0.0.1", port: 0, isToListen: true)[0],
            now: scenario.start.unixMilliseconds
        )
        change(&settings)
        let server = Box(try CSMSServer(try FleetPlan(scenario), settings))
        url = "\(settings.tls == nil ? "ws" : "wss")://\(server.value.address)\(path)"
        Thread.detachNewThread { [self] in
            try? server.value.run(
                shouldStop: { self.stop.isSet },
                onBreach: { self.breaches.append($0) }
            )
            tally = server.value.tally
            done.signal()
        }
    }

    /// Has it close every connection, and waits until it has.
    func end() {
        stop.set()
        done.wait()
    }

    /// Takes a server to its thread, which alone touches it then.
    private final class Box: @unchecked Sendable {
        var value: CSMSServer

        init(_ value: consuming CSMSServer) {
            self.value = value
        }
    }
}

/// What a live run came to.
struct LiveOutcome {
    var result: RunResult
    var total = Batch()
    /// What flowed at the nodes of sites, window by window.
    var power: [(start: SimTime, end: SimTime, records: [PowerRecord])] = []
    /// As a file would hold it.
    var recording: [UInt8] = []
    /// How many connections went on with a TLS session.
    var resumed = 0
    /// How many connections the CSMS did not close at the end.
    var leftOpen = 0
    /// How many it hung up on then without a close frame.
    var cutOff = 0
}

extension LiveOutcome {
    /// Longer than any host takes for what it does at all; no verdict comes from its running out.
    static let lastResort: SimDuration = .seconds(600)

    /// Runs a scenario in real time against the CSMS at a URL.
    ///
    /// Runs of tests are not over at a time, which would come too early on a slow host, but when
    /// enough has happened; one without such a condition goes on to the scenario's end.
    static func run(
        _ scenario: Scenario,
        url: String,
        speed: Double,
        password: String? = nil,
        sendsPasswords: Bool = true,
        tls: TLSSettings = TLSSettings(),
        patience: SimDuration = lastResort,
        farewell: SimDuration = lastResort,
        options: SimulationOptions = SimulationOptions(keeps: .all),
        sourceLocation: SourceLocation = #_sourceLocation,
        until isEnough: ((LiveOutcome) -> Bool)? = nil
    ) throws -> LiveOutcome {
        var scenario = scenario
        scenario.csms.url = url
        let plan = try FleetPlan(scenario)
        var dialling = try Dialling(
            plan,
            url: url,
            password: password,
            sendsPasswords: sendsPasswords,
            tls: tls,
            speed: speed
        )
        dialling.handshakePatience = patience
        dialling.farewell = farewell
        dialling.farewellPause = farewell
        var simulation = try LiveSimulation(plan, dialling: dialling, options: options)
        // Short, for a test should not wait for what it sees at the end of one.
        simulation.tick = .milliseconds(200)
        var total = Batch()
        var soFar = LiveOutcome(result: RunResult.underWay)
        var power: [(start: SimTime, end: SimTime, records: [PowerRecord])] = []
        var recording = Array(RecordingHead(plan, speed: speed).text.utf8)
        let result = try simulation.run(
            shouldStop: { isEnough?(soFar) ?? false },
            onTick: { batch throws(any Error) in
                soFar.total.follow(with: copy batch)
                soFar.result.reached = batch.end
                soFar.resumed = dialling.tls?.resumed ?? 0
            },
            onRecording: { tick throws(any Error) in
                recording += tick.pieces.joined()
                return true
            },
            onWindow: { batch throws(any Error) in
                #expect(batch.start == total.end, "windows follow upon one another")
                total.follow(with: copy batch)
                power.append((batch.start, batch.end, batch.power))
            }
        )
        #expect(
            (result.status == .interrupted) == (isEnough != nil),
            "what the test waits for has not happened",
            sourceLocation: sourceLocation
        )
        recording += Array(RecordingHead.ending(result).utf8)
        return LiveOutcome(
            result: result,
            total: total,
            power: power,
            recording: recording,
            resumed: dialling.tls?.resumed ?? 0,
            leftOpen: simulation.connectionsLeftOpen,
            cutOff: simulation.connectionsCutOff
        )
    }

    /// Runs at half the speed, again and again, until no event was later than a simulated span.
    ///
    /// What a scenario says of moments holds only then for a run in real time. A busy host is given
    /// more time for it, and no verdict on what it did too late.
    static func onTime(
        within span: SimDuration,
        from speed: Double,
        _ run: (_ speed: Double) throws -> LiveOutcome
    ) throws -> LiveOutcome {
        var speed = speed
        while true {
            let live = try run(speed)
            guard live.lateness(at: speed) > span, speed > 1 else { return live }
            speed /= 2
        }
    }

    /// By how much the latest event was late, in simulated time.
    func lateness(at speed: Double) -> SimDuration {
        SimDuration(nanoseconds: Int64(Double(total.lag.lag.max) * 1_000 * speed))
    }

    /// What each charger sent, in order.
    var actionsPerCharger: [[Action]] { total.actionsPerCharger }

    func count(_ outcome: Outcome) -> Int {
        total.calls.inOrder.filter { $0.direction == .out && $0.outcome == outcome }
            .reduce(0) { $0 + $1.count }
    }
}

extension RunResult {
    /// Of a run that has just begun.
    fileprivate static var underWay: RunResult {
        RunResult(status: .complete, reached: .zero, events: 0, fingerprint: 0)
    }
}
