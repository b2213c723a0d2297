import Scenarios
import Testing

@testable import FleetSim

/// What the CSMS makes of the answers to its calls, each of which is a file of its own.
@Suite struct `a call of the CSMS` {
    private final class Line {
        private(set) var central: CentralSystem
        private var writer = FrameWriter()
        private var now = SimTime.zero

        init(_ commands: [Command]) {
            central = CentralSystem(
                rules: .init(
                    heartbeat: 300,
                    retry: 60,
                    commands: commands,
                    clockStart: DateTime(unixMilliseconds: 1_772_409_600_000)
                ),
                tags: TagList(count: 4, blocked: 0, expired: 0, seed: 1),
                stations: [Station()]
            )
            let vendor = #""chargePointVendor":"V","chargePointModel":"M""#
            send(#"[2,"1","BootNotification",{\#(vendor)}]"#)
        }

        func send(_ frame: String) {
            now = now + .seconds(2)
            var frame = frame
            frame.withUTF8 { text in
                let bytes = UnsafeRawBufferPointer(text)
                central.noteArrival(bytes, from: 0, at: now)
                _ = central.receive(bytes, from: 0, arrived: now, at: now, into: &writer)
            }
        }

        /// Makes a call; nil where there is nothing to ask the station for.
        func command(_ number: Int) -> String? {
            central.command(number, to: 0, at: now, into: &writer)
                ? String(decoding: writer.bytes, as: UTF8.self) : nil
        }
    }

    /// Every call that a scenario can ask for, with nothing said that need not be.
    private static var all: [Command] {
        CommandSpec.Action.allCases.map { Command(CommandSpec(action: $0, at: .zero)) }
    }

    @Test(arguments: CommandSpec.Action.allCases)
    func `have an answer that is read, also where it changes nothing`(_ action: CommandSpec.Action)
        throws
    {
        let index = try #require(CommandSpec.Action.allCases.firstIndex(of: action))
        let line = Line(Self.all)
        // Some calls are about what the station has granted or said before.
        line.send(
            #"[2,"2","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":0,"#
                + #""timestamp":"2026-03-02T00:00:00Z"}]"#
        )
        let reserve = try #require(CommandSpec.Action.allCases.firstIndex(of: .reserveNow))
        #expect(line.command(reserve) != nil)
        line.send(#"[3,"1",{"status":"Accepted"}]"#)
        let list = try #require(
            CommandSpec.Action.allCases.firstIndex(of: .getInstalledCertificateIds)
        )
        #expect(line.command(list) != nil)
        line.send(
            #"[3,"2",{"status":"Accepted","certificateHashData":[{"hashAlgorithm":"SHA256","#
                + #""issuerNameHash":"a","issuerKeyHash":"b","serialNumber":"c"}]}]"#
        )
        #expect(line.central.breaches.isEmpty)
        let call = try #require(line.command(index))
        #expect(call.hasPrefix(#"[2,"3","\#(action.rawValue)""#), "\(call)")
        line.send(#"[3,"3",{"x":7}]"#)
        #expect(line.central.breaches.map(\.breach.rule) == [.payload])
    }

    @Test func `delete a certificate of the type that was asked for, and no other`() {
        let line = Line([
            .getInstalledCertificates(.centralSystemRoot), .deleteCertificate(.manufacturerRoot),
            .deleteCertificate(.centralSystemRoot),
        ])
        #expect(line.command(2) == nil, "the station has named none yet")
        #expect(line.command(0) != nil)
        line.send(
            #"[3,"2",{"status":"Accepted","certificateHashData":[{"hashAlgorithm":"SHA256","#
                + #""issuerNameHash":"a","issuerKeyHash":"b","serialNumber":"c"}]}]"#
        )
        #expect(line.command(1) == nil)
        #expect(line.command(2)?.contains(#""serialNumber":"c""#) == true)
    }

    @Test func `lead to an effect in four cases, and say which`() {
        let at = CommandCircumstances(
            station: Station(),
            tags: TagList(count: 4, blocked: 0, expired: 0, seed: 1),
            number: 1,
            now: DateTime(unixMilliseconds: 1_772_409_600_000)
        )
        let effects = CommandSpec.Action.allCases.compactMap { action -> String? in
            var spec = CommandSpec(action: action, at: .zero)
            if action == .changeConfiguration {
                (spec.subject, spec.value) = ("HeartbeatInterval", "60")
            }
            return Command(spec).effect(at).map { "\(action.rawValue) → \($0.effect)" }
        }
        #expect(
            effects == [
                "ChangeConfiguration → configuration", "ExtendedTriggerMessage → trigger",
                "RemoteStartTransaction → remoteStart", "SetChargingProfile → limit",
                "TriggerMessage → trigger",
            ]
        )
    }
}
