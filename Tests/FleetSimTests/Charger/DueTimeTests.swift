import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// What may happen to a charger, for the time that its CSMS takes to be told from the rest.
struct Ordeal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let happens: @Sendable (inout ChargerBench) -> Void

    init(_ name: String, _ happens: @escaping @Sendable (inout ChargerBench) -> Void) {
        testDescription = name
        self.happens = happens
    }
}

extension ChargerBench {
    /// What was answered, and how long that took since it was due.
    fileprivate var waits: [(action: Action, wait: SimDuration)] {
        measures.filter { $0.direction == .out }.compactMap { measure in
            measure.replied.map { (measure.action, $0 - measure.intended) }
        }
    }

    /// The line between charger and CSMS is gone for a time, by the charger's own doing or not.
    fileprivate mutating func loseLine(seconds: Int64, isOwn: Bool) {
        isCutOff = isOwn
        isReachable = false
        close()
        advance(seconds: seconds)
        isCutOff = false
        isReachable = true
    }
}

@Suite struct `when calls of a charger are due` {
    /// With answers within a millisecond and handshakes within fifty, and dozens of calls in a row.
    private static let explained = SimDuration.milliseconds(250)

    private static func bench(
        flushPause: Duration = .zero,
        configuration: [(ConfigurationKey, String)] = []
    ) -> ChargerBench {
        var bench = ChargerBench(
            connectors: 2,
            flushPause: flushPause,
            features: FeatureProfiles(rawValue: .max),
            configuration: configuration
        )
        bench.csms = { action, payload in
            action == "SignCertificate"
                ? #"{"status":"Accepted"}"# : ChargerBench.agreeable(action, payload)
        }
        bench.answersAfter = .milliseconds(1)
        bench.powerOn()
        bench.advance(seconds: 10)
        // Something runs that has to be told of.
        bench.arrive(connector: 1, staySeconds: 3 * 3600, wattHours: 60_000)
        bench.advance(seconds: 200)
        return bench
    }

    @Sendable private static func puttingOff(
        _ status: String,
        times: Int
    ) -> (String, String) -> String? {
        var left = times
        return { action, payload in
            guard action == "BootNotification", left > 0 else {
                return ChargerBench.agreeable(action, payload)
            }
            left -= 1
            return #"{"status":"\#(status)","currentTime":"2026-03-02T00:00:00Z","interval":120}"#
        }
    }

    private static let own: [Ordeal] = [
        Ordeal("a soft reset") { $0.receive(#"[2,"r","Reset",{"type":"Soft"}]"#) },
        Ordeal("a hard reset") { $0.receive(#"[2,"r","Reset",{"type":"Hard"}]"#) },
        Ordeal("a set-up saved") { $0.apply(.setupSaved) },
        Ordeal("new firmware") {
            $0.receive(
                #"[2,"f","UpdateFirmware",{"location":"ftp://a/b","#
                    + #""retrieveDate":"2026-03-02T00:00:00Z"}]"#
            )
        },
        Ordeal("a power cut") {
            $0.apply(.powerLost)
            $0.advance(seconds: 3600)
            $0.apply(.powerBack)
        },
        Ordeal("two power cuts, one over the other") {
            $0.apply(.powerLost)
            $0.advance(seconds: 600)
            $0.apply(.powerLost)
            $0.apply(.powerBack)
            $0.advance(seconds: 600)
            $0.apply(.powerBack)
        },
        Ordeal("switched off and on") {
            $0.apply(.switchedOff)
            $0.advance(seconds: 900)
            $0.apply(.powerBack)
        },
        Ordeal("an hour without its line") { $0.loseLine(seconds: 3600, isOwn: true) },
        Ordeal("a minute without its line, again and again") {
            for _ in 0..<10 {
                $0.loseLine(seconds: 60, isOwn: true)
                $0.advance(seconds: 90)
            }
        },
        Ordeal("a reset without a line") {
            $0.isCutOff = true
            $0.isReachable = false
            $0.close()
            $0.advance(seconds: 300)
            $0.apply(.setupSaved)
            $0.advance(seconds: 300)
            $0.isCutOff = false
            $0.isReachable = true
        },
        Ordeal("a power cut without a line") {
            $0.isCutOff = true
            $0.isReachable = false
            $0.close()
            $0.advance(seconds: 300)
            $0.apply(.powerLost)
            $0.advance(seconds: 300)
            $0.apply(.powerBack)
            $0.advance(seconds: 300)
            $0.isCutOff = false
            $0.isReachable = true
        },
        Ordeal("told to wait before it registers") {
            $0.csms = puttingOff("Pending", times: 3)
            $0.apply(.setupSaved)
        },
        Ordeal("rejected for a while") {
            $0.csms = puttingOff("Rejected", times: 2)
            $0.apply(.setupSaved)
        },
    ]

    @Test(arguments: own)
    func `what the charger does, or its line, is no latency of the CSMS`(ordeal: Ordeal) {
        var bench = Self.bench()
        bench.forget()
        ordeal.happens(&bench)
        bench.advance(seconds: 1800)
        #expect(bench.waits.count > 10)
        #expect(bench.waits.contains { $0.action == .meterValues || $0.action == .stopTransaction })
        for (action, wait) in bench.waits where wait > Self.explained || wait < .zero {
            Issue.record("\(action) after \(wait.microseconds / 1000) ms")
        }
    }

    @Test func `a pause that the model takes between two messages is none either`() throws {
        var bench = Self.bench(flushPause: .seconds(7))
        bench.forget()
        bench.loseLine(seconds: 1200, isOwn: true)
        bench.advance(seconds: 600)
        let kept = bench.waits.filter { $0.action == .meterValues }
        #expect(kept.count > 20)
        #expect(kept.allSatisfy { $0.wait <= Self.explained })
    }

    @Test func `a security event of a restart is due when the charger connects again`() throws {
        var bench = Self.bench()
        bench.forget()
        bench.apply(.setupSaved)
        let restarted = bench.now
        bench.advance(seconds: 300)
        let told = bench.measures.filter { $0.action == .securityEventNotification }
        // It went down for 45 s; both events could leave once it dialled.
        #expect(told.map { $0.intended - restarted } == [.seconds(45), .seconds(45)])
    }

    // What the CSMS keeps the charger from saying counts, whatever else happens.

    private static let unreachable: [Ordeal] = [
        Ordeal("it refuses connections for an hour") { $0.loseLine(seconds: 3600, isOwn: false) },
        Ordeal("it answers nothing for an hour") {
            $0.csms = { _, _ in nil }
            $0.advance(seconds: 3600)
            $0.csms = ChargerBench.agreeable
        },
        Ordeal("it does not answer the boot of a charger that restarted") {
            $0.csms = { action, payload in
                action == "BootNotification" ? nil : ChargerBench.agreeable(action, payload)
            }
            $0.apply(.setupSaved)
            $0.advance(seconds: 3600)
            $0.csms = ChargerBench.agreeable
        },
    ]

    @Test(arguments: unreachable)
    func `latency shows for how long the CSMS was away`(ordeal: Ordeal) throws {
        var bench = Self.bench(configuration: [(.transactionMessageAttempts, "1000")])
        bench.forget()
        ordeal.happens(&bench)
        bench.advance(seconds: 1800)
        let longest = try #require(bench.waits.map(\.wait).max())
        #expect(longest > .seconds(3400), "\(longest.microseconds / 1_000_000) s")
    }

    @Test func `an outage of the CSMS and a power cut in it are told apart to the second`() throws {
        var bench = Self.bench()
        bench.forget()
        // Away for 10 minutes; then half an hour without power; then away for 5 minutes more.
        bench.isReachable = false
        bench.close()
        let began = bench.now
        bench.advance(seconds: 600)
        bench.apply(.powerLost)
        bench.advance(seconds: 1800)
        bench.apply(.powerBack)
        bench.advance(seconds: 300)
        bench.isReachable = true
        bench.advance(seconds: 600)
        let oldest = try #require(bench.measures.first { $0.action == .meterValues })
        let delivered = try #require(oldest.sent) - began
        #expect(delivered > .seconds(2700))
        // The first reading after the connection was lost was due within a minute.
        let wait = try #require(oldest.sent) - oldest.intended
        #expect(delivered - wait >= .seconds(1800))
        #expect(delivered - wait <= .seconds(1860))
    }

    @Test func `attempts that the CSMS fails count with the waits between them`() throws {
        var bench = Self.bench()
        var fails = 2
        bench.csms = { action, payload in
            guard action == "StopTransaction", fails > 0 else {
                return ChargerBench.agreeable(action, payload)
            }
            fails -= 1
            return "!InternalError"
        }
        bench.forget()
        bench.apply(.emergencyStop)
        bench.advance(seconds: 600)
        let stops = bench.measures.filter { $0.action == .stopTransaction }
        #expect(stops.map(\.outcome) == [.error, .error, .ok])
        #expect(Set(stops.map(\.intended)).count == 1)
        let last = try #require(stops.last)
        #expect(try #require(last.replied) - last.intended > .seconds(180))
    }
}

@Suite struct `due times of a fleet` {
    /// Faults of every kind that is not the CSMS's, before a CSMS that answers at once.
    private static func scenario() -> Scenario {
        var scenario = Scenario.fixture(
            seed: 5,
            hours: 8,
            perDay: 60,
            configuration: [ConfigurationSetting("MeterValueSampleInterval", "60")]
        )
        scenario.fleet[0].chargers[0].model.hasSecurity = true
        scenario.csms.reference.serviceTime = .constant(0)
        scenario.csms.reference.registration.pending = 0.5
        scenario.csms.reference.registration.times = 3
        var reset = CommandSpec(action: .reset, at: .seconds(3600))
        reset.every = .seconds(5000)
        reset.subject = "Hard"
        var firmware = CommandSpec(action: .updateFirmware, at: .seconds(2 * 3600))
        firmware.share = 0.5
        scenario.csms.reference.commands = [reset, firmware]
        return scenario
    }

    private func longest(_ scenario: Scenario) throws -> (wait: SimDuration, calls: Int) {
        let run = try scenario.simulated(SimulationOptions(keeps: .all))
        let waits = run.singles.filter { $0.direction == .out }
            .compactMap { call in call.replied.map { $0 - call.intended } }
        #expect(waits.allSatisfy { $0 > .zero })
        return (waits.max() ?? .zero, waits.count)
    }

    private static let faults: [FaultSpec.Kind] = [
        .linkDown(share: 1, duration: .seconds(1800)),
        .powerCut(share: 1, duration: .seconds(1800), returningOver: .zero),
        .siteOutage(share: 0.7, duration: .seconds(900)),
        .flapping(
            share: 0.5,
            duration: .seconds(1800),
            up: .constant(60),
            down: .constant(120)
        ),
        .tornFrame(share: 1),
        .wrongSetup(share: 0.2),
        .setupSaved(share: 1),
    ]

    @Test func `no call has a latency that its way and the calls before it do not explain`()
        throws
    {
        var scenario = Self.scenario()
        for (index, kind) in Self.faults.enumerated() {
            scenario.faults.append(FaultSpec(at: .seconds(3 * 3600 + 2700 * index), kind: kind))
        }
        let (wait, calls) = try longest(scenario)
        #expect(calls > 2_000)
        // An hour of readings goes out one by one, each some ten milliseconds there and back.
        #expect(wait < .seconds(3), "\(wait.microseconds / 1000) ms")
    }

    @Test func `an outage of the CSMS shows in full`() throws {
        var scenario = Self.scenario()
        scenario.faults = [
            FaultSpec(at: .seconds(5 * 3600), kind: .csmsRestart(down: .seconds(1800)))
        ]
        let (wait, _) = try longest(scenario)
        #expect(wait > .seconds(1700) && wait < .seconds(1900))
    }
}
